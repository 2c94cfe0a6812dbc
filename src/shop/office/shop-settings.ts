import { sql } from 'drizzle-orm'
import type { Database, Queryable } from '#database'
import { Problem } from '#edge'
import { officeSettings as words } from '#language'
import type { ShopSettings } from '../catalogue.ts'
import { replaceShop, shopView } from '../settings.ts'

/** Whether the shop may still choose its currency: nothing has a price yet, in the catalogue or in an order. */
export async function mayChooseCurrency(db: Queryable): Promise<boolean> {
  const { rows } = await db.execute<{ free: boolean }>(sql`
    select not exists (select 1 from shop.product) and not exists (select 1 from shop."order") as free`)
  return rows[0]?.free === true
}

/** Writes the shop's settings. Another currency is refused as `shop.currency_in_use` once something has a price. */
export async function saveShop(db: Database, { shop }: { shop: ShopSettings }): Promise<void> {
  await db.transaction(async tx => {
    // Nothing gets a price while this is decided.
    await tx.execute(sql`lock table shop.product in share row exclusive mode`)
    const { currency } = await shopView(tx)
    if (shop.currency !== currency && !(await mayChooseCurrency(tx)))
      throw new Problem('conflict', 'shop.currency_in_use', words.currencyInUse)
    await replaceShop(tx, { shop })
  })
}
