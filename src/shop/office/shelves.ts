import { and, asc, count, eq, inArray, sql } from 'drizzle-orm'
import type { Database, Queryable, Transaction } from '#database'
import { Problem } from '#edge'
import { type Localized, officeProducts as productSentences, office as sentences } from '#language'
import { type ImageView, imagesOf } from '#media'
import type { CatalogueAttribute, CatalogueCategory } from '../catalogue.ts'
import { attribute, attributeValue, category, product, productAttribute } from '../schema.ts'
import { refreshSearch } from '../searchable.ts'

/** A category as the office sees it. */
export interface OfficeCategory extends CatalogueCategory {
  id: string
  image: ImageView | null
  /** Published or not. */
  products: number
}

/** All categories in the shop's order. */
export async function officeCategories(db: Queryable): Promise<OfficeCategory[]> {
  const rows = await db
    .select({
      id: category.id,
      slug: category.slug,
      name: category.name,
      about: category.about,
      picture: category.picture,
      products: count(product.id),
    })
    .from(category)
    .leftJoin(product, eq(product.categoryId, category.id))
    .groupBy(category.id)
    .orderBy(asc(category.position), asc(category.id))
  const images = await imagesOf(
    db,
    rows.flatMap(row => row.picture ?? []),
  )
  return rows.map(row => ({ ...row, image: (row.picture !== null && images.get(row.picture)) || null }))
}

/**
 * Writes a category, or a new one at the end where `id` is null. Gives its id. Its products are found by its new name
 * at once. Refused: `shop.slug_taken`, and `missing` for one that is not there.
 */
export async function saveCategory(
  db: Database,
  { id, category: { slug, name, about, picture } }: { id: string | null; category: CatalogueCategory },
): Promise<string> {
  return db.transaction(async tx => {
    await lockShelves(tx)
    const [other] = await tx.select({ id: category.id }).from(category).where(eq(category.slug, slug))
    if (other !== undefined && other.id !== id) throw slugTaken(slug)
    const row = { slug, name, about, picture }
    if (id === null) {
      const position = sql<number>`(select coalesce(max(position) + 1, 0) from ${category})`
      const [made] = await tx
        .insert(category)
        .values({ ...row, position })
        .returning({ id: category.id })
      return made!.id
    }
    const [written] = await tx.update(category).set(row).where(eq(category.id, id)).returning({ id: category.id })
    if (written === undefined) throw new Problem('missing')
    await refreshSearch(tx, { products: sql`${product.categoryId} = ${id}` })
    return id
  })
}

/** Deletes an empty category; one with products is refused as `shop.category_not_empty`. */
export async function deleteCategory(db: Database, { id }: { id: string }): Promise<void> {
  await db.transaction(async tx => {
    await lockShelves(tx)
    const [held] = await tx.select({ id: product.id }).from(product).where(eq(product.categoryId, id)).limit(1)
    if (held !== undefined) throw new Problem('conflict', 'shop.category_not_empty', sentences.categoryNotEmpty)
    await tx.delete(category).where(eq(category.id, id))
  })
}

/** Moves a category or an attribute one place up or down. */
export async function moveShelf(
  db: Database,
  { of, id, by }: { of: 'category' | 'attribute'; id: string; by: 'up' | 'down' },
): Promise<void> {
  const table = of === 'category' ? category : attribute
  await db.transaction(async tx => {
    await lockShelves(tx)
    const rows = await tx.select({ id: table.id }).from(table).orderBy(asc(table.position), asc(table.id))
    const ids = rows.map(row => row.id)
    const at = ids.indexOf(id)
    const to = by === 'up' ? at - 1 : at + 1
    if (at < 0 || to < 0 || to >= ids.length) return
    ids.splice(to, 0, ...ids.splice(at, 1))
    for (const [position, one] of ids.entries()) await tx.update(table).set({ position }).where(eq(table.id, one))
  })
}

/** An attribute as the office sees it: its values with how many products have each. */
export interface OfficeAttribute {
  id: string
  key: string
  name: Localized
  values: { id: string; key: string; name: Localized; products: number }[]
}

/** All attributes in the shop's order. */
export async function officeAttributes(db: Queryable): Promise<OfficeAttribute[]> {
  const rows = await db
    .select({ id: attribute.id, key: attribute.key, name: attribute.name })
    .from(attribute)
    .orderBy(asc(attribute.position), asc(attribute.id))
  const values = await db
    .select({
      id: attributeValue.id,
      attributeId: attributeValue.attributeId,
      key: attributeValue.key,
      name: attributeValue.name,
      products: count(productAttribute.productId),
    })
    .from(attributeValue)
    .leftJoin(productAttribute, eq(productAttribute.attributeValueId, attributeValue.id))
    .groupBy(attributeValue.id)
    .orderBy(asc(attributeValue.position), asc(attributeValue.id))
  const byAttribute = Map.groupBy(values, value => value.attributeId)
  return rows.map(row => ({
    ...row,
    values: (byAttribute.get(row.id) ?? []).map(({ attributeId: _, ...value }) => value),
  }))
}

