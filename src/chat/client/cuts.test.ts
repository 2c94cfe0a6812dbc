import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '../../../test/database.ts'
import { until } from '../../../test/programs.ts'
import { dice, wholeLog } from '../fixture.ts'
import { type Served, serve } from '../served-fixture.ts'
import { emptyView, foldAll } from './fold.ts'
import { closePages, openTestPage, type PageOptions, rests, someRecords, wordsIn } from './page-fixture.ts'

const database = await testDatabase()
const { db } = database
let served: Served = await serve(database)
const { origin, port } = served
after(async () => {
  closePages()
  await served[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})
const minaCookie = await served.mina()
const aPage = (o: Omit<PageOptions, 'origin'>) => openTestPage({ origin, ...o })
const text = (words: string) => ({ kind: 'text' as const, text: words })

/** Restarts the server, at the same address. */
async function restart(): Promise<void> {
  await served[Symbol.asyncDispose]()
  await sleep(150)
  served = await serve(database, { port })
}

test('a log that was restored is shown anew, and the old one stays until then', async () => {
  const { room, cookie } = await served.shopper()
  const page = aPage({ room: room.id, cookie })
  page.talk.say(text('a'))
  await until(() => wordsIn(page).length === 1)
  const seen: number[] = []
  const stop = page.talk.view.subscribe(view => seen.push(view.lines.length))
  await served[Symbol.asyncDispose]()
  await database.pool.query(`update chat.entry set body = body || '{"text":"restored"}' where room_id = $1`, [room.id])
  served = await serve(database, { port, epoch: 'another' })
  await until(() => wordsIn(page)[0] === 'restored')
  stop()
  assert.ok(!seen.includes(0))
  page.close()
  await restart()
})

test('a page ahead of the log, whose end was lost, begins anew', async () => {
  const { room, cookie } = await served.shopper()
  const page = aPage({ room: room.id, cookie })
  for (const words of ['a', 'b', 'c']) page.talk.say(text(words))
  await until(() => wordsIn(page).length === 3)
  page.browser.network.http = false
  page.browser.cut()
  await database.pool.query('delete from chat.entry where room_id = $1 and seq > 1', [room.id])
  await database.pool.query('update chat.room set last_seq = 1 where id = $1', [room.id])
  await restart()
  page.browser.network.http = true
  page.browser.turn('seen')
  await until(() => wordsIn(page).length === 1)
  page.talk.say(text('d'))
  await until(() => wordsIn(page).join() === 'a,d')
  page.close()
})

test('pages that are cut, numbed and reloaded, and a server that restarts, agree in the end, each thing said once', async () => {
  for (const seed of [1, 2]) {
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
      } else if (action < 0.8) browser.turn('seen')
      if (n === 60) await restart()
      await sleep(random() * 40)
    }
    for (const { browser } of all) browser.cut()
    await sleep(50)
    for (const { browser } of all) browser.turn('seen')
    await until(async () => {
      const log = await wholeLog(db, room)
      return all.every(page => rests(page) && page.talk.view.value.last === log.length)
    })
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
