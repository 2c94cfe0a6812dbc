import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandOf, type Pressed, sends } from './keys.ts'

const press = (key: string, more: Partial<Pressed & { shiftKey: boolean }> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  keyCode: 0,
  ...more,
})
const idle = { writing: false }

test('single keys move, answer, resolve, search and show, on a Korean layout too', () => {
  assert.deepEqual(
    ['j', 'k', 'r', 'e', 'a', 'p', '/', '?', 'z'].map(key => commandOf(press(key), idle)),
    ['next', 'previous', 'reply', 'resolve', 'assign', 'product', 'search', 'help', null],
  )
  assert.deepEqual(
    ['ㅓ', 'ㅏ', 'ㄱ', 'ㄷ', 'ㅁ', 'ㅔ', 'ㄹ'].map(key => commandOf(press(key), idle)),
    ['next', 'previous', 'reply', 'resolve', 'assign', 'product', 'freeze'],
  )
})

test('a key is only a letter while something is written or composed, and with Ctrl, Cmd or Alt', () => {
  assert.equal(commandOf(press('e'), { writing: true }), null)
  assert.equal(commandOf(press('e', { isComposing: true }), idle), null)
  assert.equal(commandOf(press('e', { keyCode: 229 }), idle), null)
  for (const held of ['ctrlKey', 'metaKey', 'altKey']) assert.equal(commandOf(press('r', { [held]: true }), idle), null)
})

test('Enter sends; with Shift it breaks the line', () => {
  assert.equal(sends(press('Enter')), true)
  assert.equal(sends(press('Enter', { shiftKey: true })), false)
  assert.equal(sends(press('a')), false)
})

test('an Enter that ends a composition of Korean never sends', () => {
  assert.equal(sends(press('Enter', { isComposing: true })), false)
  assert.equal(sends(press('Enter', { keyCode: 229 })), false)
})
