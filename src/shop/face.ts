import { and, eq, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { prepared, type Queryable } from '#database'
import type { Localized, Money } from '#language'
import { type FilmView, filmsOf, type ImageView, imagesOf } from '#media'
import { maySee } from './policy.ts'
import { review } from './review-schema.ts'
import { mediaItem, priceNow, product, stock, variant } from './schema.ts'
import type { PictureView, ProductCard, ProductSummary, Reader } from './views.ts'

const faces = prepared(db => {
  const sale = db
    .select({
      lowest: sql<number>`min(${priceNow})`.mapWith(Number).as('lowest'),
      highest: sql<number>`max(${priceNow})`.mapWith(Number).as('highest'),
      usual: sql<number>`(array_agg(${variant.priceAmount} order by ${priceNow}, ${variant.position}))[1]`
        .mapWith(Number)
        .as('usual'),
      inStock: sql<number>`sum(${stock.onHand} - ${stock.reserved})`.mapWith(Number).as('in_stock'),
    })
    .from(variant)
    .innerJoin(stock, eq(stock.variantId, variant.id))
    .where(eq(variant.productId, product.id))
    .as('sale')
  const picture = db
    .select({ assetId: mediaItem.assetId, alt: mediaItem.alt })
    .from(mediaItem)
    .where(and(eq(mediaItem.productId, product.id), eq(mediaItem.kind, 'image')))
    .orderBy(mediaItem.position)
    .limit(1)
    .as('picture')
  const film = alias(mediaItem, 'film')
  const liked = db
    .select({
      reviews: sql<number>`count(*)`.mapWith(Number).as('reviews'),
      mean: sql<number>`round(avg(${review.stars}), 1)::float8`.as('mean'),
    })
    .from(review)
    .where(and(eq(review.productId, product.id), isNull(review.hiddenAt)))
    .as('liked')
  return db
    .select({
      id: product.id,
      slug: product.slug,
      name: product.name,
      currency: product.currency,
      publishedAt: product.publishedAt,
      lowest: sale.lowest,
      highest: sale.highest,
      usual: sale.usual,
      inStock: sale.inStock,
      reviews: liked.reviews,
      mean: liked.mean,
      pictureId: picture.assetId,
      pictureAlt: picture.alt,
      filmId: film.assetId,
    })
    .from(product)
    .innerJoinLateral(sale, sql`${sale.lowest} is not null`)
    .leftJoinLateral(picture, sql`true`)
    .leftJoinLateral(liked, sql`true`)
    .leftJoin(film, and(eq(film.productId, product.id), eq(film.kind, 'film')))
    .where(sql`${product.id} = any(${sql.placeholder('ids')})`)
    .prepare('shop.faces')
})

type Face = Awaited<ReturnType<ReturnType<typeof faces>['execute']>>[number]

/** What one sees of these products first, in the order of `ids`; those the reader may not see are left out. */
async function facesOf(db: Queryable, { ids, reader }: { ids: readonly string[]; reader: Reader }): Promise<Face[]> {
  if (ids.length === 0) return []
  const rows = await faces(db).execute({ ids: [...new Set(ids)] })
  const byId = new Map(rows.filter(row => maySee(reader, row)).map(row => [row.id, row]))
  return ids.flatMap(id => byId.get(id) ?? [])
}

const present = <Id>(ids: (Id | null)[]): Id[] => ids.filter(id => id !== null)

/** Products for a list, in the order of `ids`. Unknown ids are left out, and those the reader may not see. */
export async function productCards(
  db: Queryable,
  { ids, reader = 'shopper' }: { ids: readonly string[]; reader?: Reader },
): Promise<ProductCard[]> {
  const rows = await facesOf(db, { ids, reader })
  const images = await imagesOf(db, present(rows.map(row => row.pictureId)))
  return rows.map(row => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    price: lowestPrice(row),
    priceFrom: row.lowest < row.highest,
    usualPrice: row.usual > row.lowest ? { amount: row.usual, currency: row.currency } : null,
    rating: row.reviews && row.mean ? { mean: row.mean, count: row.reviews } : null,
    image: pictureOf(row, images),
    hasFilm: row.filmId !== null,
    soldOut: row.inStock === 0,
  }))
}

/** Products for beside a conversation, in the order of `ids`, left out like those of `productCards`. */
export async function productSummary(
  db: Queryable,
  { ids, reader = 'shopper' }: { ids: readonly string[]; reader?: Reader },
): Promise<ProductSummary[]> {
  const rows = await facesOf(db, { ids, reader })
  const [images, films] = await Promise.all([
    imagesOf(db, present(rows.map(row => row.pictureId))),
    filmsOf(db, present(rows.map(row => row.filmId))),
  ])
  return rows.map(row => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    price: lowestPrice(row),
    priceFrom: row.lowest < row.highest,
    image: pictureOf(row, images),
    film: filmOf(row, films),
    inStock: row.inStock,
    published: row.publishedAt !== null,
  }))
}

const lowestPrice = (row: Face): Money => ({ amount: row.lowest, currency: row.currency })

function filmOf(row: Face, films: Map<string, FilmView>): FilmView | null {
  return (row.filmId !== null && films.get(row.filmId)) || null
}

function pictureOf(row: Face, images: Map<string, ImageView>): PictureView | null {
  const image = row.pictureId === null ? undefined : images.get(row.pictureId)
  return image && row.pictureAlt ? pictureView(image, row.pictureAlt) : null
}

/** A picture with its words. */
export function pictureView({ src, srcset, width, height }: ImageView, alt: Localized): PictureView {
  return { src, srcset, width, height, alt }
}
