import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lettersOf } from './grams.ts'
import { mistakesBetween } from './nearly.ts'

const between = (a: string, b: string) => mistakesBetween(lettersOf([a]), lettersOf([b]))

test('a letter put in, left out, exchanged or swapped is one mistake', () => {
  assert.equal(between('lantern', 'lantern'), 0)
  assert.equal(between('lanterns', 'lantern'), 1)
  assert.equal(between('lanten', 'lantern'), 1)
  assert.equal(between('lantarn', 'lantern'), 1)
  assert.equal(between('lantren', 'lantern'), 1)
  assert.equal(between('', 'mug'), 3)
})

test('mistakes are counted in the letters of a syllable', () => {
  assert.equal(between('렌턴', '랜턴'), 1)
  assert.equal(between('담뇨', '담요'), 1)
  assert.equal(between('물병', '물에'), 3)
})
