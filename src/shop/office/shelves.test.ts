import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { aProduct, sell, testShop } from '../fixture.ts'
import { searchProducts } from '../index.ts'
import { offeredWays, type PayWays, payWaysOf, writePayWays } from './pay-ways.ts'
import {
  deleteAttribute,
  deleteCategory,
  mergeValues,
  moveShelf,
  officeAttributes,
  officeCategories,
  saveAttribute,
  saveCategory,
} from './shelves.ts'
import { deleteZone, moveZone, saveTax, saveZone, shippingZones, taxRegions } from './shipping.ts'
import { mayChooseCurrency, saveShop } from './shop-settings.ts'
import { wholeProduct } from './whole.ts'

const shop = await testShop(await testDatabase())
after(() => shop[Symbol.asyncDispose]())
const { db } = shop
const both = (text: string) => ({ ko: text, en: text })
const settings = { name: both('모닥'), lead: both('오래'), greeting: both('어서'), ownerColour: '#112233' }

test('the currency is chosen until something has a price', async () => {
  assert.equal(await mayChooseCurrency(db), true)
  await saveShop(db, { shop: { ...settings, currency: 'USD' } })
  await saveShop(db, { shop: { ...settings, currency: 'KRW' } })
  await sell(db, [aProduct({ slug: 'mug', attributes: { material: ['brass', 'walnut'] } })])
  assert.equal(await mayChooseCurrency(db), false)
  await assert.rejects(saveShop(db, { shop: { ...settings, currency: 'USD' } }), { code: 'shop.currency_in_use' })
  await saveShop(db, { shop: { ...settings, currency: 'KRW', ownerColour: '#445566' } })
})

test('a category gets another name and place, and goes only when it is empty', async () => {
  const [camping, kitchen] = await officeCategories(db)
  assert.ok(camping && kitchen)
  assert.deepEqual([camping.products, kitchen.products], [0, 1])
  await saveCategory(db, {
    id: kitchen.id,
    category: { slug: 'cooking', name: both('요리'), about: both('a'), picture: null },
  })
  assert.equal((await searchProducts(db, { query: '요리', limit: 5 })).total, 1)
  const taken = { slug: 'cooking', name: both('b'), about: both('b'), picture: null }
  await assert.rejects(saveCategory(db, { id: camping.id, category: taken }), { code: 'shop.slug_taken' })
  await assert.rejects(deleteCategory(db, { id: kitchen.id }), { code: 'shop.category_not_empty' })
  await moveShelf(db, { of: 'category', id: kitchen.id, by: 'up' })
  assert.deepEqual(
    (await officeCategories(db)).map(one => one.slug),
    ['cooking', 'camping'],
  )
  await deleteCategory(db, { id: camping.id })
  assert.equal((await officeCategories(db)).length, 1)
})

test('a value that is renamed stays what it is; one in use cannot be left out', async () => {
  const material = (await officeAttributes(db)).find(one => one.key === 'material')
  assert.ok(material)
  const values = material.values.map(({ id, key }) => ({ id, key, name: both(`새 ${key}`) }))
  await saveAttribute(db, {
    id: material.id,
    attribute: { key: 'material', name: both('재료'), values: values.toReversed() },
  })
  const now = (await officeAttributes(db)).find(one => one.key === 'material')
  assert.deepEqual(
    now?.values.map(({ id, products }) => [id, products]),
    values.toReversed().map(({ id }) => [id, 1]),
  )
  assert.equal((await searchProducts(db, { query: '새 brass', limit: 5 })).total, 1)
  const less = { key: 'material', name: both('재료'), values: values.slice(1) }
  await assert.rejects(saveAttribute(db, { id: material.id, attribute: less }), { code: 'shop.value_in_use' })
})

test('two values are made one: products that had either have the one that stays, once', async () => {
  const [id = ''] = await sell(db, [
    aProduct({ slug: 'pan', category: 'cooking', attributes: { material: ['brass'] } }),
  ])
  const attributes = await officeAttributes(db)
  const material = attributes.find(one => one.key === 'material')
  const [brass, walnut] = ['brass', 'walnut'].map(key => material?.values.find(value => value.key === key)?.id ?? '')
  const rain = attributes.find(one => one.key === 'waterproof')?.values[0]?.id ?? ''
  assert.ok(brass && walnut)
  await assert.rejects(mergeValues(db, { from: brass, into: brass }), { code: 'shop.merge_same' })
  await assert.rejects(mergeValues(db, { from: brass, into: rain }), { code: 'shop.merge_same' })
  await mergeValues(db, { from: brass, into: walnut })
  assert.deepEqual((await wholeProduct(db, { id }))?.product.attributes, { material: ['walnut'] })
  const now = (await officeAttributes(db)).find(one => one.key === 'material')
  assert.deepEqual(
    now?.values.map(({ key, products }) => [key, products]),
    [['walnut', 2]],
  )
  await deleteAttribute(db, { id: now?.id ?? '' })
  assert.deepEqual((await wholeProduct(db, { id }))?.product.attributes, {})
})

test('shipping zones stand in an order, and a tax is written over the one before', async () => {
  const zone = {
    name: both('국내'),
    countries: ['KR'],
    priceAmount: 3_000,
    freeFromAmount: 50_000,
    perKilogramAmount: 0,
  }
  await saveZone(db, { id: null, zone })
  await saveZone(db, { id: null, zone: { ...zone, name: both('그 밖'), countries: ['*'] } })
  const [home, world] = await shippingZones(db)
  assert.ok(home && world)
  await moveZone(db, { id: world.id, by: 'up' })
  assert.deepEqual(
    (await shippingZones(db)).map(one => one.id),
    [world.id, home.id],
  )
  await deleteZone(db, { id: world.id })
  await saveTax(db, { tax: { country: 'KR', rateBasisPoints: 1_000, isIncluded: false } })
  await saveTax(db, { tax: { country: 'KR', rateBasisPoints: 1_000, isIncluded: true } })
  assert.deepEqual(await taxRegions(db), [{ country: 'KR', rateBasisPoints: 1_000, isIncluded: true }])
})

test('buyers are offered the ways that the owner takes and the program can', async () => {
  assert.deepEqual(offeredWays(await payWaysOf(db), { providers: [] }), [])
  const bank = { bankName: '모닥은행', bankAccount: '110-1', bankHolder: '민아' }
  const ways: PayWays = { transfer: true, ...bank, delivery: true, stripe: true, portone: false }
  await writePayWays(db, { ways })
  await writePayWays(db, { ways })
  assert.deepEqual(await payWaysOf(db), ways)
  assert.deepEqual(offeredWays(ways, { providers: ['portone'] }), ['transfer', 'delivery'])
  assert.deepEqual(offeredWays(ways, { providers: ['stripe', 'portone'] }), ['transfer', 'stripe', 'delivery'])
  await assert.rejects(writePayWays(db, { ways: { ...ways, bankAccount: '' } }))
})
