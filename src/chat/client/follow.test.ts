import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '../../../test/database.ts'
import { until } from '../../../test/programs.ts'
import { dice, wholeLog, wordsOf } from '../fixture.ts'
import type { Role } from '../protocol.ts'
import { type Served, serve } from '../served-fixture.ts'
import type { Conversation } from './conversation.ts'
import { emptyView, foldAll } from './fold.ts'
import { openConversation } from './follow.ts'
import { type Live, openLive } from './live.ts'
import { aBrowser, someRecords, type TestBrowser } from './page-fixture.ts'

const database = await testDatabase()
const { db } = database
let served: Served = await serve(database)
const { origin, port } = served
const pages = new Set<Page>()
after(async () => {
  for (const page of pages) page.close()
  await served[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})
const minaCookie = await served.mina()

interface Page {
  browser: TestBrowser
  live: Live
  talk: Conversation
  close(): void
}

interface PageOptions {
  as?: Role
  room: string
  cookie: string
  keepAs?: string
  records?: TestBrowser['records']
  network?: Partial<TestBrowser['network']>
}

function aPage({ as = 'shopper', room, cookie, keepAs, records = null, network = {} }: PageOptions): Page {
  const browser = aBrowser({ origin, cookie, records, network })
  const live = openLive({ as, lang: 'en', browser })
  const talk = openConversation(live, as, { room, entries: [], receipts: [], keepAs: keepAs ?? null })
  const page: Page = {
    browser,
    live,
    talk,
    close() {
      pages.delete(page)
      talk.close()
      live.close()
    },
  }
  pages.add(page)
  return page
}

const soon = (condition: () => boolean | Promise<boolean>, limitMs = 8000) => until(condition, { limitMs })
const text = (words: string) => ({ kind: 'text' as const, text: words })
const wordsIn = ({ talk }: Page) => wordsOf(talk.view.value.lines.map(line => line.entry))
const rests = ({ talk }: Page) => talk.outgoing.value.length === 0
const isOpen = ({ talk }: Page) => talk.state.value === 'open'

/** Restarts the server, at the same address. */
async function restart(): Promise<void> {
  await served[Symbol.asyncDispose]()
  await sleep(150)
  served = await serve(database, { port })
}

test('what is said is shown at once, goes out in its order, and is there for the other side', async () => {
  const { room, cookie } = await served.shopper()
  const page = aPage({ room: room.id, cookie })
  const desk = aPage({ as: 'operator', room: room.id, cookie: minaCookie })
  await soon(() => isOpen(page) && isOpen(desk))
  for (const words of ['a', 'b', 'c']) page.talk.say(text(words))
  assert.deepEqual(
    page.talk.outgoing.value.map(({ body, state }) => [body, state]),
    [
      [text('a'), 'sending'],
      [text('b'), 'sending'],
      [text('c'), 'sending'],
    ],
  )
  await soon(() => wordsIn(desk).length === 3 && rests(page))
  assert.deepEqual(wordsIn(desk), ['a', 'b', 'c'])
  assert.deepEqual(wordsIn(page), ['a', 'b', 'c'])
  desk.talk.read()
  await soon(() => page.talk.theirs.value.read === 3)
  assert.equal(page.talk.you.value, page.talk.entries.value[0]?.author)
  page.close()
  desk.close()
})

test('a change is shown at once, and undone when it is refused', async () => {
  const { room, cookie } = await served.shopper()
  const page = aPage({ room: room.id, cookie })
  const desk = aPage({ as: 'operator', room: room.id, cookie: minaCookie })
  page.talk.say(text('a'))
  await soon(() => wordsIn(page).length === 1 && wordsIn(desk).length === 1)
  page.talk.edit(1, 'b')
  assert.deepEqual(wordsIn(page), ['b'])
  page.talk.react(1, '👏', true)
  assert.equal(page.talk.view.value.lines[0]?.reactions[0]?.emoji, '👏')
  await soon(() => wordsIn(desk)[0] === 'b' && desk.talk.view.value.lines[0]?.reactions.length === 1)
  desk.talk.edit(1, 'not mine')
  assert.deepEqual(wordsIn(desk), ['not mine'])
  await soon(() => desk.talk.outgoing.value[0]?.state === 'failed')
  assert.deepEqual(wordsIn(desk), ['b'])
  const [refused] = desk.talk.outgoing.value
  assert.ok(refused?.reason)
  desk.talk.discard(refused.cid)
  assert.deepEqual(desk.talk.outgoing.value, [])
  desk.talk.remove(1)
  assert.deepEqual(wordsIn(desk), ['gone'])
  await soon(() => wordsIn(page)[0] === 'gone' && rests(desk))
  assert.deepEqual(page.talk.view.value.lines[0]?.entry.body, { kind: 'gone', was: 'text', by: 'staff' })
  page.close()
  desk.close()
})

test('what was said without a network survives the page, and goes out before what is said on the next one', async () => {
  const { room, cookie } = await served.shopper()
  const kept = { keepAs: 'reload', records: someRecords('reload') }
  const first = aPage({ room: room.id, cookie, ...kept, network: { http: false } })
  first.talk.say(text('a'))
  first.talk.say(text('b'))
  await sleep(50)
  first.close()
  const next = aPage({ room: room.id, cookie, ...kept })
  next.talk.say(text('c'))
  await soon(() => wordsIn(next).length === 3 && rests(next))
  assert.deepEqual(wordsIn(next), ['a', 'b', 'c'])
  const last = aPage({ room: room.id, cookie, ...kept })
  await soon(() => wordsIn(last).length === 3)
  assert.deepEqual(last.talk.outgoing.value, [])
  next.close()
  last.close()
})

test('a page that was frozen, and one that slept, catch up when they are seen again', async () => {
  const { room, cookie } = await served.shopper()
  const page = aPage({ room: room.id, cookie })
  const desk = aPage({ as: 'operator', room: room.id, cookie: minaCookie })
  await soon(() => isOpen(page) && isOpen(desk))
  page.browser.numb()
  desk.talk.say(text('while it was frozen'))
  await soon(() => wordsIn(desk).length === 1)
  page.browser.wake({ restored: true })
  await soon(() => wordsIn(page).length === 1)
  page.browser.numb()
  desk.talk.say(text('while it slept'))
  page.browser.wake()
  await soon(() => wordsIn(page).length === 2, 9000)
  page.close()
  desk.close()
})

test('a log that was restored is shown anew, and the old one stays until then', async () => {
  const { room, cookie } = await served.shopper()
  const page = aPage({ room: room.id, cookie })
  page.talk.say(text('a'))
  await soon(() => wordsIn(page).length === 1)
  const seen: number[] = []
  const stop = page.talk.view.subscribe(view => seen.push(view.lines.length))
  await served[Symbol.asyncDispose]()
  await database.pool.query(`update chat.entry set body = body || '{"text":"restored"}' where room_id = $1`, [room.id])
  served = await serve(database, { port, epoch: 'another' })
  await soon(() => wordsIn(page)[0] === 'restored')
  stop()
  assert.ok(!seen.includes(0))
  page.close()
  await restart()
})

test('a page ahead of the log, whose end was lost, begins anew', async () => {
  const { room, cookie } = await served.shopper()
  const page = aPage({ room: room.id, cookie })
  for (const words of ['a', 'b', 'c']) page.talk.say(text(words))
  await soon(() => wordsIn(page).length === 3)
  page.browser.network.http = false
  page.browser.cut()
  await database.pool.query('delete from chat.entry where room_id = $1 and seq > 1', [room.id])
  await database.pool.query('update chat.room set last_seq = 1 where id = $1', [room.id])
  await restart()
  page.browser.network.http = true
  page.browser.wake()
  await soon(() => wordsIn(page).length === 1, 9000)
  page.talk.say(text('d'))
  await soon(() => wordsIn(page).join() === 'a,d')
  page.close()
})

test('where no socket gets through, the page asks over HTTP, and goes on by socket once it can', async () => {
  const { room, cookie } = await served.shopper()
  const page = aPage({ room: room.id, cookie, network: { sockets: false } })
  const desk = aPage({ as: 'operator', room: room.id, cookie: minaCookie })
  page.talk.say(text('a'))
  await soon(() => wordsIn(desk).length === 1, 15_000)
  assert.equal(page.live.state.value, 'polling')
  await soon(() => rests(page) && isOpen(page))
  assert.equal(page.talk.you.value, page.talk.entries.value[0]?.author)
  desk.talk.say(text('b'))
  await soon(() => wordsIn(page).length === 2)
  page.talk.edit(2, 'not mine')
  await soon(() => page.talk.outgoing.value[0]?.state === 'failed')
  page.browser.network.http = false
  await soon(() => page.live.state.value === 'away', 9000)
  page.talk.say(text('c'))
  page.browser.network.http = true
  await soon(() => wordsIn(desk).length === 3, 9000)
  page.browser.network.sockets = true
  page.live.reconnect()
  await soon(() => page.live.state.value === 'open')
  page.talk.say(text('d'))
  await soon(() => wordsIn(page).join() === 'a,b,c,d')
  page.close()
  desk.close()
})

test('older entries are loaded when they are asked for', async () => {
  const { room, cookie } = await served.shopper()
  const page = aPage({ room: room.id, cookie })
  for (let n = 1; n <= 12; n++) page.talk.say(text(`${n}`))
  await soon(() => rests(page) && wordsIn(page).length === 12)
  page.talk.edit(2, 'two')
  await soon(() => rests(page))
  const entries = (await wholeLog(db, room)).slice(8)
  const browser = aBrowser({ origin, cookie })
  const live = openLive({ as: 'shopper', lang: 'en', browser })
  const talk = openConversation(live, 'shopper', { room: room.id, entries, receipts: [], keepAs: null })
  assert.equal(talk.above.value, 'more')
  assert.equal(talk.view.value.lines.length, 4)
  await talk.earlier()
  assert.equal(talk.above.value, 'nothing')
  assert.deepEqual(talk.view.value.lines, page.talk.view.value.lines)
  talk.close()
  live.close()
  page.close()
})

test('a room that one may not follow is left, and the page is told', async () => {
  const theirs = await served.shopper()
  const { cookie } = await served.shopper()
  const page = aPage({ room: theirs.room.id, cookie })
  page.talk.say(text('a'))
  await soon(() => page.talk.state.value === 'removed')
  assert.deepEqual(
    page.talk.outgoing.value.map(({ state, waits }) => [state, waits]),
    [['failed', false]],
  )
  page.close()
})

test('pages that are cut, numbed and reloaded, and a server that restarts, agree in the end, each thing said once', async () => {
  for (const seed of [1, 2, 3]) {
    const random = dice(seed)
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!
    const { room, cookie } = await served.shopper()
    const records = someRecords(`random-${seed}`)
    const tab = () => aPage({ room: room.id, cookie, records, keepAs: 'random' })
    const desk = () => aPage({ as: 'operator', room: room.id, cookie: minaCookie, records, keepAs: 'desk' })
    const all = [tab(), tab(), desk()]
    const said: string[][] = [[], [], []]
    for (let n = 0; n < 110; n++) {
      const i = Math.floor(random() * all.length)
      const { talk, browser } = all[i]!
      const own = talk.view.value.lines.filter(
        ({ entry: { author, body } }) => author === talk.you.value && body.kind === 'text',
      )
      const action = random()
      if (action < 0.3) {
        const words = `${i}-${said[i]!.length}`
        said[i]!.push(words)
        talk.say(text(words))
      } else if (action < 0.4 && own.length > 0) talk.react(pick(own).entry.seq, pick(['👍', '🙏']), random() < 0.6)
      else if (action < 0.45 && own.length > 0) talk.edit(pick(own).entry.seq, `edited ${n}`)
      else if (action < 0.48 && own.length > 0) talk.remove(pick(own).entry.seq)
      else if (action < 0.6) browser.cut()
      else if (action < 0.65) {
        browser.numb()
        setTimeout(() => browser.cut(), 300)
      } else if (action < 0.7) {
        // What was said has a moment to be kept: a browser writes it down while the page goes on.
        await sleep(10)
        all[i]!.close()
        all[i] = i === 2 ? desk() : tab()
      } else if (action < 0.8) browser.wake()
      if (n === 60) await restart()
      await sleep(random() * 40)
    }
    for (const { browser } of all) browser.cut()
    await sleep(50)
    for (const { browser } of all) browser.wake()
    await soon(async () => {
      const log = await wholeLog(db, room)
      return all.every(page => rests(page) && page.talk.view.value.last === log.length)
    }, 30_000)
    const log = await wholeLog(db, room)
    const fresh = foldAll(emptyView(), log)
    for (const { talk } of all) assert.deepEqual(talk.view.value, fresh, `seed ${seed}`)
    assert.equal(new Set(log.map(entry => entry.cid)).size, log.length)
    const firstWords = await database.pool.query(
      `select body ->> 'text' as text from chat.entry where room_id = $1 and body ->> 'kind' = 'text' order by seq`,
      [room.id],
    )
    const inLog: string[] = firstWords.rows.map(row => row.text)
    said.forEach((words, i) => {
      assert.deepEqual(
        inLog.filter(one => one.startsWith(`${i}-`)),
        words,
        `seed ${seed}, page ${i}`,
      )
    })
    for (const page of all) page.close()
  }
})
