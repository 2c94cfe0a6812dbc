import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyView, foldAll, type Outgoing } from '#chat/client'
import type { EntryBody, LogEntry } from '#chat/protocol'
import { waitUntil } from './pace.ts'
import type { Reader } from './reader.ts'

const noon = Date.parse('2026-11-20T12:00:00Z')
const reader: Reader = { lang: 'ko', kind: 'stage', room: 'r', you: 'me', awake: true, bargain: null, plain: null }
const entry = (seq: number, author: string, at: number, body: EntryBody): LogEntry => ({
  seq,
  at: new Date(at).toISOString(),
  author,
  role: 'shopper',
  name: null,
  cid: `cid-${seq}`,
  body,
})
const slow: EntryBody = { kind: 'rules', slowSeconds: 30, delaySeconds: 0, frozen: false }
const text: EntryBody = { kind: 'text', text: '네' }
const until = (entries: LogEntry[], outgoing: Outgoing[] = [], now = noon) =>
  waitUntil(foldAll(emptyView(), entries), { reader, outgoing, now })

test('where staff ask for nothing nobody waits', () => {
  assert.equal(until([entry(1, 'me', noon, text)]), 0)
})

test('in slow mode one waits from one’s own last message on, not from another’s', () => {
  const entries = [entry(1, 'm', noon, slow), entry(2, 'me', noon - 10_000, text), entry(3, 'you', noon, text)]
  assert.equal(until(entries), noon + 20_000)
  assert.equal(until([entry(1, 'm', noon, slow), entry(2, 'you', noon, text)]), 0)
})

test('a message that is on its way or held counts, one that failed does not', () => {
  const one = (state: Outgoing['state']): Outgoing => ({
    cid: 'c',
    body: { kind: 'text', text: '네' },
    at: new Date(noon).toISOString(),
    state,
  })
  assert.equal(until([entry(1, 'm', noon, slow)], [one('held')]), noon + 30_000)
  assert.equal(until([entry(1, 'm', noon, slow)], [one('failed')]), 0)
})

test('a server whose clock is ahead lets nobody wait longer than the room asks', () => {
  assert.equal(until([entry(1, 'm', noon, slow), entry(2, 'me', noon + 3_600_000, text)]), noon + 30_000)
})
