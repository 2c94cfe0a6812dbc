import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gramsOf, lettersOf, withoutSpaces, wordsOf } from './grams.ts'

test('words are told apart by anything that is no letter or digit', () => {
  assert.deepEqual(wordsOf('  올리브 랜턴(USB-C), 0.9 L'), ['올리브', '랜턴', 'usb', 'c', '0', '9', 'l'])
})

test('a word gives its pairs of characters and its first one', () => {
  assert.deepEqual(gramsOf(['올리브']), ['올', '올리', '리브'])
  assert.deepEqual(gramsOf(['a']), ['a'])
})

test('accents come off, digits stand apart', () => {
  assert.deepEqual(wordsOf('Café 500ml 2인용'), ['cafe', '500', 'ml', '2', '인용'])
})

test('Hangul comes apart into letters', () => {
  assert.equal(lettersOf(['랜턴']).length, 6)
})

test('Korean words that stand together can also be found as one', () => {
  assert.deepEqual(withoutSpaces(['캠핑', '의자', 'xl']), ['캠핑', '캠핑의자', '의자', 'xl'])
})
