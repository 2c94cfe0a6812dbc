import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedWhole, askedWith, askedWithout, askedWithoutValue, readAsked, writeAsked } from './asked.ts'

const won = { decimals: 0 }
const read = (query: string, of = won) => readAsked(new URLSearchParams(query), of)

test('an address that is read and written again is the same', () => {
  const address =
    '?q=%EB%9E%9C%ED%84%B4&is=material.brass&is=material.walnut&is=use.rain&from=10000&to=50000&stock=1&sale=1&sort=low&after=5.x'
  assert.equal(writeAsked(read(address), won), address)
  assert.equal(writeAsked(read(''), won), '')
})

test('what an address cannot mean is passed over', () => {
  const nonsense = '?is=&is=a&is=.&is=A.b&is=a.b.c&is=__proto__.x&from=-5&to=abc&stock=yes&sale=&sort=best&after='
  assert.equal(writeAsked(read(nonsense), won), '')
  assert.equal(writeAsked(read(`?to=${'9'.repeat(40)}`), won), '')
})

test('a price is read as people write it, in the units of its currency', () => {
  assert.equal(read('?from=12,000').from, 12_000)
  assert.equal(read('?to=₩ 12 000원').to, 12_000)
  assert.equal(read('?from=12.5', { decimals: 2 }).from, 1250)
  assert.equal(writeAsked(read('?from=12.5', { decimals: 2 }), { decimals: 2 }), '?from=12.5')
})

test('a query is cut to 100 characters, and so many values are read, but no more', () => {
  assert.equal(read(`?q=${'a'.repeat(300)}`).query.length, 100)
  const many = Array.from({ length: 99 }, (_, i) => `is=a.v${i}`).join('&')
  assert.equal(read(`?${many}`).values.a?.length, 24)
})

test('what is changed begins the list anew', () => {
  assert.equal(writeAsked(askedWith(read('?sale=1&after=1.x'), { sort: 'newest' }), won), '?sale=1&sort=newest')
})

test('each thing that narrows can be taken away alone, or all of them', () => {
  const asked = read('?q=a&is=m.brass&is=m.oak&is=w.rain&from=1&to=2&stock=1&sale=1&sort=high')
  const without = (part: Parameters<typeof askedWithout>[1]) => writeAsked(askedWithout(asked, part), won)
  assert.equal(without({ kind: 'price' }), '?q=a&is=m.brass&is=m.oak&is=w.rain&stock=1&sale=1&sort=high')
  assert.equal(without({ kind: 'stock' }), '?q=a&is=m.brass&is=m.oak&is=w.rain&from=1&to=2&sale=1&sort=high')
  assert.equal(without({ kind: 'sale' }), '?q=a&is=m.brass&is=m.oak&is=w.rain&from=1&to=2&stock=1&sort=high')
  assert.equal(without({ kind: 'attribute', key: 'm' }), '?q=a&is=w.rain&from=1&to=2&stock=1&sale=1&sort=high')
  const one = askedWithoutValue(read('?is=m.brass&is=w.rain'), { key: 'm', value: 'brass' })
  assert.equal(writeAsked(one, won), '?is=w.rain')
  assert.equal(writeAsked(askedWhole(asked), won), '?q=a&sort=high')
})
