import * as v from 'valibot'
import { cleanText, type Localized } from '#language'

/** A text of at most `length` characters in every language, none of them empty. */
export function localizedText(length: number): v.GenericSchema<Localized> {
  const text = v.pipe(v.string(), v.transform(cleanText), v.nonEmpty(), v.maxLength(length))
  return v.strictObject({ ko: text, en: text })
}

/** The readable part of an address: small Latin letters, digits and single hyphens. */
export const Slug = v.pipe(v.string(), v.maxLength(80), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/))

const Key = v.pipe(v.string(), v.maxLength(40), v.regex(/^[a-z0-9]+([-_][a-z0-9]+)*$/))
const Currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))

/** Amounts in minor units. */
const Amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

const name = localizedText(80)

/** One line of a product's details: weight, 420 g. */
export const Fact = v.strictObject({ name, value: localizedText(400) })
export type Fact = v.InferOutput<typeof Fact>

/** Something to choose, such as the colour, with its values; `swatch` is a colour as #rrggbb. */
export const Option = v.strictObject({
  key: Key,
  name,
  values: v.pipe(
    v.array(
      v.strictObject({
        key: Key,
        name,
        swatch: v.exactOptional(v.pipe(v.string(), v.toLowerCase(), v.regex(/^#[0-9a-f]{6}$/))),
      }),
    ),
    v.minLength(1),
    v.maxLength(60),
  ),
})
export type Option = v.InferOutput<typeof Option>

/** A value for each option, by their keys: `{ color: 'olive' }`. */
export const Choice = v.record(Key, Key)
export type Choice = v.InferOutput<typeof Choice>

/** A moment of a film with a name; `at` in seconds. */
export const Chapter = v.strictObject({ at: v.pipe(v.number(), v.minValue(0)), name })
export type Chapter = v.InferOutput<typeof Chapter>

/** The settings of the shop as its owner writes them. */
export const ShopSettings = v.strictObject({
  name: localizedText(40),
  lead: localizedText(200),
  greeting: localizedText(400),
  /** Who does business here, in lines, for the foot of every page. */
  business: v.exactOptional(v.nullable(localizedText(1000))),
  currency: Currency,
  ownerColour: v.pipe(v.string(), v.toLowerCase(), v.regex(/^(#[0-9a-f]{6}|oklch\([0-9.]+ [0-9.]+ [0-9.]+\))$/)),
})
export type ShopSettings = v.InferOutput<typeof ShopSettings>

/** A category as it is written; `picture` is an image asset of the media room. */
export const CatalogueCategory = v.strictObject({
  slug: Slug,
  name,
  about: localizedText(400),
  picture: v.nullable(v.pipe(v.string(), v.uuid())),
})
export type CatalogueCategory = v.InferOutput<typeof CatalogueCategory>

/** An attribute with all its values, in order. */
export const CatalogueAttribute = v.strictObject({
  key: Key,
  name,
  values: v.array(v.strictObject({ key: Key, name })),
})
export type CatalogueAttribute = v.InferOutput<typeof CatalogueAttribute>

const Variant = v.strictObject({
  sku: v.pipe(v.string(), v.maxLength(64), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)),
  options: Choice,
  price: Amount,
  /** The price while there is a sale. */
  salePrice: v.optional(v.nullable(Amount)),
  weightGrams: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))),
  stock: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2_147_483_647)),
})

/** What every form of a product has in common: all of it except its pictures and its film. */
export const productEntries = {
  slug: Slug,
  category: Slug,
  brand: v.pipe(v.string(), v.transform(cleanText), v.nonEmpty(), v.maxLength(80)),
  name,
  lead: localizedText(300),
  about: v.strictObject({ title: localizedText(120), text: localizedText(6000) }),
  facts: v.pipe(v.array(Fact), v.maxLength(60)),
  options: v.pipe(v.array(Option), v.maxLength(6)),
  variants: v.pipe(v.array(Variant), v.minLength(1), v.maxLength(200)),
  attributes: v.record(Key, v.array(Key)),
  onFilm: v.optional(v.array(Slug), []),
}

/** Every variant chooses exactly one known value of every option, and no two variants choose the same. */
export function variantsFitOptions(product: { options: Option[]; variants: { sku: string; options: Choice }[] }) {
  const choices = product.variants.map(variant =>
    product.options
      .map(option => option.values.findIndex(value => value.key === variant.options[option.key]))
      .join(' '),
  )
  return (
    product.variants.every(variant => Object.keys(variant.options).length === product.options.length) &&
    choices.every(choice => !choice.includes('-1')) &&
    new Set(choices).size === choices.length &&
    new Set(product.variants.map(variant => variant.sku)).size === product.variants.length
  )
}

const AssetId = v.pipe(v.string(), v.uuid())

/**
 * A product as it is written, with its category, attributes and the products on its film by their slugs and keys.
 * Prices are in minor units of the shop's currency; `published` null hides it from shoppers, a time to come until then.
 */
export const CatalogueProduct = v.pipe(
  v.strictObject({
    ...productEntries,
    images: v.pipe(
      v.array(v.strictObject({ assetId: AssetId, alt: localizedText(300), option: v.nullable(Choice) })),
      v.maxLength(40),
    ),
    film: v.nullable(v.strictObject({ assetId: AssetId, alt: localizedText(300), chapters: v.array(Chapter) })),
    published: v.nullable(v.date()),
  }),
  v.check(
    product => variantsFitOptions(product),
    'A variant does not choose exactly one value of every option, or two are the same.',
  ),
)
export type CatalogueProduct = v.InferOutput<typeof CatalogueProduct>
