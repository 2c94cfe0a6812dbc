import { sql } from 'drizzle-orm'
import { asJson, type Transaction } from '#database'
import { Problem } from '#edge'
import { shop as words } from '#language'
import { stock, variant } from '../schema.ts'
import type { Written } from './parts.ts'

/**
 * Writes the variants of products with their pieces, in the order of their SKUs, and removes those that are no longer
 * named. Refused: the SKU of another product. What is set aside for orders is there, whatever somebody counted.
 */
export async function writeVariants(tx: Transaction, written: readonly Written[]): Promise<void> {
  const said = written.flatMap(({ id, of: { variants } }) =>
    variants.map(({ sku, options, price, salePrice = null, weightGrams = 0, stock }, position) => ({
      ...{ product: id, sku, options, price, sale: salePrice, weight: weightGrams, position, stock },
    })),
  )
  refuseRepeated(said.map(({ sku }) => sku))
  const rows = sql`jsonb_to_recordset(${asJson(said)}::jsonb) as said(
    product uuid, sku text, options jsonb, price bigint, sale bigint, weight integer, position integer, stock integer)`
  const old = written.filter(({ isNew }) => !isNew).map(({ id }) => id)
  if (old.length > 0)
    await tx.execute(sql`
      delete from ${variant} where ${variant.productId} = any(${sql.param(old)}::uuid[])
        and (${variant.productId}, ${variant.sku}) not in (select product, sku from ${rows})`)
  await tx.execute(sql`
    insert into ${variant} as own (id, product_id, sku, options, price_amount, sale_amount, weight_grams, position)
    select gen_random_uuid(), product, sku, options, price, sale, weight, position from ${rows} order by sku
    on conflict (sku) do update set
      options = excluded.options, price_amount = excluded.price_amount, sale_amount = excluded.sale_amount,
      weight_grams = excluded.weight_grams, position = excluded.position
    where own.product_id = excluded.product_id
      and (own.options, own.price_amount, own.sale_amount, own.weight_grams, own.position) is distinct from
        (excluded.options, excluded.price_amount, excluded.sale_amount, excluded.weight_grams, excluded.position)`)
  const { rows: taken } = await tx.execute<{ sku: string }>(sql`
    select said.sku from ${rows} join ${variant} on ${variant.sku} = said.sku
    where ${variant.productId} <> said.product limit 1`)
  if (taken[0] !== undefined) throw skuTaken(taken[0].sku)
  await tx.execute(sql`
    insert into ${stock} as own (variant_id, on_hand)
    select ${variant.id}, said.stock from ${rows} join ${variant} on ${variant.sku} = said.sku order by ${variant.id}
    on conflict (variant_id) do update set on_hand = greatest(excluded.on_hand, own.reserved)
    where own.on_hand <> greatest(excluded.on_hand, own.reserved)`)
}

function refuseRepeated(skus: readonly string[]): void {
  const seen = new Set<string>()
  for (const sku of skus) {
    if (seen.has(sku)) throw skuTaken(sku)
    seen.add(sku)
  }
}

function skuTaken(sku: string): Problem {
  return new Problem('conflict', 'shop.sku_taken', lang => words.skuTaken(lang, { sku }))
}
