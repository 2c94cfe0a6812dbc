import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  char,
  check,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Localized } from '#language'
import { asset } from '#media'
import type { Chapter, Choice, Fact, Option } from './catalogue.ts'

/** The PostgreSQL schema of this room: what the shop sells and how it is found. */
export const shopSchema = pgSchema('shop')

const uuidv7 = () =>
  uuid('id')
    .primaryKey()
    .$defaultFn(() => randomUUIDv7())
// milliseconds, as a Date holds them: a page of a list begins exactly where the last one ended
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
const localized = (name: string) => jsonb(name).$type<Localized>().notNull()

/** The shop's own settings: exactly one row, which the primary key on a constant keeps so. */
export const shop = shopSchema.table(
  'shop',
  {
    only: boolean('only').primaryKey().default(true),
    name: localized('name'),
    lead: localized('lead'),
    greeting: localized('greeting'),
    /** Who does business here, as the law wants it at the foot of every page; null where the owner has not said. */
    business: jsonb('business').$type<Localized>(),
    currency: char('currency', { length: 3 }).notNull(),
    ownerColour: text('owner_colour').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  t => [
    check('shop_only_check', sql`${t.only}`),
    check('shop_currency_check', sql`${t.currency} ~ '^[A-Z]{3}$'`),
    check('shop_owner_colour_check', sql`${t.ownerColour} ~ '^(#[0-9a-f]{6}|oklch[(][0-9.]+ [0-9.]+ [0-9.]+[)])$'`),
  ],
)

/** A shelf of the shop. */
export const category = shopSchema.table('category', {
  id: uuidv7(),
  slug: text('slug').notNull().unique('category_slug_key'),
  name: localized('name'),
  about: localized('about'),
  picture: uuid('picture').references(() => asset.id, { onDelete: 'set null' }),
  position: integer('position').notNull(),
})

/** A property by which goods are told apart, such as the material. */
export const attribute = shopSchema.table('attribute', {
  id: uuidv7(),
  key: text('key').notNull().unique('attribute_key_key'),
  name: localized('name'),
  position: integer('position').notNull(),
})

/** One value of an attribute, such as brass. */
export const attributeValue = shopSchema.table(
  'attribute_value',
  {
    id: uuidv7(),
    attributeId: uuid('attribute_id')
      .notNull()
      .references(() => attribute.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    name: localized('name'),
    position: integer('position').notNull(),
  },
  // the values of an attribute, and each value once
  t => [unique('attribute_value_key').on(t.attributeId, t.key)],
)

/**
 * A product. `search_*` are made from everything that names it whenever it is written (see `grams.ts`) and hold both
 * languages; these and what lists go by are written by `searchable.ts`. `published_at` null: only staff see it.
 */
export const product = shopSchema.table(
  'product',
  {
    id: uuidv7(),
    slug: text('slug').notNull().unique('product_slug_key'),
    categoryId: uuid('category_id')
      .notNull()
      .references(() => category.id),
    brand: text('brand').notNull(),
    name: localized('name'),
    lead: localized('lead'),
    aboutTitle: localized('about_title'),
    aboutText: localized('about_text'),
    facts: jsonb('facts').$type<Fact[]>().notNull(),
    options: jsonb('options').$type<Option[]>().notNull(),
    currency: char('currency', { length: 3 }).notNull(),
    searchTitle: text('search_title').notNull(),
    searchText: text('search_text').notNull(),
    searchLetters: text('search_letters').notNull(),
    searchGrams: text('search_grams').array().notNull(),
    /** What the cheapest variant costs today, in minor units, and the values of attributes: what lists go by. */
    lowestAmount: bigint('lowest_amount', { mode: 'number' }).notNull().default(0),
    valueIds: uuid('value_ids').array().notNull().default(sql`'{}'`),
    /** The feed it came from, its id there, and its page in the shop that sells it; null: it is our own. */
    source: text('source'),
    sourceId: text('source_id'),
    sourceLink: text('source_link'),
    publishedAt: instant('published_at'),
    /** When it is to be published by itself. */
    publishAt: instant('publish_at'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  t => [
    // a category page in the shop's own order, and how many products a category has
    index('product_category_index').on(t.categoryId, t.id).where(sql`published_at is not null`),
    // a category page, newest first, read backwards
    index('product_category_newest_index').on(t.categoryId, t.publishedAt, t.id).where(sql`published_at is not null`),
    // what is new in the whole shop, read backwards
    index('product_newest_index').on(t.publishedAt, t.id).where(sql`published_at is not null`),
    // a category page by price, read either way, and within a price range
    index('product_category_price_index').on(t.categoryId, t.lowestAmount, t.id).where(sql`published_at is not null`),
    // the whole shop by price
    index('product_price_index').on(t.lowestAmount, t.id).where(sql`published_at is not null`),
    // the products that have one of an attribute's values
    index('product_value_index').using('gin', t.valueIds),
    // those to be published by themselves
    index('product_publish_index').on(t.publishAt).where(sql`published_at is null and publish_at is not null`),
    // search: a term of three or more characters, search_text like '%term%'
    index('product_search_text_index').using('gin', t.searchText.op('gin_trgm_ops')),
    // search: a term of one or two characters, search_grams @> {term}
    index('product_search_grams_index').using('gin', t.searchGrams),
    // a feed's product
    unique('product_source_key').on(t.source, t.sourceId),
    check('product_source_check', sql`(${t.source} is null) = (${t.sourceId} is null)`),
    check('product_currency_check', sql`${t.currency} ~ '^[A-Z]{3}$'`),
    check('product_slug_check', sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
  ],
)

/** What is put into a cart: a product with a value chosen for each of its options. Price in minor units. */
export const variant = shopSchema.table(
  'variant',
  {
    id: uuidv7(),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    sku: text('sku').notNull().unique('variant_sku_key'),
    options: jsonb('options').$type<Choice>().notNull(),
    priceAmount: bigint('price_amount', { mode: 'number' }).notNull(),
    /** The price while there is a sale; null: none. */
    saleAmount: bigint('sale_amount', { mode: 'number' }),
    /** For what sending costs by weight. */
    weightGrams: integer('weight_grams').notNull().default(0),
    position: integer('position').notNull(),
  },
  t => [
    // the variants of the products on a page
    index('variant_product_index').on(t.productId, t.position),
    // the products on sale
    index('variant_sale_index').on(t.productId).where(sql`sale_amount < price_amount`),
    check('variant_price_amount_check', sql`${t.priceAmount} >= 0 and ${t.weightGrams} >= 0`),
    check('variant_sale_amount_check', sql`${t.saleAmount} is null or ${t.saleAmount} between 0 and ${t.priceAmount}`),
  ],
)

/** What a variant costs today. */
export const priceNow = sql<number>`coalesce(${variant.saleAmount}, ${variant.priceAmount})`

/** How many pieces of a variant are there to be sold. */
export const stock = shopSchema.table(
  'stock',
  {
    variantId: uuid('variant_id')
      .primaryKey()
      .references(() => variant.id, { onDelete: 'cascade' }),
    onHand: integer('on_hand').notNull(),
    /** Of these, how many are set aside for orders that are not paid yet. */
    reserved: integer('reserved').notNull().default(0),
  },
  t => [check('stock_on_hand_check', sql`${t.reserved} between 0 and ${t.onHand}`)],
)

/** Which values of which attributes a product has. */
export const productAttribute = shopSchema.table(
  'product_attribute',
  {
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    attributeValueId: uuid('attribute_value_id')
      .notNull()
      .references(() => attributeValue.id, { onDelete: 'cascade' }),
  },
  t => [
    primaryKey({ name: 'product_attribute_pkey', columns: [t.productId, t.attributeValueId] }),
    // the products of an attribute's value, whose search text changes with its name
    index('product_attribute_value_index').on(t.attributeValueId),
  ],
)

/**
 * A picture or the film of a product, in order. `option` says for which chosen option values it is the one to show;
 * `chapters` are the moments of a film, in seconds.
 */
export const mediaItem = shopSchema.table(
  'media_item',
  {
    id: uuidv7(),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    kind: text('kind', { enum: ['image', 'film'] }).notNull(),
    assetId: uuid('asset_id')
      .notNull()
      .references(() => asset.id),
    alt: localized('alt'),
    option: jsonb('option').$type<Choice>(),
    chapters: jsonb('chapters').$type<Chapter[]>(),
  },
  t => [
    // the pictures of the products on a page, in order
    index('media_item_product_index').on(t.productId, t.position),
    // a product has one film
    uniqueIndex('media_item_film_key').on(t.productId).where(sql`kind = 'film'`),
    // whether an asset is still shown somewhere, before it is deleted
    index('media_item_asset_index').on(t.assetId),
    check('media_item_kind_check', sql`${t.kind} in ('image', 'film')`),
    check('media_item_chapters_check', sql`${t.chapters} is null or ${t.kind} = 'film'`),
  ],
)

/** The other products that are seen in a product's film. */
export const onFilm = shopSchema.table(
  'on_film',
  {
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    shownProductId: uuid('shown_product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
  },
  t => [
    primaryKey({ name: 'on_film_pkey', columns: [t.productId, t.shownProductId] }),
    // the films in which a product is seen, when it is deleted
    index('on_film_shown_product_index').on(t.shownProductId),
    check('on_film_other_check', sql`${t.productId} <> ${t.shownProductId}`),
  ],
)
