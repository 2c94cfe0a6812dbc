import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EntryBody } from '#chat/protocol'
import { excerptOf, isOwn, nameOf, type Reader } from './reader.ts'

const crowd: Reader = { lang: 'ko', kind: 'stage', room: 'r', you: 'ab12cd34', awake: true, bargain: null, plain: null }
const inquiry: Reader = { ...crowd, kind: 'inquiry' }
const shopper = { role: 'shopper', author: 'ef56ab78', name: null } as const

test('guests of a crowd are told apart by the first signs of their author, members by their name', () => {
  assert.equal(nameOf(crowd, shopper), '손님 ef56')
  assert.equal(nameOf({ ...crowd, lang: 'en' }, shopper), 'Guest ef56')
  assert.equal(nameOf(crowd, { ...shopper, name: '수민' }), '수민')
  assert.equal(nameOf(crowd, { role: 'operator', author: 'm', name: '민아' }), '민아')
})

test('in a crowd only one’s own author is oneself; in an inquiry every shopper is', () => {
  assert.equal(isOwn(crowd, shopper), false)
  assert.equal(isOwn(crowd, { ...shopper, author: 'ab12cd34' }), true)
  assert.equal(isOwn(inquiry, shopper), true)
  assert.equal(isOwn(crowd, { role: 'operator', author: 'ab12cd34' }), false)
  assert.equal(nameOf(inquiry, shopper), '나')
})

test('a message that is only named is short, in one line, and never cut inside a sign', () => {
  const long: EntryBody = { kind: 'text', text: `첫 줄\n둘째 줄 ${'😀'.repeat(300)}` }
  const excerpt = excerptOf('ko', long)
  assert.ok(excerpt.startsWith('첫 줄 둘째 줄 😀'))
  assert.ok([...excerpt].length <= 121)
  assert.ok(excerpt.isWellFormed())
})

test('a message of files alone is named by its first file, one that is gone by who took it', () => {
  const files = [{ id: 'f', kind: 'pdf', name: '안내.pdf', sizeBytes: 1, width: null, height: null } as const]
  assert.equal(excerptOf('ko', { kind: 'text', text: '', files }), '파일 안내.pdf')
  assert.equal(excerptOf('ko', { kind: 'gone', was: 'text', by: 'author' }), '지운 글이에요')
  assert.equal(excerptOf('ko', { kind: 'gone', was: 'text', by: 'staff' }), '가게가 가린 글이에요')
})