/**
 * Writes an attribute with its values, each found by its id, so that a renamed one stays what it is; where `id` is null
 * a new one at the end. Refused: a value that products have and that is no longer named (`shop.value_in_use`), and a key
 * that another attribute has.
 */
export async function saveAttribute(db: Database, { id, attribute: of }: SaveAttribute): Promise<string> {
  return db.transaction(async tx => {
    await lockShelves(tx)
    const [other] = await tx.select({ id: attribute.id }).from(attribute).where(eq(attribute.key, of.key))
    if (other !== undefined && other.id !== id) throw slugTaken(of.key)
    const attributeId = id ?? (await makeAttribute(tx, of))
    if (id !== null) {
      const set = { key: of.key, name: of.name }
      const [written] = await tx.update(attribute).set(set).where(eq(attribute.id, id)).returning({ id: attribute.id })
      if (written === undefined) throw new Problem('missing')
    }
    await dropValues(tx, { attributeId, kept: of.values.flatMap(value => value.id ?? []) })
    for (const [position, { id: valueId, key, name }] of of.values.entries()) {
      const row = { key, name, position }
      if (valueId === null) await tx.insert(attributeValue).values({ attributeId, ...row })
      else
        await tx
          .update(attributeValue)
          .set(row)
          .where(and(eq(attributeValue.id, valueId), eq(attributeValue.attributeId, attributeId)))
    }
    await refreshSearch(tx, { products: holding(attributeId) })
    return attributeId
  })
}

interface SaveAttribute {
  id: string | null
  attribute: Omit<CatalogueAttribute, 'values'> & { values: { id: string | null; key: string; name: Localized }[] }
}

async function makeAttribute(
  tx: Transaction,
  { key, name }: Pick<CatalogueAttribute, 'key' | 'name'>,
): Promise<string> {
  const position = sql<number>`(select coalesce(max(position) + 1, 0) from ${attribute})`
  const [made] = await tx.insert(attribute).values({ key, name, position }).returning({ id: attribute.id })
  return made!.id
}

async function dropValues(
  tx: Transaction,
  { attributeId, kept }: { attributeId: string; kept: string[] },
): Promise<void> {
  const isGone = and(
    eq(attributeValue.attributeId, attributeId),
    sql`${attributeValue.id} <> all(${sql.param(kept)}::uuid[])`,
  )
  const [used] = await tx
    .select({ name: attributeValue.name })
    .from(attributeValue)
    .innerJoin(productAttribute, eq(productAttribute.attributeValueId, attributeValue.id))
    .where(isGone)
    .limit(1)
  if (used !== undefined)
    throw new Problem('conflict', 'shop.value_in_use', lang => sentences.valueInUse(lang, { name: used.name[lang] }))
  await tx.delete(attributeValue).where(isGone)
}

/** Makes two values of one attribute one: what has the first gets the second, and the first goes. */
export async function mergeValues(db: Database, { from, into }: { from: string; into: string }): Promise<void> {
  await db.transaction(async tx => {
    await lockShelves(tx)
    const rows = await tx
      .select({ id: attributeValue.id, attributeId: attributeValue.attributeId })
      .from(attributeValue)
      .where(inArray(attributeValue.id, [from, into]))
    const [first, second] = rows
    if (!first || !second || first.attributeId !== second.attributeId)
      throw new Problem('invalid', 'shop.merge_same', sentences.mergeSame)
    await tx.execute(sql`
      insert into shop.product_attribute (product_id, attribute_value_id)
      select product_id, ${into} from shop.product_attribute where attribute_value_id = ${from}
      on conflict do nothing`)
    await tx.delete(attributeValue).where(eq(attributeValue.id, from))
    await refreshSearch(tx, { products: holding(first.attributeId) })
  })
}

/** Deletes an attribute with its values, from its products too. */
export async function deleteAttribute(db: Database, { id }: { id: string }): Promise<void> {
  await db.transaction(async tx => {
    await lockShelves(tx)
    const rows = await tx.select({ id: product.id }).from(product).where(holding(id))
    const touched = rows.map(row => row.id)
    await tx.delete(attribute).where(eq(attribute.id, id))
    await refreshSearch(tx, { products: sql`${product.id} = any(${sql.param(touched)})` })
  })
}

function holding(attributeId: string) {
  return sql`exists (select 1 from ${productAttribute} join ${attributeValue} on ${attributeValue.id} = ${productAttribute.attributeValueId} where ${productAttribute.productId} = ${product.id} and ${attributeValue.attributeId} = ${attributeId})`
}

/** One change of categories and attributes at a time: their order is over all of them. */
async function lockShelves(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('doumi shop shelves'))`)
}

function slugTaken(slug: string): Problem {
  return new Problem('conflict', 'shop.slug_taken', lang => productSentences.slugTaken(lang, { slug }))
}
