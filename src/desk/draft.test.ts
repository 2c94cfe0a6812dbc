import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LogEntry } from '#chat/protocol'
import { answeredMeanwhile, type DraftStore, keepDraft, recallDraft } from './draft.ts'

function memory(): DraftStore & { kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: key => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: key => void kept.delete(key),
  }
}

const said = (seq: number, author: string, kind: 'text' | 'state' = 'text'): LogEntry => ({
  seq,
  at: '2026-11-25T10:00:00.000Z',
  author,
  role: author === 'shopper' ? 'shopper' : 'operator',
  name: author === 'shopper' ? null : author,
  cid: `cid-${seq}`,
  body: kind === 'text' ? { kind, text: 'hello' } : { kind, state: 'resolved' },
})

test('a draft is kept for its conversation, and forgotten when nothing is left of it', () => {
  const store = memory()
  keepDraft(store, 'room-a', { text: '네, 생활방수라', since: 3 })
  assert.deepEqual(recallDraft(store, 'room-a'), { text: '네, 생활방수라', since: 3 })
  assert.equal(recallDraft(store, 'room-b'), null)
  keepDraft(store, 'room-a', { text: '', since: 3 })
  assert.equal(store.kept.size, 0)
})

test('what somebody else put into the storage is no draft', () => {
  const store = memory()
  for (const text of ['{', '[]', '{"text":5,"since":1}', 'null']) {
    store.kept.set('room', text)
    assert.equal(recallDraft(store, 'room'), null)
  }
})

test('an answer of another operator is told to whoever was writing one', () => {
  const draft = { text: '저도', since: 2 }
  const entries = [said(1, 'shopper'), said(2, 'mina'), said(3, 'jihun')]
  assert.equal(answeredMeanwhile(entries, { draft, me: 'mina' })?.seq, 3)
})

test('neither the shopper, nor oneself, nor what was there before is an answer in between', () => {
  const draft = { text: '저도', since: 2 }
  assert.equal(answeredMeanwhile([said(2, 'jihun'), said(3, 'shopper')], { draft, me: 'mina' }), null)
  assert.equal(answeredMeanwhile([said(3, 'mina')], { draft, me: 'mina' }), null)
  assert.equal(answeredMeanwhile([said(3, 'jihun', 'state')], { draft, me: 'mina' }), null)
  assert.equal(answeredMeanwhile([said(3, 'jihun')], { draft: { text: '  ', since: 2 }, me: 'mina' }), null)
  assert.equal(answeredMeanwhile([said(3, 'jihun')], { draft: { text: '저도', since: 3 }, me: 'mina' }), null)
})
