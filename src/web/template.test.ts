import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeTemplate } from './template.ts'

test("every visitor gets the page with their own parts, the other visitors' left out", () => {
  let rendered = 0
  const page = makeTemplate(['nonce', 'talk'], ({ nonce, talk }) => {
    rendered += 1
    return `<script nonce="${nonce}"></script><h1>랜턴</h1>${talk}<link nonce="${nonce}">`
  })
  const first = page.fill({ nonce: 'n1', talk: '<p>밝기는요?</p>' })
  const second = page.fill({ nonce: 'n2', talk: '' })
  assert.equal(String(first), '<script nonce="n1"></script><h1>랜턴</h1><p>밝기는요?</p><link nonce="n1">')
  assert.equal(String(second), '<script nonce="n2"></script><h1>랜턴</h1><link nonce="n2">')
  assert.equal(rendered, 1)
})

test('what a visitor wrote is never taken for a place to fill', () => {
  const marks: string[] = []
  const page = makeTemplate(['nonce', 'talk'], ({ nonce, talk }) => {
    marks.push(nonce, talk)
    return `${nonce}|${talk}`
  })
  const [nonceMark = '', talkMark = ''] = marks
  assert.equal(String(page.fill({ nonce: talkMark, talk: `0x ${nonceMark} $1` })), `${talkMark}|0x ${nonceMark} $1`)
})
