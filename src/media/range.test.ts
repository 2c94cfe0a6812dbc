import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedRange } from './range.ts'

test('a range asks for bytes that exist, cut at the end', () => {
  assert.deepEqual(askedRange('bytes=0-0', 10), { first: 0, last: 0 })
  assert.deepEqual(askedRange('bytes=2-5', 10), { first: 2, last: 5 })
  assert.deepEqual(askedRange('bytes=5-', 10), { first: 5, last: 9 })
  assert.deepEqual(askedRange('bytes=5-999999999999999999999', 10), { first: 5, last: 9 })
  assert.deepEqual(askedRange('bytes=-3', 10), { first: 7, last: 9 })
  assert.deepEqual(askedRange('bytes=-99', 10), { first: 0, last: 9 })
  assert.deepEqual(askedRange('Bytes= 2-5 ', 10), { first: 2, last: 5 })
})

test('a range wholly beyond the end asks for nothing that exists', () => {
  assert.equal(askedRange('bytes=10-', 10), 'none')
  assert.equal(askedRange('bytes=10-12', 10), 'none')
  assert.equal(askedRange('bytes=-0', 10), 'none')
})

test('what is no single range of bytes is as if it was not there', () => {
  for (const header of [undefined, '', 'bytes=', 'bytes=-', 'bytes=5-2', 'bytes=a-b', 'items=0-1', 'bytes=0-1,3-4']) {
    assert.equal(askedRange(header, 10), 'all', `${header}`)
  }
})
