import { type Lang, pick } from '#language'
import type { ProductView, RatingView, ReviewView, ShopView, VariantView } from '#shop'
import { breadcrumbs, decimal } from '../facts.ts'

/**
 * A product for search engines (schema.org Product, Offer, AggregateRating, Review, BreadcrumbList, VideoObject).
 * `origin` is the shop's public address; without `liked` nothing is said of reviews.
 */
export function productFacts({
  lang,
  product,
  origin,
  shop = null,
  liked = null,
}: {
  lang: Lang
  product: ProductView
  origin: string
  shop?: Pick<ShopView, 'name'> | null
  /** How it is liked, and the newest reviews. */
  liked?: { rating: RatingView; reviews: readonly ReviewView[] } | null
}): object[] {
  const url = `${origin}/${lang}/p/${product.slug}`
  const about = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    '@id': `${url}#product`,
    name: pick(lang, product.name),
    description: pick(lang, product.lead),
    image: product.images.map(image => origin + image.src),
    brand: { '@type': 'Brand', name: product.brand },
    category: pick(lang, product.category.name),
    url,
    offers: product.variants.map(variant => offerOf(variant, product.elsewhere?.at ?? url)),
    ...(liked && liked.rating.count > 0 && ratingFacts(liked)),
  }
  const { category, slug, name } = product
  const facts = [about, breadcrumbs({ lang, shop, origin, category, product: { slug, name } })]
  const { film } = product
  if (film === null || !film.isReady) return facts
  const video = {
    '@context': 'https://schema.org',
    '@type': 'VideoObject',
    name: pick(lang, product.name),
    description: pick(lang, film.alt),
    thumbnailUrl: origin + film.poster.src,
    contentUrl: origin + film.src,
    duration: `PT${Math.round(film.durationMs / 1000)}S`,
    uploadDate: product.updatedAt.toISOString(),
  }
  return [...facts, video]
}

/** Today's price; where there is a sale, also the usual one, which a search engine strikes through. */
function offerOf({ sku, price, usualPrice, availability }: VariantView, url: string): object {
  const usual = usualPrice && {
    priceSpecification: {
      '@type': 'UnitPriceSpecification',
      priceType: 'https://schema.org/StrikethroughPrice',
      price: decimal(usualPrice),
      priceCurrency: usualPrice.currency,
    },
  }
  return {
    '@type': 'Offer',
    sku,
    url,
    price: decimal(price),
    priceCurrency: price.currency,
    ...usual,
    itemCondition: 'https://schema.org/NewCondition',
    availability: `https://schema.org/${availability.kind === 'sold_out' ? 'OutOfStock' : 'InStock'}`,
  }
}

function ratingFacts({ rating, reviews }: { rating: RatingView; reviews: readonly ReviewView[] }): object {
  const scale = { bestRating: 5, worstRating: 1 }
  return {
    aggregateRating: { '@type': 'AggregateRating', ratingValue: rating.mean, reviewCount: rating.count, ...scale },
    review: reviews.map(({ author, stars, text, writtenAt }) => ({
      '@type': 'Review',
      author: { '@type': 'Person', name: author },
      datePublished: writtenAt.toISOString().slice(0, 10),
      reviewBody: text,
      reviewRating: { '@type': 'Rating', ratingValue: stars, ...scale },
    })),
  }
}
