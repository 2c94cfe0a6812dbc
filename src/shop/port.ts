import { eq, inArray } from 'drizzle-orm'
import type { Queryable } from '#database'
import type { Lang, Money } from '#language'
import { everyProduct } from './feed/export-own.ts'
import { feed } from './feed-schema.ts'
import type { OfferView } from './offer/negotiate.ts'
import type { WholeProduct } from './office/whole.ts'
import { priceNow, product, stock, variant } from './schema.ts'

/** What a variant costs and whether it can be had, at the moment of speaking. */
export type AvailableNow =
  | { kind: 'here'; price: Money; left: number }
  /** Its feed said so when it was last read; the other shop decides. */
  | { kind: 'elsewhere'; price: Money; isThere: boolean; askedAt: Date | null }
  | { kind: 'gone' }

/** What has become of an agreed price. `no_offers`: where the goods are sold nobody knows of it. */
export type Honoured = { kind: 'honoured' } | { kind: 'no_offers' }

/** Lines to be bought: so many pieces of each variant. */
export interface ShopLine {
  variantId: string
  quantity: number
}

/**
 * Where products come from and where money is taken: our own counter, or a shop that is there already. Everything else
 * speaks of local products, whoever sells them.
 */
export interface ShopPort {
  /** All products of this shop, some at a time. */
  products(): AsyncGenerator<WholeProduct[]>
  availability(o: { variantId: string }): Promise<AvailableNow>
  /** Where one pays for these lines; null where they cannot be bought there, or not together. */
  checkout(o: { lines: readonly ShopLine[]; lang: Lang }): Promise<string | null>
  honour(offer: Pick<OfferView, 'id'>): Promise<Honoured>
}

/** Our own counter. An agreed price needs nothing more: the order redeems it. */
export function ownShop(db: Queryable, { origin }: { origin: string }): ShopPort {
  return {
    products: () => everyProduct(db, { source: null }),
    async availability({ variantId }) {
      const row = await variantNow(db, variantId)
      if (row === null || row.source !== null || row.publishedAt === null) return { kind: 'gone' }
      return { kind: 'here', price: row.price, left: row.left }
    },
    async checkout({ lines, lang }) {
      return lines.length === 0 ? null : `${origin}/${lang}/cart`
    },
    async honour() {
      return { kind: 'honoured' }
    },
  }
}

/** A shop of which we know its feed: what it says is shown here, and buying leads there. It knows of no agreed prices. */
export function feedShop(db: Queryable, { feedId }: { feedId: string }): ShopPort {
  return {
    products: () => everyProduct(db, { source: feedId }),
    async availability({ variantId }) {
      const row = await variantNow(db, variantId)
      if (row === null || row.source !== feedId || row.link === null || row.publishedAt === null)
        return { kind: 'gone' }
      const [from] = await db.select({ askedAt: feed.askedAt }).from(feed).where(eq(feed.id, feedId))
      return { kind: 'elsewhere', price: row.price, isThere: row.left > 0, askedAt: from?.askedAt ?? null }
    },
    async checkout({ lines }) {
      const ids = lines.map(line => line.variantId)
      if (ids.length === 0) return null
      const rows = await db
        .selectDistinct({ source: product.source, link: product.sourceLink })
        .from(variant)
        .innerJoin(product, eq(product.id, variant.productId))
        .where(inArray(variant.id, ids))
      // Its pages hold one product each: there is no address for several of them.
      const [only, another] = rows
      return another === undefined && only?.source === feedId ? only.link : null
    },
    async honour() {
      return { kind: 'no_offers' }
    },
  }
}

async function variantNow(db: Queryable, id: string) {
  const [row] = await db
    .select({
      amount: priceNow.mapWith(Number),
      currency: product.currency,
      onHand: stock.onHand,
      reserved: stock.reserved,
      source: product.source,
      link: product.sourceLink,
      publishedAt: product.publishedAt,
    })
    .from(variant)
    .innerJoin(product, eq(product.id, variant.productId))
    .innerJoin(stock, eq(stock.variantId, variant.id))
    .where(eq(variant.id, id))
  if (row === undefined) return null
  const { amount, currency, onHand, reserved, ...rest } = row
  return { ...rest, price: { amount, currency }, left: onHand - reserved }
}
