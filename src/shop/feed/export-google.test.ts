import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { SaxesParser } from 'saxes'
import { testDatabase } from '../../../test/database.ts'
import { aProduct, lantern, sell, testShop } from '../fixture.ts'
import { exportGoogleTsv, exportGoogleXml, saveZone } from '../index.ts'

const shop = await testShop(await testDatabase())
after(() => shop[Symbol.asyncDispose]())
const { db, media } = shop
const o = { lang: 'en', origin: 'https://own.example' } as const
const both = (text: string) => ({ ko: text, en: text })

const size = {
  key: 'size',
  name: both('Size'),
  values: ['s', 'l'].map(key => ({ key, name: both(key.toUpperCase()) })),
}
await sell(db, [
  aProduct({ slug: 'enamel-mug' }),
  aProduct({ slug: 'ridge-tent' }),
  aProduct({
    slug: 'shirt',
    name: both('Linen shirt'),
    options: [size],
    variants: [
      { sku: 'SHIRT-S', options: { size: 's' }, price: 40_000, salePrice: 30_000, weightGrams: 1_200, stock: 2 },
      { sku: 'SHIRT-L', options: { size: 'l' }, price: 60_000, stock: 0 },
    ],
  }),
  aProduct({
    slug: `long-${'x'.repeat(60)}`,
    brand: 'B'.repeat(80),
    name: both('N'.repeat(80)),
    about: { title: both('t'), text: both(`<b>&</b> ${'long '.repeat(1100)}`) },
    options: [
      { ...size, values: size.values.map(value => ({ ...value, name: both(`${value.key}${'v'.repeat(79)}`) })) },
    ],
    variants: ['s', 'l'].map(key => ({ sku: `S${key.repeat(60)}`, options: { size: key }, price: 1, stock: 1 })),
  }),
  { ...aProduct({ slug: 'hidden' }), published: null },
])
await sell(db, [await lantern(media)])
const zone = { perKilogramAmount: 500, priceAmount: 3_000, freeFromAmount: 50_000 }
await saveZone(db, { id: null, zone: { ...zone, name: both('Korea'), countries: ['KR'] } })
const abroad = { name: both('Abroad'), countries: ['KR', 'US', 'JP', '*'] }
await saveZone(db, { id: null, zone: { ...zone, ...abroad, priceAmount: 20_000, freeFromAmount: null } })

type Item = Record<string, string[]>

/** The items of the feed by their ids, as a reader of XML sees them; `shipping` as country and price. */
async function items(): Promise<Map<string, Item>> {
  const found = new Map<string, Item>()
  let item: Item = {}
  const open: string[] = []
  const parser = new SaxesParser({ xmlns: true })
  parser.on('opentag', ({ local, name, uri }) => {
    if (name.startsWith('g:')) assert.equal(uri, 'http://base.google.com/ns/1.0')
    if (local === 'item') item = {}
    open.push(local)
  })
  parser.on('text', text => {
    const name = open.slice(open.indexOf('item') + 1).join('.')
    if (open.includes('item') && name !== '') item[name] = [...(item[name] ?? []), text]
  })
  parser.on('closetag', ({ local }) => {
    open.pop()
    if (local === 'item') found.set(item.id?.[0] ?? '', item)
  })
  for await (const part of exportGoogleXml(db, o)) parser.write(part)
  parser.close()
  return found
}

test('every item has what Google requires, within its limits', async () => {
  const all = [...(await items()).values()]
  assert.equal(all.length, 9)
  for (const item of all) {
    const one = (name: string) => {
      assert.equal(item[name]?.length, 1, `${item.id}: ${name}`)
      return item[name]?.[0] ?? ''
    }
    assert.ok(one('id').length <= 50, 'id')
    assert.ok(one('title').length <= 150, 'title')
    assert.ok(one('description').length <= 5000, 'description')
    assert.ok(one('brand').length <= 70, 'brand')
    assert.match(one('link'), /^https:\/\/own\.example\/en\/p\/[a-z0-9-]+$/)
    assert.match(one('availability'), /^(in_stock|out_of_stock)$/)
    assert.match(one('price'), /^[1-9]\d* KRW$/)
    assert.match(one('condition'), /^new$/)
    assert.ok((item.item_group_id?.[0] ?? '').length <= 50, 'item_group_id')
    assert.ok((item.additional_image_link?.length ?? 0) <= 10)
  }
  assert.equal(new Set(all.map(item => item.id?.[0])).size, all.length)
})

test('the usual price is the price, and a sale stands beside it where there is one', async () => {
  const all = await items()
  const shown = (sku: string) => [all.get(sku)?.price, all.get(sku)?.sale_price, all.get(sku)?.availability]
  assert.deepEqual(shown('SHIRT-S'), [['40000 KRW'], ['30000 KRW'], ['in_stock']])
  assert.deepEqual(shown('SHIRT-L'), [['60000 KRW'], undefined, ['out_of_stock']])
})

test('variants are one group and say what tells them apart; what has none is no group', async () => {
  const all = await items()
  const shirts = ['SHIRT-S', 'SHIRT-L'].map(sku => all.get(sku))
  assert.deepEqual(
    shirts.map(item => [item?.item_group_id, item?.size]),
    [
      [['shirt'], ['S']],
      [['shirt'], ['L']],
    ],
  )
  assert.equal(all.get('SKU-enamel-mug')?.item_group_id, undefined)
  const long = [...all.values()].filter(item => item.id?.[0]?.match(/^[0-9a-f-]{36}$/))
  assert.equal(long.length, 2)
  assert.equal(new Set(long.map(item => item.item_group_id?.[0])).size, 1)
})

test('a picture that is of one variant is the picture of that one', async () => {
  const all = await items()
  assert.match(all.get('LAN-OLI')?.image_link?.[0] ?? '', /^https:\/\/own\.example\/media\//)
  assert.deepEqual(all.get('LAN-OLI')?.color, ['Olive'])
})

test('sending costs what the zones say for one piece, by country; the first zone that names it counts', async () => {
  const all = await items()
  const sent = (sku: string) => {
    const { 'shipping.country': countries = [], 'shipping.price': prices = [] } = all.get(sku) ?? {}
    return countries.map((country, at) => `${country} ${prices[at]}`)
  }
  assert.deepEqual(sent('SHIRT-S'), ['KR 4000 KRW', 'US 21000 KRW', 'JP 21000 KRW'])
  assert.deepEqual(sent('SHIRT-L'), ['KR 0 KRW', 'US 20000 KRW', 'JP 20000 KRW'])
})

test('the table says the same in as many columns as it names', async () => {
  let text = ''
  for await (const part of exportGoogleTsv(db, o)) text += part
  const [head = [], ...rows] = text
    .trimEnd()
    .split('\n')
    .map(line => line.split('\t'))
  assert.ok(rows.every(row => row.length === head.length))
  assert.equal(rows.length, 9)
  const shirt = rows.find(([id]) => id === 'SHIRT-S') ?? []
  assert.equal(shirt[head.indexOf('shipping')], 'KR:::4000 KRW,US:::21000 KRW,JP:::21000 KRW')
  assert.equal(shirt[head.indexOf('sale_price')], '30000 KRW')
})
