import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeGuest, readGuest } from './guest.ts'

const kept = (cookie: string): string => cookie.split(';', 1)[0] ?? ''

for (const secure of [false, true]) {
  test(`a visitor is the same one on the next request, ${secure ? 'on https' : 'on http'}`, () => {
    const guest = makeGuest({ secure })
    assert.deepEqual(readGuest(kept(guest.cookie), { secure }), { id: guest.id })
    assert.deepEqual(readGuest(`theme=dark; ${kept(guest.cookie)}; lang=ko`, { secure }), { id: guest.id })
  })
}

test('a visitor is known by a version 8 UUID that is not in the cookie, and no two are alike', () => {
  const one = makeGuest({ secure: false })
  assert.match(one.id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.ok(!one.cookie.includes(one.id))
  assert.notEqual(one.id, makeGuest({ secure: false }).id)
})

test('the cookie stays 400 days, out of reach of scripts and other sites, and on https never leaves it', () => {
  assert.match(
    makeGuest({ secure: false }).cookie,
    /^doumi_guest=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/,
  )
  assert.match(
    makeGuest({ secure: true }).cookie,
    /^__Host-doumi_guest=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure$/,
  )
})

test('on https a cookie without the prefix is nobody, for a neighbouring host could have set it', () => {
  assert.equal(readGuest(kept(makeGuest({ secure: false }).cookie), { secure: true }), null)
})

test('a cookie that we did not make is nobody', () => {
  const pair = kept(makeGuest({ secure: false }).cookie)
  const wrong = [
    null,
    undefined,
    '',
    'doumi_guest',
    'doumi_guest=',
    `${pair}A`,
    pair.slice(0, -1),
    `${pair}=`,
    pair.replace('=', '="'),
    pair.replace(/.$/, '!'),
    pair.replace('doumi_guest', 'xdoumi_guest'),
    `doumi_guest=${'A'.repeat(42)}B`,
  ]
  for (const cookie of wrong) assert.equal(readGuest(cookie, { secure: false }), null, String(cookie))
})

test('a cookie with another letter is another visitor', () => {
  const guest = makeGuest({ secure: false })
  const letter = guest.cookie['doumi_guest='.length] === 'A' ? 'B' : 'A'
  const other = readGuest(kept(guest.cookie).replace(/=./, `=${letter}`), { secure: false })
  assert.ok(other)
  assert.notEqual(other.id, guest.id)
})
