import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Line } from '#chat/client'
import type { EntryBody, Role } from '#chat/protocol'
import { type ActPlace, actsOn, removedIn } from './acts.ts'

const inquiry: ActPlace = { kind: 'inquiry', you: 'mina', pinned: null, removed: new Set() }
const stage: ActPlace = { ...inquiry, kind: 'stage' }

function line(body: EntryBody, { seq = 1, author = 'jiyun', role = 'shopper' as Role } = {}): Line {
  return { entry: { seq, at: '', author, role, name: null, cid: `cid-${seq}`, body }, reactions: [] }
}
const hers = { author: 'mina', role: 'operator' as const }
const text: EntryBody = { kind: 'text', text: 'does it leak' }

test('a shopper’s words can be hidden, one’s own edited and taken back, a colleague’s neither', () => {
  assert.deepEqual(actsOn(line(text), inquiry), ['reply', 'copy', 'pin', 'hide'])
  assert.deepEqual(actsOn(line(text, hers), inquiry), ['reply', 'copy', 'edit', 'pin', 'delete'])
  assert.deepEqual(actsOn(line(text, { ...hers, author: 'jun' }), inquiry), ['reply', 'copy', 'pin'])
})

test('what is gone can be read in its history, and shown again where staff hid it', () => {
  const gone = (by: 'author' | 'staff', was = 'text'): EntryBody => ({ kind: 'gone', was, by })
  assert.deepEqual(actsOn(line(gone('author')), inquiry), ['history'])
  assert.deepEqual(actsOn(line(gone('staff')), inquiry), ['show', 'history'])
})

test('only what was edited or is gone has a history', () => {
  assert.ok(actsOn(line({ ...text, edited: true }), inquiry).includes('history'))
  assert.ok(!actsOn(line(text), inquiry).includes('history'))
})

test('a product that was shown can be taken back, and not be edited or copied', () => {
  assert.deepEqual(actsOn(line({ kind: 'card', productId: 'p' }, hers), inquiry), ['reply', 'pin', 'delete'])
})

test('people are removed from crowded rooms alone, and let back there', () => {
  assert.ok(actsOn(line(text), stage).includes('remove'))
  assert.ok(!actsOn(line(text, hers), stage).includes('remove'))
  const removed = actsOn(line(text), { ...stage, removed: new Set(['jiyun']) })
  assert.ok(removed.includes('letBack') && !removed.includes('remove'))
})

test('what is pinned can be unpinned', () => {
  const pinned = line(text).entry
  assert.ok(actsOn(line(text), { ...inquiry, pinned }).includes('unpin'))
  assert.ok(actsOn(line(text, { seq: 2 }), { ...inquiry, pinned }).includes('pin'))
})

test('nothing is done to what was done', () => {
  assert.deepEqual(actsOn(line({ kind: 'state', state: 'resolved' }, hers), inquiry), [])
  assert.deepEqual(actsOn(line({ kind: 'pin', of: 1 }, hers), inquiry), [])
})

test('who is out is whoever was removed and not let back', () => {
  const remove = (who: string, of: number, removed: boolean) => line({ kind: 'remove', who, of, removed }, hers)
  const lines = [remove('a', 1, true), remove('b', 2, true), remove('a', 1, false), remove('c', 3, true)]
  assert.deepEqual(
    removedIn(lines).map(one => one.author),
    ['c', 'b'],
  )
  assert.deepEqual(removedIn([...lines, remove('a', 4, true)])[0], { author: 'a', of: 4 })
})
