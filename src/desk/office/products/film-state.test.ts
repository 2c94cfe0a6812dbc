import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { deskRoutes } from '#desk'
import { ladder } from '#media'
import { testDatabase } from '../../../../test/database.ts'
import { openTestDesk } from '../../fixture.ts'

const demo = resolve(import.meta.dirname, '../../../../demo')

test('the form says that shoppers see the picture of a film that not every browser plays until it is ready', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const { db } = desk.chat.conversations
  const mina = desk.browser()
  const token = new URL(desk.minasLink, 'https://shop.example').searchParams.get('token') ?? ''
  await mina.post('/desk/enter', { token })
  await mina.post('/ko/desk/categories/new', { 'name.ko': '부엌', 'name.en': 'Kitchen' })
  const bytes = await readFile(join(demo, 'films', 'backpack.mp4'))
  const parts = [(await (await mina.put('/api/desk/office/parts', bytes)).json()).id]
  const { id } = await (await mina.json('/api/desk/office/films', { parts })).json()
  const mug = { category: 'kitchen', brand: 'Modak', 'name.ko': '머그', 'name.en': 'Mug', publish: 'not' }
  const stock = { 'variants.0.price': '12,000', 'variants.0.stock': '9', 'film.assetId': id }
  const made = await mina.post('/ko/desk/products/new', { ...mug, ...stock })
  const product = /products\/([0-9a-f-]{36})/.exec(made.headers.get('location') ?? '')?.[1]
  const form = async () => (await mina.get(`/en/desk/products/${product}`)).text()
  assert.match(await form(), /<video[^>]* src="\/media\//)

  await db.update(ladder).set({ originalPlays: false })
  const waiting = await form()
  assert.match(waiting, /shoppers see the film when this is done, and its picture until then/)
  assert.doesNotMatch(waiting, /<video[^>]* src="/)
  assert.equal((await (await mina.get(`/api/desk/office/films/${id}/state`)).json()).src, null)

  await db.update(ladder).set({ state: 'failed', reason: 'damaged' })
  assert.match(await form(), /so shoppers see its picture only/)
})
