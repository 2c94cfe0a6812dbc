import { eq, sql } from 'drizzle-orm'
import { prepared, type Queryable } from '#database'
import type { Localized, Money } from '#language'
import { filmsOf, type ImageView, imagesOf } from '#media'
import type { Chapter, Choice } from './catalogue.ts'
import { pictureView, productCards } from './face.ts'
import { feed } from './feed-schema.ts'
import { maySee } from './policy.ts'
import {
  attribute,
  attributeValue,
  category,
  mediaItem,
  onFilm,
  priceNow,
  product,
  productAttribute,
  stock,
  variant,
} from './schema.ts'
import type { AttributeView, Availability, ProductView, Reader } from './views.ts'

/** At most so many pieces left are told to the shopper. */
const fewPieces = 5

interface VariantRow {
  id: string
  sku: string
  options: Choice
  /** Today's, and the one without a sale. */
  price: number
  usual: number
  left: number
}

interface MediaRow {
  kind: 'image' | 'film'
  assetId: string
  alt: Localized
  option: Choice | null
  chapters: Chapter[] | null
}

interface LabelRow {
  attribute: string
  attributeName: Localized
  key: string
  name: Localized
}

/** One product with all its parts as rows, in one statement. */
const wholeProduct = prepared(db =>
  db
    .select({
      id: product.id,
      slug: product.slug,
      brand: product.brand,
      name: product.name,
      lead: product.lead,
      aboutTitle: product.aboutTitle,
      aboutText: product.aboutText,
      facts: product.facts,
      options: product.options,
      currency: product.currency,
      publishedAt: product.publishedAt,
      updatedAt: product.updatedAt,
      sourceLink: product.sourceLink,
      /** What its feed said last counts since then, as long as it can be asked. */
      toldAt: sql`greatest(${product.updatedAt}, (
        select ${feed.askedAt} from ${feed} where ${feed.id}::text = ${product.source} and ${feed.failures} = 0
      ))`.mapWith(product.updatedAt),
      category: { id: category.id, slug: category.slug, name: category.name },
      variants: sql<VariantRow[]>`(
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', ${variant.id}, 'sku', ${variant.sku}, 'options', ${variant.options},
          'price', ${priceNow}, 'usual', ${variant.priceAmount}, 'left', ${stock.onHand} - ${stock.reserved}
        ) order by ${variant.position}), '[]')
        from ${variant} join ${stock} on ${stock.variantId} = ${variant.id}
        where ${variant.productId} = ${product.id})`,
      media: sql<MediaRow[]>`(
        select coalesce(jsonb_agg(jsonb_build_object(
          'kind', ${mediaItem.kind}, 'assetId', ${mediaItem.assetId}, 'alt', ${mediaItem.alt},
          'option', ${mediaItem.option}, 'chapters', ${mediaItem.chapters}
        ) order by ${mediaItem.position}), '[]')
        from ${mediaItem} where ${mediaItem.productId} = ${product.id})`,
      labels: sql<LabelRow[]>`(
        select coalesce(jsonb_agg(jsonb_build_object(
          'attribute', ${attribute.key}, 'attributeName', ${attribute.name},
          'key', ${attributeValue.key}, 'name', ${attributeValue.name}
        ) order by ${attribute.position}, ${attributeValue.position}), '[]')
        from ${productAttribute}
        join ${attributeValue} on ${attributeValue.id} = ${productAttribute.attributeValueId}
        join ${attribute} on ${attribute.id} = ${attributeValue.attributeId}
        where ${productAttribute.productId} = ${product.id})`,
      onFilmIds: sql<string[]>`(
        select coalesce(jsonb_agg(${onFilm.shownProductId} order by ${onFilm.position}), '[]')
        from ${onFilm} where ${onFilm.productId} = ${product.id})`,
    })
    .from(product)
    .innerJoin(category, eq(category.id, product.categoryId))
    .where(eq(product.slug, sql.placeholder('slug')))
    .prepare('shop.whole_product'),
)

type Row = Awaited<ReturnType<ReturnType<typeof wholeProduct>['execute']>>[number]

/** All that a product's page shows; null where there is none of this slug, or none that the reader may see. */
export async function productView(
  db: Queryable,
  { slug, reader = 'shopper' }: { slug: string; reader?: Reader },
): Promise<ProductView | null> {
  const [row] = await wholeProduct(db).execute({ slug })
  if (row === undefined || row.variants.length === 0 || !maySee(reader, row)) return null
  const pictures = row.media.filter(item => item.kind === 'image')
  const film = row.media.find(item => item.kind === 'film')
  const [images, films, shown] = await Promise.all([
    imagesOf(
      db,
      pictures.map(item => item.assetId),
    ),
    filmsOf(db, film ? [film.assetId] : []),
    productCards(db, { ids: row.onFilmIds, reader }),
  ])
  const filmView = film && films.get(film.assetId)
  return {
    ...wordsOf(row),
    ...saleOf(row),
    images: picturesOf(pictures, images),
    film: film && filmView ? { ...filmView, alt: film.alt, chapters: film.chapters ?? [] } : null,
    onFilm: shown,
    attributes: attributesOf(row.labels),
    published: row.publishedAt !== null,
    elsewhere: row.sourceLink === null ? null : { at: row.sourceLink, toldAt: row.toldAt },
    updatedAt: row.updatedAt,
  }
}

function wordsOf(row: Row) {
  return {
    id: row.id,
    slug: row.slug,
    brand: row.brand,
    name: row.name,
    lead: row.lead,
    about: { title: row.aboutTitle, text: row.aboutText },
    facts: row.facts.map(({ name, value }) => ({ name, value })),
    category: { id: row.category.id, slug: row.category.slug, name: row.category.name },
  }
}

function saleOf({ options, variants, currency }: Row) {
  const price = (amount: number): Money => ({ amount, currency })
  const amounts = variants.map(each => each.price)
  return {
    options: options.map(({ key, name, values }) => ({
      key,
      name,
      values: values.map(value => ({ key: value.key, name: value.name, swatch: value.swatch ?? null })),
    })),
    variants: variants.map(each => ({
      id: each.id,
      sku: each.sku,
      options: each.options,
      price: price(each.price),
      usualPrice: each.usual === each.price ? null : price(each.usual),
      availability: availabilityOf(each.left),
    })),
    price: { lowest: price(Math.min(...amounts)), highest: price(Math.max(...amounts)) },
    soldOut: variants.every(each => each.left <= 0),
  }
}

/** Whether a variant can be had, of which so many pieces are left. */
export function availabilityOf(left: number): Availability {
  if (left <= 0) return { kind: 'sold_out' }
  return left <= fewPieces ? { kind: 'low', left } : { kind: 'in_stock' }
}

function picturesOf(items: MediaRow[], images: Map<string, ImageView>): ProductView['images'] {
  return items.flatMap(item => {
    const image = images.get(item.assetId)
    return image ? [{ ...pictureView(image, item.alt), option: item.option }] : []
  })
}

function attributesOf(labels: LabelRow[]): AttributeView[] {
  return [...Map.groupBy(labels, label => label.attribute)].map(([key, values]) => ({
    key,
    name: values[0]!.attributeName,
    values: values.map(value => ({ key: value.key, name: value.name })),
  }))
}
