import { asc, eq, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Queryable } from '#database'
import type { CatalogueProduct } from '../catalogue.ts'
import {
  attribute,
  attributeValue,
  category,
  mediaItem,
  onFilm,
  product,
  productAttribute,
  stock,
  variant,
} from '../schema.ts'

/** A product whole, as it is written, with what tells whether it was written since. */
export interface WholeProduct {
  id: string
  /** Another one after each change. */
  version: string
  product: CatalogueProduct
  /** Of the variants in their order: their ids, and how many pieces are set aside for orders. */
  variants: { id: string; reserved: number }[]
  isPublished: boolean
  /** Its page in the shop that sells it; null: this one does. */
  link: string | null
  currency: string
  updatedAt: Date
}

/** Not those that are made of the others, to be found and listed by: these are long. */
const columns = {
  ...{ id: product.id, slug: product.slug, brand: product.brand, name: product.name, lead: product.lead },
  ...{ aboutTitle: product.aboutTitle, aboutText: product.aboutText, facts: product.facts, options: product.options },
  ...{ currency: product.currency, sourceLink: product.sourceLink, updatedAt: product.updatedAt },
  ...{ publishedAt: product.publishedAt, publishAt: product.publishAt },
}

/** Products whole, by their ids; unknown ones are left out. */
export async function wholeProducts(
  db: Queryable,
  { ids }: { ids: readonly string[] },
): Promise<Map<string, WholeProduct>> {
  if (ids.length === 0) return new Map()
  const wanted = [...new Set(ids)]
  const rows = await db
    .select({ row: columns, category: category.slug })
    .from(product)
    .innerJoin(category, eq(category.id, product.categoryId))
    .where(among(product.id, wanted))
  const [variants, labels, media, shown] = await partsOf(db, wanted)
  return new Map(
    rows.map(({ row, category }) => {
      const own = variants.get(row.id) ?? []
      const items = media.get(row.id) ?? []
      const film = items.find(item => item.kind === 'film')
      return [
        row.id,
        {
          id: row.id,
          version: versionOf(row.updatedAt),
          variants: own.map(({ id, reserved }) => ({ id, reserved })),
          isPublished: row.publishedAt !== null,
          link: row.sourceLink,
          currency: row.currency,
          updatedAt: row.updatedAt,
          product: {
            slug: row.slug,
            category,
            brand: row.brand,
            name: row.name,
            lead: row.lead,
            about: { title: row.aboutTitle, text: row.aboutText },
            facts: row.facts,
            options: row.options,
            variants: own.map(({ sku, options, price, salePrice, weightGrams, onHand }) => ({
              ...{ sku, options, price, salePrice, weightGrams },
              stock: onHand,
            })),
            attributes: grouped(labels.get(row.id) ?? []),
            onFilm: (shown.get(row.id) ?? []).map(({ slug }) => slug),
            images: items
              .filter(item => item.kind === 'image')
              .map(({ assetId, alt, option }) => ({ assetId, alt, option })),
            film: film === undefined ? null : { assetId: film.assetId, alt: film.alt, chapters: film.chapters ?? [] },
            published: row.publishedAt ?? row.publishAt,
          },
        },
      ]
    }),
  )
}

/** One product whole; null where there is none of this id. */
export async function wholeProduct(db: Queryable, { id }: { id: string }): Promise<WholeProduct | null> {
  return (await wholeProducts(db, { ids: [id] })).get(id) ?? null
}

/** What a time of writing is as a version. */
export function versionOf(updatedAt: Date): string {
  return String(updatedAt.getTime())
}

async function partsOf(db: Queryable, ids: string[]) {
  const variants = await db
    .select({
      productId: variant.productId,
      id: variant.id,
      sku: variant.sku,
      options: variant.options,
      price: variant.priceAmount,
      salePrice: variant.saleAmount,
      weightGrams: variant.weightGrams,
      onHand: stock.onHand,
      reserved: stock.reserved,
    })
    .from(variant)
    .innerJoin(stock, eq(stock.variantId, variant.id))
    .where(among(variant.productId, ids))
    .orderBy(asc(variant.position), asc(variant.id))
  const labels = await db
    .select({ productId: productAttribute.productId, attribute: attribute.key, value: attributeValue.key })
    .from(productAttribute)
    .innerJoin(attributeValue, eq(attributeValue.id, productAttribute.attributeValueId))
    .innerJoin(attribute, eq(attribute.id, attributeValue.attributeId))
    .where(among(productAttribute.productId, ids))
    .orderBy(asc(attribute.position), asc(attribute.id), asc(attributeValue.position))
  const media = await db
    .select()
    .from(mediaItem)
    .where(among(mediaItem.productId, ids))
    .orderBy(asc(mediaItem.position), asc(mediaItem.id))
  const shown = await db
    .select({ productId: onFilm.productId, slug: product.slug })
    .from(onFilm)
    .innerJoin(product, eq(product.id, onFilm.shownProductId))
    .where(among(onFilm.productId, ids))
    .orderBy(asc(onFilm.position))
  const byProduct = <Row extends { productId: string }>(rows: Row[]) => Map.groupBy(rows, row => row.productId)
  return [byProduct(variants), byProduct(labels), byProduct(media), byProduct(shown)] as const
}

function among(column: PgColumn, ids: string[]) {
  return sql`${column} = any(${sql.param(ids)}::uuid[])`
}

function grouped(labels: readonly { attribute: string; value: string }[]): Record<string, string[]> {
  const groups = Map.groupBy(labels, label => label.attribute)
  return Object.fromEntries([...groups].map(([key, values]) => [key, values.map(({ value }) => value)]))
}
