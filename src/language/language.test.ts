import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanText, filmTime, message, money, moneyParts, normalise, preferredLang } from './index.ts'

test('a message speaks both languages and fills in its values', () => {
  const left = message('{n}개 남음', '{n} left')
  assert.equal(left('ko', { n: 3 }), '3개 남음')
  assert.equal(left('en', { n: 3 }), '3 left')
})

test('a message counts in English', () => {
  const sent = message('{n}건을 보냈어요', '{n} {n:order is|orders are} sent')
  assert.deepEqual(
    [1, 2, 0].map(n => sent('en', { n })),
    ['1 order is sent', '2 orders are sent', '0 orders are sent'],
  )
  assert.equal(sent('ko', { n: 1 }), '1건을 보냈어요')
})

test('a message with a value in one language only is refused by the compiler', () => {
  // @ts-expect-error the English text names no {n}
  message('{n}개 남음', 'some left')
  const left = message('{n}개 남음', '{n} left')
  // @ts-expect-error no value is given
  left('ko')
})

test('won has no decimals, dollars have two', () => {
  assert.equal(money('ko', { amount: 58000, currency: 'KRW' }), '58,000원')
  assert.equal(money('en', { amount: 58000, currency: 'KRW' }), '₩58,000')
  assert.equal(money('en', { amount: 1999, currency: 'USD' }), '$19.99')
  assert.deepEqual(moneyParts('ko', { amount: 1000, currency: 'KRW' }), {
    figure: '1,000',
    unit: '원',
    unitFirst: false,
  })
})

test('the language follows the browser by weight, and falls back to Korean', () => {
  assert.equal(preferredLang('en-US,en;q=0.9,ko;q=0.8'), 'en')
  assert.equal(preferredLang('fr;q=0.9, ko;q=0.4, en;q=0.2'), 'ko')
  assert.equal(preferredLang('en;q=0, ko;q=0.1'), 'ko')
  assert.equal(preferredLang('fr'), 'ko')
  assert.equal(preferredLang(undefined), 'ko')
})

test('texts that look the same compare the same', () => {
  assert.equal(normalise('  올리브\u200b  랜턴 '), '올리브 랜턴')
  assert.equal(normalise('올리브'.normalize('NFD')), '올리브')
  assert.equal(normalise('ＬＡＭＰ'), 'lamp')
})

test('what a person wrote keeps its lines and loses what nobody can see', () => {
  assert.equal(cleanText('a\r\nb\u0000\n\n\n\n\n\nc  '), 'a\nb\n\n\nc')
})

test('film time reads as minutes and seconds', () => {
  assert.equal(filmTime(83.9), '1:23')
  assert.equal(filmTime(3723), '1:02:03')
})
