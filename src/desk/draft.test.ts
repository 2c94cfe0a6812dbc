import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Line } from '#chat/client'
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

const said = (seq: number, author: string, body: Line['entry']['body'] = { kind: 'text', text: 'hello' }): Line => ({
  entry: {
    seq,
    at: '2026-11-25T10:00:00.000Z',
    author,
    role: author === 'shopper' ? 'shopper' : 'operator',
    name: author === 'shopper' ? null : author,
    cid: `cid-${seq}`,
    body,
  },
  reactions: [],
})
const minas = { me: 'mina', kind: 'inquiry' } as const

test('a draft is kept for its conversation, and forgotten when nothing is left of it', () => {
  const store = memory()
  keepDraft(store, 'room-a', { text: '네, 생활방수라', since: 3, re: null })
  assert.deepEqual(recallDraft(store, 'room-a'), { text: '네, 생활방수라', since: 3, re: null })
  assert.equal(recallDraft(store, 'room-b'), null)
  keepDraft(store, 'room-a', { text: '', since: 3, re: null })
  assert.equal(store.kept.size, 0)
})

test('what it answers is kept with a draft, also from before there was such a thing', () => {
  const store = memory()
  keepDraft(store, 'room', { text: '', since: 3, re: 2 })
  assert.deepEqual(recallDraft(store, 'room'), { text: '', since: 3, re: 2 })
  store.kept.set('room', '{"text":"네","since":3}')
  assert.deepEqual(recallDraft(store, 'room'), { text: '네', since: 3, re: null })
})

test('what somebody else put into the storage is no draft', () => {
  const store = memory()
  for (const text of ['{', '[]', '{"text":5,"since":1}', 'null']) {
    store.kept.set('room', text)
    assert.equal(recallDraft(store, 'room'), null)
  }
})

test('an answer of another operator is told to whoever was writing one', () => {
  const draft = { text: '저도', since: 2, re: null }
  const entries = [said(1, 'shopper'), said(2, 'mina'), said(3, 'jihun')]
  assert.equal(answeredMeanwhile(entries, { draft, ...minas })?.seq, 3)
})

test('neither the shopper, nor oneself, nor what was there before is an answer in between', () => {
  const draft = { text: '저도', since: 2, re: null }
  assert.equal(answeredMeanwhile([said(2, 'jihun'), said(3, 'shopper')], { draft, ...minas }), null)
  assert.equal(answeredMeanwhile([said(3, 'mina')], { draft, ...minas }), null)
  assert.equal(answeredMeanwhile([said(3, 'jihun', { kind: 'state', state: 'resolved' })], { draft, ...minas }), null)
  assert.equal(answeredMeanwhile([said(3, 'jihun')], { draft: { text: '  ', since: 2, re: null }, ...minas }), null)
  assert.equal(answeredMeanwhile([said(3, 'jihun')], { draft: { text: '저도', since: 3, re: null }, ...minas }), null)
})

test('in a crowded room only another answer to the same question is one in between', () => {
  const draft = { text: '저도', since: 2, re: 1 }
  const answers = (re: number) => [said(3, 'jihun', { kind: 'text', text: 'hello', re })]
  assert.equal(answeredMeanwhile(answers(2), { draft, me: 'mina', kind: 'stage' }), null)
  assert.equal(answeredMeanwhile(answers(1), { draft, me: 'mina', kind: 'stage' })?.seq, 3)
  assert.equal(
    answeredMeanwhile([said(3, 'jihun')], { draft: { ...draft, re: null }, me: 'mina', kind: 'stage' }),
    null,
  )
})
