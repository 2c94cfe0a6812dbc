import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deskPath, productPath, readDeskPath, signInTarget } from './address.ts'

const room = '0fd3cbd8-ec81-44a4-9ada-85114219d258'

test('an address says which conversation and which set, and reads back the same', () => {
  assert.equal(deskPath('ko'), '/ko/desk')
  assert.equal(deskPath('ko', { queue: 'waiting' }), '/ko/desk')
  assert.equal(deskPath('en', { room, queue: 'answered' }), `/en/desk/c/${room}?queue=answered`)
  const url = new URL(deskPath('en', { room, queue: 'resolved' }), 'http://shop.example')
  assert.deepEqual(readDeskPath(url), { room, queue: 'resolved' })
  assert.deepEqual(readDeskPath({ pathname: '/ko/desk', search: '?queue=nonsense' }), { room: null, queue: 'waiting' })
})

test('a product is linked at the moment that is talked about', () => {
  assert.equal(productPath('ko', { slug: 'olive-lantern' }), '/ko/p/olive-lantern')
  assert.equal(productPath('en', { slug: 'olive-lantern', second: 8.9 }), '/en/p/olive-lantern#t=8')
})

test('signing in leads back to the page of the desk that was asked for', () => {
  assert.equal(signInTarget('ko', `/ko/desk/c/${room}?queue=answered`), `/ko/desk/c/${room}?queue=answered`)
  assert.equal(signInTarget('ko', '/en/desk/people'), '/en/desk/people')
})

test('signing in never leads to another site, out of the desk, or out of the door again', () => {
  for (const to of [
    'https://elsewhere.example/ko/desk',
    '//elsewhere.example/ko/desk',
    '/\\elsewhere.example/ko/desk',
    '/ko/desk/../..//elsewhere.example',
    '/ko/desk@elsewhere.example',
    '\t//elsewhere.example',
    '/ko',
    '/ko/desk/sign-out',
    '/ko/desk/sign-in?to=/ko/desk',
    'javascript:alert(1)',
    '',
    undefined,
    ['/ko/desk/people'],
  ]) {
    assert.equal(signInTarget('ko', to), '/ko/desk', String(to))
  }
})
