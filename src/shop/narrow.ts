import { and, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '#database'
import type { Localized } from '#language'
import { attribute, attributeValue, category, product, stock, variant } from './schema.ts'

/** What somebody wants to see of a list. Nothing set narrows nothing. */
export interface Narrowing {
  /** The wanted values of attributes, by their keys: one of each attribute's values must fit, for every attribute. */
  values?: Readonly<Record<string, readonly string[]>>
  /** The least and the most that the cheapest variant may cost today, in minor units. */
  from?: number | undefined
  to?: number | undefined
  /** Only what can be had now. */
  inStock?: boolean
  /** Only what costs less than usual. */
  onSale?: boolean
}

/** In the shop's own order (a search: what fits best first), the newest first, or by today's lowest price. */
export const sorts = ['shop', 'newest', 'low', 'high'] as const
export type Sort = (typeof sorts)[number]

/** One thing by which a list is narrowed: an attribute by its key, or one of the others. */
export type Part = { kind: 'attribute'; key: string } | { kind: 'price' } | { kind: 'stock' } | { kind: 'sale' }

/** A part of a narrowing, and how many products there would be without it. */
export interface WayOut {
  without: Part
  left: number
}

/** What a list still holds within a narrowing. */
export interface Left {
  total: number
  /** How many of these can be had now, and how many are on sale. */
  inStock: number
  onSale: number
  /** The lowest price of them and the highest, of the cheapest variants, in minor units; null where none is left. */
  prices: { lowest: number; highest: number } | null
  /** The values of the shop, each with how many would be left with it; for an attribute that narrows already, beside it. */
  attributes: { key: string; name: Localized; values: { key: string; name: Localized; left: number; on: boolean }[] }[]
}

/** Whether every variant of a product is gone: those that have one that is gone are few, and looked through once. */
const isSoldOut = sql`${product.id} in (
  select gone.product_id from ${variant} as gone join ${stock} on ${stock.variantId} = gone.id
  where ${stock.onHand} <= ${stock.reserved} group by gone.product_id
  having count(*) = (select count(*) from ${variant} where ${variant.productId} = gone.product_id))`

const isNotSoldOut = sql`not ${isSoldOut}`

const hasStock = sql`${product.id} in (
  select ${variant.productId} from ${variant} join ${stock} on ${stock.variantId} = ${variant.id}
  where ${stock.onHand} > ${stock.reserved})`

const hasSale = sql`${product.id} in (
  select ${variant.productId} from ${variant} where ${variant.saleAmount} < ${variant.priceAmount})`

/** The ids of an attribute's values, of all of them or of some by their keys; looked up once in a statement. */
function idsOf(key: string, values?: readonly string[]): SQL {
  return sql`array(
    select ${attributeValue.id} from ${attributeValue} join ${attribute} on ${attribute.id} = ${attributeValue.attributeId}
    where ${attribute.key} = ${key} ${values ? sql`and ${attributeValue.key} = any(${sql.param([...values])})` : sql``})`
}

function hasValue(key: string, values: readonly string[]): SQL {
  return sql`${product.valueIds} && ${idsOf(key, values)}`
}

function costs({ from, to }: Narrowing): SQL | undefined {
  return and(
    from === undefined ? undefined : sql`${product.lowestAmount} >= ${from}::bigint`,
    to === undefined ? undefined : sql`${product.lowestAmount} <= ${to}::bigint`,
  )
}

/**
 * What a narrowing consists of, each part with its condition on `product`. One page of a list asks for the stock of few
 * products; counting asks for that of all, and then it is quicker to look through what is gone.
 */
function partsOf(narrowing: Narrowing, stocked: SQL = hasStock): { part: Part; holds: SQL }[] {
  const wanted = Object.entries(narrowing.values ?? {}).filter(([, values]) => values.length > 0)
  const price = costs(narrowing)
  return [
    ...wanted.map(([key, values]) => ({ part: { kind: 'attribute', key } as const, holds: hasValue(key, values) })),
    ...(price ? [{ part: { kind: 'price' } as const, holds: price }] : []),
    ...(narrowing.inStock ? [{ part: { kind: 'stock' } as const, holds: stocked }] : []),
    ...(narrowing.onSale ? [{ part: { kind: 'sale' } as const, holds: hasSale }] : []),
  ]
}

/** Whether a narrowing takes anything away at all. */
export function narrows(narrowing: Narrowing | undefined): boolean {
  return narrowing !== undefined && partsOf(narrowing).length > 0
}

/** A narrowing as a condition on `product`. */
export function narrowed(narrowing: Narrowing | undefined): SQL | undefined {
  return narrowing && and(...partsOf(narrowing).map(({ holds }) => holds))
}

/** The counts beside the filters of a list: `scope` is the condition on `product` that makes the list. One statement. */
export async function leftIn(
  db: Queryable,
  { scope, narrowing }: { scope: SQL | undefined; narrowing: Narrowing },
): Promise<Left> {
  const parts = partsOf(narrowing, isNotSoldOut)
  const chosen = parts.flatMap(({ part, holds }) => (part.kind === 'attribute' ? [{ key: part.key, holds }] : []))
  const others = parts.filter(({ part }) => part.kind !== 'attribute').map(({ holds }) => holds)
  const named = chosen.map(({ key, holds }, i) => ({ key, holds, as: sql.identifier(`fits_${i}`) }))
  const all =
    named.length === 0
      ? sql`true`
      : sql.join(
          named.map(({ as }) => sql`list.${as}`),
          sql` and `,
        )
  const beside = named.map(({ key, as }) => sql`(list.${as} or value.id = any(${idsOf(key)}))`)
  const { rows } = await db.execute<LeftRow>(sql`
    with list as materialized (
      select ${product.lowestAmount} as amount, ${product.valueIds} as value_ids,
        ${narrowing.inStock ? sql`true` : isNotSoldOut} as in_stock, ${hasSale} as on_sale
        ${sql.join(
          named.map(({ holds, as }) => sql`, ${holds} as ${as}`),
          sql``,
        )}
      from ${product} where ${and(scope, ...others) ?? sql`true`}
    ), counted as (
      select value.id, count(*)::int as n from list cross join unnest(list.value_ids) as value(id)
      ${beside.length === 0 ? sql`` : sql`where ${sql.join(beside, sql` and `)}`}
      group by value.id
    )
    select count(*)::int as total, count(*) filter (where list.in_stock)::int as "inStock",
      count(*) filter (where list.on_sale)::int as "onSale",
      min(list.amount)::float8 as lowest, max(list.amount)::float8 as highest,
      (select coalesce(jsonb_agg(jsonb_build_object(
        'attribute', ${attribute.key}, 'attributeName', ${attribute.name},
        'key', ${attributeValue.key}, 'name', ${attributeValue.name}, 'left', coalesce(counted.n, 0)
      ) order by ${attribute.position}, ${attribute.id}, ${attributeValue.position}, ${attributeValue.id}), '[]')
      from ${attributeValue} join ${attribute} on ${attribute.id} = ${attributeValue.attributeId}
      left join counted on counted.id = ${attributeValue.id}) as labels
    from list where ${all}`)
  return present(rows[0]!, narrowing)
}

interface LeftRow extends Record<string, unknown> {
  total: number
  inStock: number
  onSale: number
  lowest: number | null
  highest: number | null
  labels: { attribute: string; attributeName: Localized; key: string; name: Localized; left: number }[]
}

/** Values that would leave nothing are left out, but for those that are chosen. */
function present({ total, inStock, onSale, lowest, highest, labels }: LeftRow, { values = {} }: Narrowing): Left {
  const shown = labels
    .map(label => ({ ...label, on: values[label.attribute]?.includes(label.key) ?? false }))
    .filter(({ left, on }) => left > 0 || on)
  return {
    total,
    inStock,
    onSale,
    prices: lowest === null || highest === null ? null : { lowest, highest },
    attributes: [...Map.groupBy(shown, label => label.attribute)].map(([key, of]) => ({
      key,
      name: of[0]!.attributeName,
      values: of.map(({ key, name, left, on }) => ({ key, name, left, on })),
    })),
  }
}

/**
 * Where a narrowing leaves nothing: what there would be without one of its parts, those first that give most. Parts
 * that give nothing either are left out. One statement.
 */
export async function waysOut(
  db: Queryable,
  { scope, narrowing }: { scope: SQL | undefined; narrowing: Narrowing },
): Promise<WayOut[]> {
  const parts = partsOf(narrowing, isNotSoldOut)
  if (parts.length === 0) return []
  const { rows } = await db.execute<Record<string, number>>(sql`
    with list as materialized (
      select ${sql.join(
        parts.map(({ holds }, i) => sql`${holds} as ${sql.identifier(`fits_${i}`)}`),
        sql`, `,
      )}
      from ${product} where ${scope ?? sql`true`})
    select ${sql.join(
      parts.map((_, i) => {
        const rest = parts.flatMap((_, j) => (j === i ? [] : [sql`list.${sql.identifier(`fits_${j}`)}`]))
        return sql`count(*) filter (where ${rest.length === 0 ? sql`true` : sql.join(rest, sql` and `)})::int as ${sql.identifier(`without_${i}`)}`
      }),
      sql`, `,
    )} from list`)
  return parts
    .map(({ part }, i) => ({ without: part, left: rows[0]?.[`without_${i}`] ?? 0 }))
    .filter(({ left }) => left > 0)
    .sort((a, b) => b.left - a.left)
}

/** The condition that a category makes. */
export function inCategory(slug: string | undefined): SQL | undefined {
  return slug === undefined
    ? undefined
    : sql`${product.categoryId} = (select ${category.id} from ${category} where ${category.slug} = ${slug})`
}

/** Whether any product fits a condition. */
export async function hasAny(db: Queryable, { scope }: { scope: SQL | undefined }): Promise<boolean> {
  const rows = await db.select({ id: product.id }).from(product).where(scope).limit(1)
  return rows.length > 0
}
