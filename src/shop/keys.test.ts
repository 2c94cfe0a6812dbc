import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begunBy, initialsOf, keysOf, otherKeyboard } from './keys.ts'

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

test('a word has the initials of its syllables, and only consonants are typed as such', () => {
  assert.equal(initialsOf('소고기'), 'ㅅㄱㄱ')
  assert.equal(initialsOf('lantern'), '')
  const words = ['소고기', '수건', '사과', '가방'].map(word => ({
    word,
    keys: keysOf(word),
    initials: initialsOf(word),
  }))
  const begun = (typed: string) => begunBy(typed, words, { most: 9 })
  assert.deepEqual(begun('ㅅㄱ'), ['소고기', '수건', '사과'])
  assert.deepEqual(begun('ㅅㄱ'.normalize('NFKC')), ['소고기', '수건', '사과'])
  assert.deepEqual(begun('ㅅㅏ'), ['사과'])
  assert.deepEqual(begunBy('ㅅ', words, { most: 1 }), ['소고기'])
})

test('letters that an input method or a normal form put together are the same keys', () => {
  assert.equal(keysOf('ㄳ'), 'ㄱㅅ')
  for (const text of ['ㄳ', 'ㄺ', 'ㅋㅓㅍ', 'ㅘ', '커ㅍ'])
    assert.equal(keysOf(text.normalize('NFKC')), keysOf(text), text)
})

test('a keyboard that stood in the other language is understood', () => {
  assert.equal(otherKeyboard('fosxjs'), '랜턴')
  assert.equal(otherKeyboard('ㅣ무ㅅㄷㄱㅜ'), 'lantern')
})
