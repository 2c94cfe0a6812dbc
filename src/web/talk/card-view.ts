import * as v from 'valibot'
import type { Lang, Localized, Money } from '#language'
import { pick } from '#language'

/** A product as a card in the conversation shows it, in the reader's language. */
export interface CardView {
  id: string
  href: string
  name: string
  price: Money
  image: { src: string; srcset: string; alt: string } | null
  soldOut: boolean
}

interface Summary {
  id: string
  slug: string
  name: Localized
  price: Money
  image: { src: string; srcset: string; alt: Localized } | null
  inStock: number
}

/** Presents a product's summary as a card. */
export function cardView(lang: Lang, { id, slug, name, price, image, inStock }: Summary): CardView {
  return {
    id,
    href: `/${lang}/p/${slug}`,
    name: pick(lang, name),
    price: { amount: price.amount, currency: price.currency },
    image: image && { src: image.src, srcset: image.srcset, alt: pick(lang, image.alt) },
    soldOut: inStock === 0,
  }
}

const localized = v.object({ ko: v.string(), en: v.string() })
const answer = v.object({
  products: v.array(
    v.object({
      id: v.string(),
      slug: v.string(),
      name: localized,
      price: v.object({ amount: v.number(), currency: v.string() }),
      image: v.nullable(v.object({ src: v.string(), srcset: v.string(), alt: localized })),
      inStock: v.number(),
    }),
  ),
})

/** Fetches cards by product id; a product that is gone has none. Throws when the server cannot be reached. */
export async function fetchCards(lang: Lang, ids: string[]): Promise<CardView[]> {
  const response = await fetch(`/api/cards?ids=${ids.join()}`)
  if (!response.ok) throw new Error(`cards: ${response.status}`)
  return v.parse(answer, await response.json()).products.map(summary => cardView(lang, summary))
}
