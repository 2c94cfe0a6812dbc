import assert from 'node:assert/strict'
import { test } from 'node:test'
import { termsOf } from './terms.ts'

test('a particle is cut, and the whole word stays beside it', () => {
  assert.deepEqual(termsOf('원피스를 텐트에서 여름은'), [
    ['원피스를', '원피스'],
    ['텐트에서', '텐트'],
    ['여름은', '여름'],
  ])
  assert.deepEqual(termsOf('옷을 연필로 책으로'), [['옷을', '옷'], ['연필로', '연필'], ['책으로']])
})

test('a word that only looks as if it ended in a particle stays whole', () => {
  assert.deepEqual(termsOf('가을 사과 나이 바나나는커녕'), [['가을'], ['사과'], ['나이'], ['바나나는커녕']])
})

test('a query is read for 100 characters and 8 different words', () => {
  assert.equal(termsOf('a b c d e f g h i j').length, 8)
  assert.equal(termsOf('a a a').length, 1)
  assert.deepEqual(termsOf(`${'x'.repeat(99)} yz`), [['x'.repeat(99)]])
})

test('wildcards and signs are no words', () => {
  assert.deepEqual(termsOf('% _ \\ "'), [])
  assert.deepEqual(termsOf('100%_면'), [['100'], ['면']])
})
