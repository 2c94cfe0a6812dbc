import { type Lang, type Money, pick } from '#language'
import type { ProductView } from '#shop'

/** A product for search engines (schema.org Product, Offer, VideoObject). `origin` is the shop's public address. */
export function productFacts({
  lang,
  product,
  origin,
}: {
  lang: Lang
  product: ProductView
  origin: string
}): object[] {
  const url = `${origin}/${lang}/p/${product.slug}`
  const about = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: pick(lang, product.name),
    description: pick(lang, product.lead),
    image: product.images.map(image => origin + image.src),
    brand: { '@type': 'Brand', name: product.brand },
    category: pick(lang, product.category.name),
    url,
    offers: product.variants.map(({ sku, price, availability }) => ({
      '@type': 'Offer',
      sku,
      url,
      price: decimal(price),
      priceCurrency: price.currency,
      availability: `https://schema.org/${availability.kind === 'sold_out' ? 'OutOfStock' : 'InStock'}`,
    })),
  }
  const { film } = product
  if (film === null) return [about]
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
  return [about, video]
}

/** An amount as schema.org wants it: a decimal without a unit. */
function decimal({ amount, currency }: Money): string {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0
  return (amount / 10 ** digits).toFixed(digits)
}
