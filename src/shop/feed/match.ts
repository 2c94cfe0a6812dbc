import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Queryable } from '#database'
import { filmsOf, imagesOf } from '#media'
import { feed, feedPicture } from '../feed-schema.ts'
import { product, variant } from '../schema.ts'
import type { Incoming } from './incoming.ts'
import { sumOf } from './keys.ts'
import { Unreadable } from './reason.ts'

/** What of ours incoming products are about. */
export interface Matches {
  /** The id of the product that one is about; null for one that is new. */
  of(incoming: Incoming): string | null
  /** The page in the other shop that it has until now; null where it has none. */
  linkOf(incoming: Incoming): string | null
  /** Refuses pictures and films that are not there. */
  checkMedia(incoming: Incoming): void
  /** A slug for a new product that no other one has. */
  freeSlug(incoming: Incoming): string
}

/**
 * Finds what incoming products are about: those of another shop's feed by their ids there, else by the SKUs of what a
 * feed that is gone left behind; others by their slugs, else by their SKUs. Gives it for these; `of` refuses
 * (`Unreadable`) what belongs to two products or to another source.
 */
export async function matchesOf(
  db: Queryable,
  { incoming, source }: { incoming: readonly Incoming[]; source: string | null },
): Promise<Matches> {
  const skus = incoming.flatMap(each => each.variants.map(({ sku }) => sku))
  const slugs = incoming.flatMap(each => [each.slug ?? [], each.wantedSlug, withSum(each)].flat())
  const bySku = await productsBySku(db, skus)
  const bySlug = await productsBySlug(db, slugs)
  const bySource = source === null ? new Map<string, SourceRow>() : await productsOf(db, source, incoming)
  const media = await mediaAmong(db, incoming)
  return {
    of(each) {
      const own = source === null ? undefined : bySource.get(each.sourceId)
      const named = source === null && each.slug !== undefined ? bySlug.get(each.slug) : undefined
      const id = own?.id ?? named?.id ?? null
      const others = each.variants.flatMap(({ sku }) => bySku.get(sku) ?? [])
      const left = source === null ? undefined : others.find(one => one.isLeft)
      const alike = source === null && !each.isExact ? others[0] : left
      const found = id ?? alike?.id ?? null
      const stranger = each.variants.find(({ sku }) => bySku.has(sku) && bySku.get(sku)?.id !== found)
      if (stranger !== undefined) throw new Unreadable('sku_elsewhere', { sku: stranger.sku })
      const isOthers =
        source === null && (named?.source ?? others.find(one => one.id === found)?.source ?? null) !== null
      if (isOthers) throw new Unreadable('other_source')
      return found
    },
    linkOf(each) {
      return bySource.get(each.sourceId)?.link ?? null
    },
    checkMedia({ pictures, film }) {
      const lost = (pictures ?? []).find(picture => 'assetId' in picture && !media.images.has(picture.assetId))
      if (lost !== undefined && 'assetId' in lost) throw new Unreadable('unknown_picture', { id: lost.assetId })
      if (film && !media.films.has(film.assetId)) throw new Unreadable('unknown_picture', { id: film.assetId })
    },
    freeSlug(each) {
      return bySlug.has(each.wantedSlug) ? withSum(each) : each.wantedSlug
    },
  }
}

/** A slug that no two products share: two feeds may call different things alike, but no SKU is of two products. */
export function withSum({ wantedSlug, sourceId, variants: [first] }: Incoming): string {
  return `${wantedSlug.slice(0, 70)}-${sumOf(first?.sku ?? sourceId)}`
}

interface SkuRow {
  id: string
  source: string | null
  /** Whether it came from a feed that is gone. */
  isLeft: boolean
}

async function productsBySku(db: Queryable, skus: readonly string[]): Promise<Map<string, SkuRow>> {
  if (skus.length === 0) return new Map()
  const isLeft = sql<boolean>`${product.source} is not null and not exists (
    select from ${feed} where ${feed.id}::text = ${product.source})`
  const rows = await db
    .select({ sku: variant.sku, id: variant.productId, source: product.source, isLeft })
    .from(variant)
    .innerJoin(product, eq(product.id, variant.productId))
    .where(sql`${variant.sku} = any(${sql.param([...new Set(skus)])}::text[])`)
  return new Map(rows.map(row => [row.sku, row]))
}

async function productsBySlug(db: Queryable, slugs: readonly string[]) {
  if (slugs.length === 0) return new Map<string, { id: string; source: string | null }>()
  const rows = await db
    .select({ slug: product.slug, id: product.id, source: product.source })
    .from(product)
    .where(sql`${product.slug} = any(${sql.param([...new Set(slugs)])}::text[])`)
  return new Map(rows.map(row => [row.slug, row]))
}

interface SourceRow {
  id: string
  link: string | null
}

async function productsOf(
  db: Queryable,
  source: string,
  incoming: readonly Incoming[],
): Promise<Map<string, SourceRow>> {
  const ids = incoming.map(each => each.sourceId)
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ sourceId: product.sourceId, id: product.id, link: product.sourceLink })
    .from(product)
    .where(and(eq(product.source, source), inArray(product.sourceId, ids)))
  return new Map(rows.map(row => [row.sourceId ?? '', row]))
}

async function mediaAmong(db: Queryable, incoming: readonly Incoming[]) {
  const pictures = incoming.flatMap(each => each.pictures ?? [])
  const images = [...new Set(pictures.flatMap(picture => ('assetId' in picture ? picture.assetId : [])))]
  const films = [...new Set(incoming.flatMap(each => each.film?.assetId ?? []))]
  return {
    images: new Set((await imagesOf(db, images)).keys()),
    films: new Set((await filmsOf(db, films)).keys()),
  }
}

/** The pictures that were fetched, by their addresses. */
export async function picturesAmong(db: Queryable, incoming: readonly Incoming[]): Promise<Map<string, string>> {
  const urls = incoming.flatMap(each => (each.pictures ?? []).flatMap(one => ('url' in one ? one.url : [])))
  if (urls.length === 0) return new Map()
  const rows = await db
    .select({ url: feedPicture.url, assetId: feedPicture.assetId })
    .from(feedPicture)
    .where(and(inArray(feedPicture.url, [...new Set(urls)]), isNull(feedPicture.failure)))
  return new Map(rows.flatMap(row => (row.assetId === null ? [] : [[row.url, row.assetId] as const])))
}
