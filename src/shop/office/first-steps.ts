import { sql } from 'drizzle-orm'
import type { Queryable } from '#database'

/** What a new shop has already of what its first sale needs. */
export interface FirstSteps {
  /** The owner has written what the shop is called. */
  isNamed: boolean
  hasCategory: boolean
  /** Shoppers see a product. */
  hasProduct: boolean
  /** The owner has said how the shop is paid. */
  isPaid: boolean
  /** The owner has said where it sends to. */
  isSent: boolean
}

/** How far a shop has come on its way to its first sale. */
export async function firstSteps(db: Queryable): Promise<FirstSteps> {
  const { rows } = await db.execute<{ [step in keyof FirstSteps]: boolean }>(sql`
    select exists (select 1 from shop.shop) as "isNamed",
      exists (select 1 from shop.category) as "hasCategory",
      exists (select 1 from shop.product where published_at is not null) as "hasProduct",
      exists (select 1 from shop.pay_ways) as "isPaid",
      exists (select 1 from shop.shipping_zone) as "isSent"`)
  const nothing = { isNamed: false, hasCategory: false, hasProduct: false, isPaid: false, isSent: false }
  return rows[0] ?? nothing
}
