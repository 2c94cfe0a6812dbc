import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areInitials, initialsOf, keysOf, otherKeyboard } from './keys.ts'

test('a word begins with everything that stands in a field while it is typed', () => {
  const whole = keysOf('닭갈비')
  for (const typed of ['ㄷ', '다', '달', '닭', '닭ㄱ', '닭가', '닭갈', '닭갋', '닭갈비']) {
    assert.ok(whole.startsWith(keysOf(typed)), typed)
    assert.ok(whole.startsWith(keysOf(typed.normalize('NFD'))), `${typed} as macOS sends it`)
  }
  assert.ok(!whole.startsWith(keysOf('닥')))
  assert.ok(keysOf('과자').startsWith(keysOf('고')))
  assert.ok(keysOf('lantern').startsWith(keysOf('LAN')))
})

test('a word has the initials of its syllables, and only those are typed as such', () => {
  assert.equal(initialsOf('소고기'), 'ㅅㄱㄱ')
  assert.equal(initialsOf('lantern'), '')
  assert.ok(areInitials(keysOf('ㅅㄱ')))
  // an input method makes one letter of these two
  assert.equal(keysOf('ㄳ'), 'ㄱㅅ')
  assert.ok(!areInitials(keysOf('ㅅㅏ')))
})

test('a keyboard that stood in the other language is understood', () => {
  assert.equal(otherKeyboard('fosxjs'), '랜턴')
  assert.equal(otherKeyboard('ㅣ무ㅅㄷㄱㅜ'), 'lantern')
})
