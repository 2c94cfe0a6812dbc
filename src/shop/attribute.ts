import { and, eq, notInArray, sql } from 'drizzle-orm'
import type { Transaction } from '#database'
import type { CatalogueAttribute } from './catalogue.ts'
import { attribute, attributeValue, product, productAttribute } from './schema.ts'
import { refreshSearch } from './searchable.ts'

/**
 * Writes an attribute and its values, found by their keys; a value that is no longer named goes, from its products
 * too. Those products are found by the new names at once.
 */
export async function upsertAttribute(
  tx: Transaction,
  { attribute: { key, name, values }, position }: { attribute: CatalogueAttribute; position: number },
): Promise<void> {
  const [written] = await tx
    .insert(attribute)
    .values({ key, name, position })
    .onConflictDoUpdate({ target: attribute.key, set: { name, position } })
    .returning({ id: attribute.id })
  const attributeId = written!.id
  const touched = await productsWith(tx, attributeId)
  await tx.delete(attributeValue).where(
    and(
      eq(attributeValue.attributeId, attributeId),
      notInArray(
        attributeValue.key,
        values.map(value => value.key),
      ),
    ),
  )
  if (values.length > 0)
    await tx
      .insert(attributeValue)
      .values(values.map((value, at) => ({ attributeId, key: value.key, name: value.name, position: at })))
      .onConflictDoUpdate({
        target: [attributeValue.attributeId, attributeValue.key],
        set: { name: sql`excluded.name`, position: sql`excluded.position` },
      })
  await refreshSearch(tx, { products: sql`${product.id} = any(${sql.param(touched)})` })
}

async function productsWith(tx: Transaction, attributeId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: productAttribute.productId })
    .from(productAttribute)
    .innerJoin(attributeValue, eq(attributeValue.id, productAttribute.attributeValueId))
    .where(eq(attributeValue.attributeId, attributeId))
  return rows.map(row => row.id)
}
