import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Database } from '#database'
import { CatalogueProduct, replaceShop, upsertCategory, upsertProducts } from '#shop'

/** A variant that is sold, and how many pieces of it ever came in. */
export interface Goods {
  slug: string
  variant: string
  received: number
}

const both = (text: string) => ({ ko: text, en: text })

/** Puts one product on sale for each number of pieces. */
export async function stockUp(db: Database, { received }: { received: readonly number[] }): Promise<Goods[]> {
  const slugs = received.map((_, i) => `mug-${i}`)
  await db.transaction(async tx => {
    const settings = { name: both('모닥'), lead: both('오래 갈 물건'), greeting: both('어서 오세요') }
    await replaceShop(tx, { shop: { ...settings, currency: 'KRW', ownerColour: '#2f6b4f' } })
    const kitchen = { slug: 'kitchen', name: both('부엌'), about: both('컵'), picture: null }
    await upsertCategory(tx, { category: kitchen, position: 0 })
    await upsertProducts(tx, { products: slugs.map((slug, i) => aMug(slug, received[i] ?? 0)) })
  })
  const { rows } = await db.execute<{ slug: string; id: string }>(
    sql`select p.slug, v.id from shop.variant v join shop.product p on p.id = v.product_id`,
  )
  const ids = new Map(rows.map(row => [row.slug, row.id]))
  return slugs.map((slug, i) => ({ slug, variant: ids.get(slug) ?? '', received: received[i] ?? 0 }))
}

function aMug(slug: string, stock: number): CatalogueProduct {
  return v.parse(CatalogueProduct, {
    ...{ slug, category: 'kitchen', brand: 'Modak', name: both(slug), lead: both('따뜻하게') },
    about: { title: both('이야기'), text: both('마실 것') },
    ...{ facts: [], options: [], attributes: {}, onFilm: [], images: [], film: null },
    variants: [{ sku: slug.toUpperCase(), options: {}, price: 12_000, stock }],
    published: new Date('2026-11-20T00:00:00Z'),
  })
}

/** What the database says of what was sold; every list is empty where nothing is wrong. */
export interface Books {
  orders: number
  /** Variants of which more is sold or set aside than ever came in. */
  oversold: string[]
  /** Variants whose shelf is not what the orders make of it. */
  wrong: string[]
}

/** Counts the shelves against the orders, in one look at the database. */
export async function audit(db: Database, goods: readonly Goods[]): Promise<Books> {
  const { rows } = await db.execute<{ id: string; onHand: number; reserved: number; sold: number; held: number }>(sql`
    select s.variant_id as id, s.on_hand as "onHand", s.reserved,
      coalesce(sum(l.quantity) filter (where o.state in ('paid', 'shipped', 'completed')), 0)::int as sold,
      coalesce(sum(l.quantity) filter (where o.state in ('pending_payment', 'awaiting_deposit', 'confirmed')), 0)::int as held
    from shop.stock s
    left join shop.order_line l on l.variant_id = s.variant_id
    left join shop."order" o on o.id = l.order_id
    group by s.variant_id`)
  const orders = await db.execute<{ n: number }>(sql`select count(*)::int as n from shop."order"`)
  const books: Books = { orders: orders.rows[0]?.n ?? 0, oversold: [], wrong: [] }
  for (const { slug, variant, received } of goods) {
    const row = rows.find(({ id }) => id === variant)
    if (row === undefined) books.wrong.push(`${slug} is not there`)
    else {
      const { onHand, reserved, sold, held } = row
      const said = `${slug}: ${received} came in, ${sold} sold, ${held} held; the shelf has ${onHand}, ${reserved} set aside`
      if (sold + held > received || reserved > onHand) books.oversold.push(said)
      if (reserved !== held || onHand !== received - sold) books.wrong.push(said)
    }
  }
  return books
}
