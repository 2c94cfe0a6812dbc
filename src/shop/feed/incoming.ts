import type { Lang } from '#language'
import type { Choice, Fact, Option } from '../catalogue.ts'

/** A text of which one language may be missing. */
export type SomeLanguages = Partial<Record<Lang, string>>

/** How many pieces: a number, or only whether there are any. */
export type Pieces = { count: number } | { any: boolean }

/** A variant as a feed tells of it. What is left out stays as it is. Amounts in minor units. */
export interface IncomingVariant {
  sku: string
  options: Choice
  price?: number
  /** Null: there is none any more. */
  salePrice?: number | null
  weightGrams?: number
  stock?: Pieces
}

/** A picture of ours, or one to be fetched. */
export type IncomingPicture = { assetId: string; alt: Record<Lang, string>; option: Choice | null } | FetchedPicture

/** A picture at an address. */
export interface FetchedPicture {
  url: string
  alt?: SomeLanguages
  option?: Choice
}

/** Where a product belongs: a category's slug or its name. */
export type IncomingCategory = { slug: string } | { name: string }

/** A value of an attribute by what it is called, such as `material` and `황동`. */
export interface IncomingLabel {
  attribute: { key: string; name: string }
  value: { key: string; name: string }
}

/** A product as a feed tells of it, before it is compared with ours. What is left out stays as it is. */
export interface Incoming {
  line: number
  /** What ours is found by: its slug; else one of its SKUs. */
  slug?: string
  /** It is this slug's or new: its SKUs lead to no other product. */
  isExact?: true
  /** What it is called in the address where it is new. */
  wantedSlug: string
  /** Its id in the feed, and its page in the other shop. */
  sourceId: string
  link?: string
  name?: SomeLanguages
  lead?: SomeLanguages
  aboutTitle?: SomeLanguages
  aboutText?: SomeLanguages
  brand?: string
  category?: IncomingCategory
  facts?: Fact[]
  options?: Option[]
  variants: IncomingVariant[]
  /** All of its attributes, by keys; or some that are added. */
  attributes?: Record<string, string[]>
  labels?: IncomingLabel[]
  onFilm?: string[]
  pictures?: IncomingPicture[]
  /** Null: none. */
  film?: { assetId: string; alt: Record<Lang, string>; chapters: { at: number; name: Record<Lang, string> }[] } | null
  /** When it is shown from, as ISO 8601; null: it is hidden; true: it is shown, since whenever. */
  published?: string | null | true
  /** Names of options and their values are in this language; ours keep what they are called in the other. */
  optionsIn?: Lang
  /** Some of its variants may have been lost in broken rows: those that are not named stay. */
  isPartial?: true
}
