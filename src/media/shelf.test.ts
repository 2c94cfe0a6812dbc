import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeShelf } from './shelf.ts'

const of = (sizeBytes: number) => ({ sha256: 'a', type: 'image/webp', sizeBytes, bytes: new Uint8Array(sizeBytes) })

test('the shelf never holds more than its limit; the longest unused goes first', () => {
  const shelf = makeShelf(100_000)
  for (const name of ['a', 'b', 'c']) shelf.set(name, of(30_000))
  assert.ok(shelf.get('a'))
  shelf.set('d', of(30_000))
  assert.ok(shelf.sizeBytes <= 100_000)
  assert.equal(shelf.get('b'), undefined)
  assert.ok(shelf.get('a') && shelf.get('c') && shelf.get('d'))
})

test('what is put on the shelf again counts once', () => {
  const shelf = makeShelf(100_000)
  for (let round = 0; round < 50; round++) shelf.set('a', of(30_000))
  assert.ok(shelf.sizeBytes < 40_000)
  assert.ok(shelf.get('a'))
})

test('entries without bytes are bounded too', () => {
  const shelf = makeShelf(100_000)
  for (let n = 0; n < 10_000; n++) shelf.set(String(n), { ...of(0), bytes: undefined })
  assert.ok(shelf.sizeBytes <= 100_000)
  assert.equal(shelf.get('0'), undefined)
})
