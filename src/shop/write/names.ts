import { eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '#database'
import { Problem } from '#edge'
import { type Localized, shop as words } from '#language'
import type { CatalogueProduct } from '../catalogue.ts'
import { attribute, attributeValue, category, product, shop } from '../schema.ts'
import { usualCurrency } from '../settings.ts'

interface Named {
  id: string
  name: Localized
}

/** What the names in products stand for. */
export interface Names {
  currency: string
  /** Categories by their slugs. */
  categories: Map<string, Named>
  /** Values of attributes by `attribute=value`, each with the name of its attribute. */
  values: Map<string, Named & { attributeName: Localized }>
  /** Which of the products are there already, and which of these shoppers see. */
  there: { id: string; slug: string; isShown: boolean }[]
}

/** Looks up what products name. Refused: a category or a value of an attribute that is not there. */
export async function settleNames(tx: Transaction, products: readonly CatalogueProduct[]): Promise<Names> {
  const [settings] = await tx.select({ currency: shop.currency }).from(shop)
  const shelves = await tx
    .select({ id: category.id, slug: category.slug, name: category.name })
    .from(category)
    .where(inArray(category.slug, [...new Set(products.map(each => each.category))]))
  const there = await tx
    .select({ id: product.id, slug: product.slug, isShown: sql<boolean>`${product.publishedAt} is not null` })
    .from(product)
    .where(sql`${product.slug} = any(${sql.param(products.map(each => each.slug))}::text[])`)
  const names: Names = {
    currency: settings?.currency ?? usualCurrency,
    categories: new Map(shelves.map(row => [row.slug, row])),
    values: await valuesOf(tx, products),
    there,
  }
  for (const each of products) refuseUnknown(each, names)
  return names
}

async function valuesOf(tx: Transaction, products: readonly CatalogueProduct[]): Promise<Names['values']> {
  const keys = [...new Set(products.flatMap(each => Object.keys(each.attributes)))]
  if (keys.length === 0) return new Map()
  const rows = await tx
    .select({
      id: attributeValue.id,
      key: sql<string>`${attribute.key} || '=' || ${attributeValue.key}`,
      name: attributeValue.name,
      attributeName: attribute.name,
    })
    .from(attributeValue)
    .innerJoin(attribute, eq(attribute.id, attributeValue.attributeId))
    .where(inArray(attribute.key, keys))
  return new Map(rows.map(row => [row.key, row]))
}

/** The values of attributes that a product has, as `attribute=value`, each once. */
export function labelsOf({ attributes }: CatalogueProduct): string[] {
  return [...new Set(Object.entries(attributes).flatMap(([key, values]) => values.map(value => `${key}=${value}`)))]
}

function refuseUnknown(of: CatalogueProduct, { categories, values }: Names): void {
  if (!categories.has(of.category))
    throw new Problem('invalid', 'shop.unknown_category', lang => words.unknownCategory(lang, { slug: of.category }))
  const unknown = labelsOf(of).find(key => !values.has(key))
  if (unknown !== undefined)
    throw new Problem('invalid', 'shop.unknown_attribute', lang => words.unknownAttribute(lang, { key: unknown }))
}
