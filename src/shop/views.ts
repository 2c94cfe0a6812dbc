import type { Localized, Money } from '#language'
import type { FilmView, ImageView } from '#media'
import type { Chapter, Choice, Fact } from './catalogue.ts'
import type { Left, WayOut } from './narrow.ts'

/** The shop as its pages introduce it. `ownerColour` is a CSS colour, either #rrggbb or oklch(L C H). */
export interface ShopView {
  name: Localized
  lead: Localized
  greeting: Localized
  /** Who does business here, in lines; null where the owner has not said. */
  business: Localized | null
  currency: string
  ownerColour: string
}

/** A category with the number of its products that shoppers see. */
export interface CategoryView {
  id: string
  slug: string
  name: Localized
  about: Localized
  picture: ImageView | null
  products: number
}

/** A picture and what is to be seen on it. */
export type PictureView = ImageView & { alt: Localized }

/**
 * A product in a list. `price` is that of its cheapest variant; `priceFrom` says that others cost more. `usualPrice` is
 * what that variant costs without a sale, null where there is none; `rating` is null before the first review.
 */
export interface ProductCard {
  id: string
  slug: string
  name: Localized
  price: Money
  priceFrom: boolean
  usualPrice: Money | null
  rating: { mean: number; count: number } | null
  image: PictureView | null
  hasFilm: boolean
  soldOut: boolean
}

/** Part of a list, and where the next part begins; `next` null at its end. */
export interface ProductPage {
  products: ProductCard[]
  next: string | null
}

/** Whether a variant can be had; `left` pieces are told only where there are few. */
export type Availability = { kind: 'in_stock' } | { kind: 'low'; left: number } | { kind: 'sold_out' }

export interface OptionView {
  key: string
  name: Localized
  values: { key: string; name: Localized; swatch: string | null }[]
}

export interface VariantView {
  id: string
  sku: string
  options: Choice
  price: Money
  /** What it costs without a sale; null where there is none. */
  usualPrice: Money | null
  availability: Availability
}

export interface AttributeView {
  key: string
  name: Localized
  values: { key: string; name: Localized }[]
}

/** The film of a product, what is to be seen in it, and its moments. */
export type ProductFilmView = FilmView & { alt: Localized; chapters: Chapter[] }

/** All that the product's page shows. A picture with an `option` is the one to show for those chosen values. */
export interface ProductView {
  id: string
  slug: string
  brand: string
  name: Localized
  lead: Localized
  about: { title: Localized; text: Localized }
  facts: Fact[]
  options: OptionView[]
  variants: VariantView[]
  price: { lowest: Money; highest: Money }
  soldOut: boolean
  images: (PictureView & { option: Choice | null })[]
  film: ProductFilmView | null
  onFilm: ProductCard[]
  category: { id: string; slug: string; name: Localized }
  attributes: AttributeView[]
  published: boolean
  /** Its page in the shop that sells it, and when that shop last said what it costs there; null: this one sells it. */
  elsewhere: { at: string; toldAt: Date } | null
  updatedAt: Date
}

/** A product beside a conversation. `inStock` counts the pieces of all its variants. */
export interface ProductSummary {
  id: string
  slug: string
  name: Localized
  price: Money
  priceFrom: boolean
  image: PictureView | null
  film: FilmView | null
  inStock: number
  published: boolean
}

/**
 * What a search found. `exact` false: only with misspellings forgiven, and `meant` is the query without them, where it
 * was that; `near` comes where even that found nothing.
 */
export interface Found {
  products: ProductCard[]
  next: string | null
  total: number
  exact: boolean
  meant: string | null
  near: Near | null
  /** For the filters beside what was found, where there was a narrowing. */
  left?: Left
  /** Where its narrowing leaves nothing: which part to take away. */
  waysOut?: WayOut[]
}

/** What is close to what was searched for: the likest products, and categories, the likest first. */
export interface Near {
  products: ProductCard[]
  categories: { slug: string; name: Localized }[]
}

/** Who reads: a shopper sees what is published, staff see all. */
export type Reader = 'shopper' | 'staff'
