import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import type { SayBody } from '../protocol.ts'
import type { Browser } from './browser.ts'
import { type Outbox, openOutbox } from './outbox.ts'
import { openSending, type Sending } from './sending.ts'

const browser: Browser = {
  openSocket: () => assert.fail('nothing here opens a socket'),
  fetch: () => assert.fail('nothing here asks for anything'),
  isVisible: () => true,
  onTurn() {},
  records: null,
  oldRecords: null,
}

interface Scene {
  outbox: Outbox
  sending: Sending
  /** What went out, in its order. */
  sent: string[]
  network: { isThere: boolean }
  say(cid: string, body?: SayBody): void
  state(cid: string): string | undefined
}

function scene(): Scene {
  mock.timers.reset()
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_800_000_000_000 })
  const outbox = openOutbox(null, browser, { room: () => null })
  const sent: string[] = []
  const network = { isThere: true }
  const sending = openSending(outbox, ({ cid }) => {
    if (network.isThere) sent.push(cid)
    return network.isThere
  })
  return {
    outbox,
    sending,
    sent,
    network,
    say(cid, body = { kind: 'text', text: cid }) {
      outbox.add({ cid, body })
      sending.more()
    },
    state: cid => outbox.find(cid)?.state,
  }
}

const accept = ({ sending }: Scene, cid: string, seq = 1) => sending.accepted({ cid, seq }, { forMs: 0 })
const refuse = ({ sending }: Scene, cid: string, again: boolean, afterMs?: number) =>
  sending.refused({ cid, code: 'a_code', text: 'Why', again, afterMs })
const pass = (ms: number) => mock.timers.tick(ms)

test('one thing goes out at a time, the oldest first', () => {
  const at = scene()
  for (const cid of ['a', 'b', 'c']) at.say(cid)
  assert.deepEqual(at.sent, ['a'])
  accept(at, 'a')
  assert.deepEqual(at.sent, ['a', 'b'])
  assert.equal(at.state('a'), 'sent')
  accept(at, 'b')
  accept(at, 'c')
  assert.deepEqual(at.sent, ['a', 'b', 'c'])
})

test('what is refused for now is not overtaken, and goes out again when the server said', () => {
  const at = scene()
  for (const cid of ['a', 'b']) at.say(cid)
  refuse(at, 'a', true, 4000)
  assert.equal(at.state('a'), 'failed')
  assert.equal(at.outbox.find('a')?.reason, 'Why')
  at.say('c')
  pass(3999)
  assert.deepEqual(at.sent, ['a'])
  pass(1)
  assert.deepEqual(at.sent, ['a', 'a'])
  accept(at, 'a')
  accept(at, 'b')
  assert.deepEqual(at.sent, ['a', 'a', 'b', 'c'])
})

test('where the server names no time the waits grow, and a person may try at once', () => {
  const at = scene()
  at.say('a')
  for (let n = 0; n < 4; n++) {
    refuse(at, 'a', true)
    pass(500 * 2 ** n - 1)
    assert.equal(at.sent.length, n + 1)
    pass(1000 * 2 ** n + 1)
    assert.equal(at.sent.length, n + 2)
  }
  refuse(at, 'a', true)
  at.sending.again('a')
  assert.equal(at.sent.length, 6)
})

test('what is refused for good is in nobody’s way', () => {
  const at = scene()
  for (const cid of ['a', 'b']) at.say(cid)
  refuse(at, 'a', false)
  assert.deepEqual(at.sent, ['a', 'b'])
  pass(100_000)
  assert.ok(!at.sent.slice(1).includes('a'))
  assert.deepEqual([at.state('a'), at.outbox.find('a')?.waits], ['failed', false])
})

test('a change of an earlier entry goes beside the words', () => {
  const at = scene()
  at.say('a')
  at.say('touch', { kind: 'reaction', of: 1, emoji: '👍', on: true })
  at.say('edit', { kind: 'edit', of: 1, text: 'b' })
  assert.deepEqual(at.sent, ['a', 'touch'])
  refuse(at, 'a', true, 60_000)
  accept(at, 'touch')
  assert.deepEqual(at.sent, ['a', 'touch', 'edit'])
})

test('what is held is in nobody’s way, and is asked after when it should be out', () => {
  const at = scene()
  for (const cid of ['a', 'b']) at.say(cid)
  at.sending.accepted({ cid: 'a', seq: 0 }, { forMs: 20_000 })
  assert.equal(at.state('a'), 'held')
  accept(at, 'b')
  assert.deepEqual(at.sent, ['a', 'b'])
  pass(22_999)
  assert.deepEqual(at.sent, ['a', 'b'])
  pass(1)
  assert.deepEqual(at.sent, ['a', 'b', 'a'])
  refuse(at, 'a', false)
  assert.equal(at.state('a'), 'failed')
})

test('without an answer the same is sent again, and after a while the page says that it has not arrived', () => {
  const at = scene()
  at.say('a')
  pass(6000)
  assert.deepEqual(at.sent, ['a', 'a'])
  assert.equal(at.state('a'), 'sending')
  pass(6000)
  assert.equal(at.state('a'), 'failed')
  assert.equal(at.outbox.find('a')?.waits, true)
  pass(6000)
  assert.equal(at.sent.length, 4)
  accept(at, 'a')
  assert.equal(at.state('a'), 'sent')
  pass(60_000)
  assert.equal(at.sent.length, 4)
})

test('a new connection is told all that is not in the log yet, in its order', () => {
  const at = scene()
  for (const cid of ['a', 'b']) at.say(cid)
  accept(at, 'a')
  at.network.isThere = false
  at.say('c')
  at.network.isThere = true
  at.sent.length = 0
  at.sending.begin()
  for (const cid of ['a', 'b', 'c']) accept(at, cid)
  assert.deepEqual(at.sent, ['a', 'b', 'c'])
  at.outbox.remove('a')
  at.sent.length = 0
  at.sending.begin()
  assert.deepEqual(at.sent, ['b'])
})

test('what was given up is not sent, and holds up nothing', () => {
  const at = scene()
  for (const cid of ['a', 'b', 'c']) at.say(cid)
  at.outbox.remove('a')
  at.outbox.remove('b')
  pass(6000)
  assert.deepEqual(at.sent, ['a', 'c'])
})
