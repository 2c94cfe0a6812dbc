import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Database } from '#database'
import { CatalogueProduct, listCategories, upsertAttribute, upsertProducts } from '#shop'

const kinds = [
  ['랜턴', 'lantern'],
  ['의자', 'chair'],
  ['주전자', 'kettle'],
  ['담요', 'blanket'],
  ['바구니', 'basket'],
  ['칼', 'knife'],
] as const
const tones = [
  ['올리브', 'olive'],
  ['호두', 'walnut'],
  ['놋쇠', 'brass'],
  ['구름', 'cloud'],
  ['모래', 'sand'],
] as const
const attributes = { made: 8, use: 6, place: 5 }

/** Fills a shop with so many more products of two variants and three attributes each, spread over its categories. */
export async function sellMany(db: Database, { products }: { products: number }): Promise<void> {
  const shelves = (await listCategories(db)).map(({ slug }) => slug)
  await db.transaction(async tx => {
    for (const [i, [key, n]] of Object.entries(attributes).entries())
      await upsertAttribute(tx, {
        attribute: {
          key: `bench-${key}`,
          name: both(key),
          values: Array.from({ length: n }, (_, at) => ({ key: `v${at}`, name: both(`${key} ${at}`) })),
        },
        position: 100 + i,
      })
  })
  for (let from = 0; from < products; from += 500) {
    const batch = Array.from({ length: Math.min(500, products - from) }, (_, i) => made(from + i, shelves))
    await db.transaction(tx => upsertProducts(tx, { products: batch }))
  }
  await db.execute(sql`vacuum analyze`)
}

const both = (text: string) => ({ ko: text, en: text })

function made(n: number, shelves: readonly string[]): CatalogueProduct {
  const [ko, en] = kinds[n % kinds.length] ?? kinds[0]
  const [toneKo, toneEn] = tones[n % tones.length] ?? tones[0]
  const price = 1000 + ((n * 7919) % 900) * 100
  const size = (key: string) => ({ key, name: both(key) })
  const variant = (key: string, more: number) => ({
    sku: `BENCH-${n}-${key}`,
    options: { size: key },
    price: price + more,
    salePrice: n % 10 === 0 ? Math.round(price * 0.8) : null,
    stock: n % 12 === 0 ? 0 : 5 + (n % 9),
  })
  return v.parse(CatalogueProduct, {
    slug: `bench-${n}`,
    category: shelves[n % shelves.length],
    brand: `Maker ${n % 40}`,
    name: { ko: `${toneKo} ${ko} ${n}`, en: `${toneEn} ${en} ${n}` },
    lead: { ko: `오래 쓰는 ${ko}`, en: `A ${en} that lasts` },
    about: { title: both(`No. ${n}`), text: { ko: `손으로 만든 ${ko}예요.`, en: `Made by hand, ${randomUUIDv7()}.` } },
    facts: [],
    options: [{ key: 'size', name: both('size'), values: [size('big'), size('small')] }],
    variants: [variant('big', 1000), variant('small', 0)],
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, of]) => [`bench-${key}`, [`v${(n * 31 + key.length) % of}`]]),
    ),
    images: [],
    film: null,
    published: new Date(Date.UTC(2026, 0, 1) + n * 60_000),
  })
}
