import { sql } from 'drizzle-orm'
import { prepared, type Queryable, type Transaction } from '#database'
import { shop as words } from '#language'
import type { ShopSettings } from './catalogue.ts'
import { shop } from './schema.ts'
import type { ShopView } from './views.ts'

const settings = prepared(db =>
  db
    .select({
      name: shop.name,
      lead: shop.lead,
      greeting: shop.greeting,
      business: shop.business,
      currency: shop.currency,
      ownerColour: shop.ownerColour,
    })
    .from(shop)
    .prepare('shop.settings'),
)

/** The colour of a shop whose owner has not chosen one: a deep green. */
export const usualColour = 'oklch(0.42 0.085 162)'

/** The currency of a shop whose owner has not chosen one. */
export const usualCurrency = 'KRW'

/** The shop's settings; until its owner has written some, those of a shop without a name of its own. */
export async function shopView(db: Queryable): Promise<ShopView> {
  const [row] = await settings(db).execute()
  if (row !== undefined) return row
  return {
    name: { ko: words.name('ko'), en: words.name('en') },
    lead: { ko: words.lead('ko'), en: words.lead('en') },
    greeting: { ko: words.greeting('ko'), en: words.greeting('en') },
    business: null,
    currency: usualCurrency,
    ownerColour: usualColour,
  }
}

/**
 * Writes the shop's settings in place of those it had. Products keep the currency they were written in until they are
 * written again.
 */
export async function replaceShop(tx: Transaction, { shop: settings }: { shop: ShopSettings }): Promise<void> {
  const { name, lead, greeting, business = null, currency, ownerColour } = settings
  const row = { name, lead, greeting, business, currency, ownerColour }
  await tx
    .insert(shop)
    .values(row)
    .onConflictDoUpdate({ target: shop.only, set: { ...row, updatedAt: sql`now()` } })
}
