import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import * as v from 'valibot'
import type { Database } from '#database'
import { CatalogueProduct, type PayBy, placeOrder, upsertCategory, upsertProducts, variant } from '#shop'
import type { Browser, TestDesk } from '../fixture.ts'

/** For tests: somebody of the staff who came in by a link. */
export async function enter(desk: TestDesk, link: string): Promise<Browser> {
  const browser = desk.browser()
  const token = new URL(link, 'https://shop.example').searchParams.get('token') ?? ''
  await browser.get(link)
  const entered = await browser.post('/desk/enter', { token })
  assert.equal(entered.status, 303)
  return browser
}

const both = (text: string) => ({ ko: text, en: text })

/** For tests: 500 mugs at 12,000 won. Gives their variant. */
export async function aMug(db: Database): Promise<string> {
  const [productId = ''] = await db.transaction(async tx => {
    const kitchen = { slug: 'kitchen', name: both('부엌'), about: both(''), picture: null }
    await upsertCategory(tx, { category: kitchen, position: 0 })
    const product = v.parse(CatalogueProduct, {
      ...{ slug: 'mug', category: 'kitchen', brand: 'Modak', name: both('법랑 머그'), lead: both('따뜻하게') },
      ...{
        about: { title: both('이야기'), text: both('마실 것') },
        facts: [],
        options: [],
        attributes: {},
        onFilm: [],
      },
      ...{ variants: [{ sku: 'MUG', options: {}, price: 12_000, stock: 500 }], images: [], film: null },
      published: new Date('2026-11-20T00:00:00Z'),
    })
    return upsertProducts(tx, { products: [product] })
  })
  const [row] = await db.select({ id: variant.id }).from(variant).where(eq(variant.productId, productId))
  return row?.id ?? assert.fail()
}

interface Ordered {
  variantId: string
  payBy?: PayBy
  quantity?: number
  shopperId?: string
  name?: string
  phone?: string
}

/** For tests: an order of mugs, two by transfer unless it says otherwise. Gives its id. */
export async function orderMugs(
  db: Database,
  {
    variantId,
    payBy = 'transfer',
    quantity = 2,
    shopperId = randomUUID(),
    name = '김지민',
    phone = '010-1234-5678',
  }: Ordered,
): Promise<string> {
  const address = { country: 'KR', name, phone, postcode: '04524', line1: '서울 중구 세종대로 110', line2: '' }
  const placed = await placeOrder(db, {
    ...{ checkoutId: randomUUID(), shopperId, email: 'jimin@example.com', note: '', payBy, language: 'ko' },
    ...{ address: { ...address, city: '', region: '' }, depositor: '김지민' },
    ...{ lines: [{ variantId, quantity, offerId: null }], expectedTotal: 12_000 * quantity, now: new Date() },
  })
  return placed.kind === 'placed' ? placed.order.id : assert.fail(placed.kind)
}
