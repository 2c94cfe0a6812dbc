import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Database } from '#database'
import { aProduct, sell } from '../fixture.ts'
import { offer } from '../offer-schema.ts'
import { stock, variant } from '../schema.ts'
import type { PlaceOrder, WantedLine } from './place.ts'

/** For tests: when it is. */
export const now = new Date('2026-11-25T10:00:00Z')
/** For tests: so many minutes after that. */
export const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

const address = {
  country: 'KR',
  name: '김지민',
  phone: '010-1234-5678',
  postcode: '04524',
  line1: '서울 중구 세종대로 110',
  line2: '',
  city: '',
  region: '',
}

/** For tests: something to sell. */
export interface Goods {
  variantId: string
  productId: string
  sku: string
}

/** For tests: a mug of its own with so many pieces. */
export async function goods(db: Database, pieces: number, price = 12_000): Promise<Goods> {
  const slug = `mug-${randomUUID().slice(0, 8)}`
  const sku = `SKU-${slug}`
  const [productId = ''] = await sell(db, [aProduct({ slug, variants: [{ sku, options: {}, price, stock: pieces }] })])
  const [row] = await db.select({ id: variant.id }).from(variant).where(eq(variant.productId, productId))
  return { variantId: row?.id ?? '', productId, sku }
}

/** For tests: what a buyer hands in. */
export function anOrder(changes: Partial<PlaceOrder> & Pick<PlaceOrder, 'lines' | 'expectedTotal'>): PlaceOrder {
  return {
    checkoutId: randomUUID(),
    shopperId: randomUUID(),
    email: 'jimin@example.com',
    address,
    note: '',
    language: 'ko',
    payBy: 'transfer',
    depositor: '김지민',
    now,
    ...changes,
  }
}

/** For tests: one line of it. */
export function line(variantId: string, quantity = 1, offerId: string | null = null): WantedLine {
  return { variantId, quantity, offerId }
}

/** For tests: what is on the shelf, and what of it is set aside. */
export async function stockOf(db: Database, variantId: string): Promise<{ onHand: number; reserved: number }> {
  const of = { onHand: stock.onHand, reserved: stock.reserved }
  const [row] = await db.select(of).from(stock).where(eq(stock.variantId, variantId))
  return row ?? { onHand: 0, reserved: 0 }
}

interface Agreed extends Pick<Goods, 'variantId' | 'productId'> {
  shopperId: string
  unitAmount: number
  quantity?: number
  expiresAt?: Date
}

/** For tests: an accepted price of a shopper, good for an hour. */
export async function anOffer(
  db: Database,
  { variantId, productId, shopperId, unitAmount, ...of }: Agreed,
): Promise<string> {
  const [row] = await db
    .insert(offer)
    .values({
      ...{ roomId: randomUUID(), variantId, productId, shopperId, unitAmount, quantity: 1, currency: 'KRW' },
      ...{ by: 'shopper', state: 'accepted', madeAt: now, expiresAt: later(60) },
      ...of,
    })
    .returning({ id: offer.id })
  return row?.id ?? ''
}
