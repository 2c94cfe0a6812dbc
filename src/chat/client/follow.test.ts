import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '../../../test/database.ts'
import { until } from '../../../test/programs.ts'
import { wholeLog } from '../fixture.ts'
import { openStage } from '../room.ts'
import { serve } from '../served-fixture.ts'
import { countUnread } from './conversation.ts'
import { closePages, isOpen, openTestPage, type PageOptions, rests, someRecords, wordsIn } from './page-fixture.ts'

const database = await testDatabase()
const { db } = database
const served = await serve(database)
const { origin } = served
after(async () => {
  closePages()
  await served[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})
const minaCookie = await served.mina()
const aPage = (o: Omit<PageOptions, 'origin'>) => openTestPage({ origin, ...o })
const text = (words: string) => ({ kind: 'text' as const, text: words })

test('what is said is shown at once, goes out in its order, and is there for the other side', async () => {
  const { room, cookie } = await served.shopper()
  const page = aPage({ room: room.id, cookie })
  const desk = aPage({ as: 'operator', room: room.id, cookie: minaCookie })
  await until(() => isOpen(page) && isOpen(desk))
  for (const words of ['a', 'b', 'c']) page.talk.say(text(words))
  assert.deepEqual(
    page.talk.outgoing.value.map(({ body, state }) => [body, state]),
    [
      [text('a'), 'sending'],
      [text('b'), 'sending'],
      [text('c'), 'sending'],
    ],
  )
  await until(() => wordsIn(desk).length === 3 && rests(page))
  assert.deepEqual(wordsIn(desk), ['a', 'b', 'c'])
  assert.deepEqual(wordsIn(page), ['a', 'b', 'c'])
  assert.equal(countUnread(desk.talk.view.value, { read: 1, you: desk.talk.you.value }), 2)
  assert.equal(countUnread(page.talk.view.value, { read: 0, you: page.talk.you.value }), 0)
  desk.talk.read()
  await until(() => page.talk.theirs.value.read === 3)
  assert.equal(page.talk.you.value, page.talk.entries.value[0]?.author)
  page.close()
  desk.close()
})

test('a change is shown at once, and undone when it is refused', async () => {
  const { room, cookie } = await served.shopper()
  const page = aPage({ room: room.id, cookie })
  const desk = aPage({ as: 'operator', room: room.id, cookie: minaCookie })
  page.talk.say(text('a'))
  await until(() => wordsIn(page).length === 1 && wordsIn(desk).length === 1)
  page.talk.edit(1, 'b')
  assert.deepEqual(wordsIn(page), ['b'])
  page.talk.react(1, '👏', true)
  assert.equal(page.talk.view.value.lines[0]?.reactions[0]?.emoji, '👏')
  await until(() => wordsIn(desk)[0] === 'b' && desk.talk.view.value.lines[0]?.reactions.length === 1)
  desk.talk.edit(1, 'not mine')
  assert.deepEqual(wordsIn(desk), ['not mine'])
  await until(() => desk.talk.outgoing.value[0]?.state === 'failed')
  assert.deepEqual(wordsIn(desk), ['b'])
  const [refused] = desk.talk.outgoing.value
  assert.ok(refused?.reason)
  desk.talk.discard(refused.cid)
  assert.deepEqual(desk.talk.outgoing.value, [])
  desk.talk.remove(1)
  assert.deepEqual(wordsIn(desk), ['gone'])
  await until(() => wordsIn(page)[0] === 'gone' && rests(desk))
  assert.deepEqual(page.talk.view.value.lines[0]?.entry.body, { kind: 'gone', was: 'text', by: 'staff' })
  page.close()
  desk.close()
})

test('what was said without a network survives the page, and goes out before what is said on the next one', async () => {
  const { room, cookie } = await served.shopper()
  const store = someRecords('reload')
  const kept = { keepAs: 'reload', records: store }
  const first = aPage({ room: room.id, cookie, ...kept, network: { http: false } })
  first.talk.say(text('a'))
  first.talk.say(text('b'))
  await sleep(50)
  first.close()
  const records: typeof store = async (mode, work) => {
    await sleep(500)
    return store(mode, work)
  }
  const next = aPage({ room: room.id, cookie, ...kept, records })
  await until(() => isOpen(next))
  next.talk.say(text('c'))
  await until(() => wordsIn(next).length === 3 && rests(next))
  assert.deepEqual(wordsIn(next), ['a', 'b', 'c'])
  const last = aPage({ room: room.id, cookie, ...kept })
  await until(() => wordsIn(last).length === 3)
  assert.deepEqual(last.talk.outgoing.value, [])
  next.close()
  last.close()
})

test('a page that was frozen, and one that slept, catch up when they are seen again', async () => {
  const { room, cookie } = await served.shopper()
  const page = aPage({ room: room.id, cookie })
  const desk = aPage({ as: 'operator', room: room.id, cookie: minaCookie })
  await until(() => isOpen(page) && isOpen(desk))
  page.browser.numb()
  desk.talk.say(text('while it was frozen'))
  await until(() => wordsIn(desk).length === 1)
  page.browser.turn('restored')
  await until(() => wordsIn(page).length === 1)
  page.browser.numb()
  desk.talk.say(text('while it slept'))
  page.browser.turn('seen')
  await until(() => wordsIn(page).length === 2)
  page.close()
  desk.close()
})

test('older entries are loaded when they are asked for', async () => {
  const { room, cookie } = await served.shopper()
  const page = aPage({ room: room.id, cookie })
  for (let n = 1; n <= 12; n++) page.talk.say(text(`${n}`))
  await until(() => rests(page) && wordsIn(page).length === 12)
  page.talk.edit(2, 'two')
  await until(() => rests(page))
  const entries = (await wholeLog(db, room)).slice(8)
  const late = aPage({ room: room.id, cookie, entries })
  const { talk } = late
  assert.equal(talk.above.value, 'more')
  assert.equal(talk.view.value.lines.length, 4)
  await talk.earlier()
  assert.equal(talk.above.value, 'nothing')
  assert.deepEqual(talk.view.value.lines, page.talk.view.value.lines)
  late.close()
  page.close()
})

test('a room that one may not follow is left, and the page is told', async () => {
  const theirs = await served.shopper()
  const { cookie } = await served.shopper()
  const page = aPage({ room: theirs.room.id, cookie })
  page.talk.say(text('a'))
  await until(() => page.talk.state.value === 'removed')
  assert.deepEqual(
    page.talk.outgoing.value.map(({ state, waits }) => [state, waits]),
    [['failed', false]],
  )
  page.close()
})

test('in a crowded room a message may have to wait its turn, or to be seen by staff first', async () => {
  const stage = await openStage(db, { productId: crypto.randomUUID() })
  const { cookie } = await served.shopper()
  const page = aPage({ room: stage.id, cookie })
  const desk = aPage({ as: 'operator', room: stage.id, cookie: minaCookie })
  await until(() => isOpen(page) && isOpen(desk) && page.talk.now.value.viewers > 0)
  assert.equal(page.talk.kind.value, 'stage')
  desk.talk.say({ kind: 'rules', slowSeconds: 1, delaySeconds: 0, frozen: false })
  await until(() => page.talk.facts.value.rules.slowSeconds === 1)
  for (const words of ['a', 'b']) page.talk.say(text(words))
  await until(() => page.talk.outgoing.value[0]?.state === 'failed')
  assert.equal(page.talk.outgoing.value[0]?.waits, true)
  await until(
    () =>
      wordsIn(page)
        .filter(words => words !== 'rules')
        .join() === 'a,b',
  )
  desk.talk.say({ kind: 'rules', slowSeconds: 0, delaySeconds: 600, frozen: false })
  await until(() => page.talk.facts.value.rules.delaySeconds === 600)
  page.talk.say(text('c'))
  await until(() => page.talk.outgoing.value[0]?.state === 'held' && desk.talk.held.value.length === 1)
  assert.ok(!wordsIn(page).includes('c'))
  const [waiting] = desk.talk.held.value
  const path = `/api/rooms/${stage.id}/held/${waiting?.id}?as=operator`
  const answer = await desk.browser.fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ let: true }),
  })
  assert.equal(answer.status, 200, await answer.text())
  await until(() => wordsIn(page).at(-1) === 'c' && rests(page) && desk.talk.held.value.length === 0)
  page.close()
  desk.close()
})

test('somebody who is taken out of a crowded room is told, and is in it again when they come back and may', async () => {
  const stage = await openStage(db, { productId: crypto.randomUUID() })
  const { cookie } = await served.shopper()
  const page = aPage({ room: stage.id, cookie })
  const desk = aPage({ as: 'operator', room: stage.id, cookie: minaCookie })
  page.talk.say(text('a'))
  await until(() => wordsIn(desk).length === 1 && rests(page))
  desk.talk.say({ kind: 'remove', of: 1, removed: true })
  await until(() => page.talk.state.value === 'removed')
  page.talk.say(text('b'))
  page.browser.cut()
  page.browser.turn('restored')
  await sleep(300)
  assert.equal(page.talk.state.value, 'removed')
  desk.talk.say({ kind: 'remove', of: 1, removed: false })
  await until(() => rests(desk))
  page.browser.turn('restored')
  await until(() => isOpen(page))
  assert.deepEqual(page.talk.view.value, desk.talk.view.value)
  page.close()
  desk.close()
})
