import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextQuery, ownPath } from './next.ts'

test('signing in leads back to a page of this shop, with its query and its place', () => {
  for (const path of ['/ko', '/en/', '/ko/p/olive-lantern#talk', '/en/search?q=%EB%9E%9C%ED%84%B4', '/ko/talks']) {
    assert.equal(ownPath(path), path)
  }
})

test('no address leads out of the shop, however it is written', () => {
  const elsewhere = [
    'https://evil.example/ko',
    '//evil.example/ko',
    '/\\evil.example/ko',
    '\\\\evil.example',
    '/\t/evil.example/ko',
    '/ko/../../evil',
    '/ko/..//evil.example',
    '/%2f/evil.example',
    'javascript:alert(1)',
    '/api/rooms',
    '/korea',
    'ko',
    '',
    `/ko/${'a'.repeat(600)}`,
    undefined,
    ['/ko'],
  ]
  for (const next of elsewhere) assert.equal(ownPath(next), null, String(next))
})

test('signing in never leads to signing in', () => {
  for (const path of ['/ko/sign-in?next=/ko', '/en/sign-up', '/ko/sign-out', '/ko/./sign-in']) {
    assert.equal(ownPath(path), null, path)
  }
})

test('a path is handed on so that it comes out the same', () => {
  const next = '/ko/search?q=a&b=%20c#d'
  assert.equal(new URLSearchParams(nextQuery(next)).get('next'), next)
  assert.equal(nextQuery(null), '')
})
