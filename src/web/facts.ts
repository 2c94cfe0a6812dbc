import { decimalsOf, type Lang, type Localized, pick, web as words } from '#language'
import type { ShopView } from '#shop'

/** An amount in minor units as schema.org wants it: a decimal without a unit. */
export function decimal({ amount, currency }: { amount: number; currency: string }): string {
  const digits = decimalsOf(currency)
  return (amount / 10 ** digits).toFixed(digits)
}

/** The shop for search engines (schema.org WebSite with its search, Organization). */
export function shopFacts({ lang, shop, origin }: { lang: Lang; shop: ShopView; origin: string }): object[] {
  const name = pick(lang, shop.name)
  const url = `${origin}/${lang}`
  return [
    {
      '@context': 'https://schema.org',
      '@type': 'WebSite',
      name,
      url,
      inLanguage: lang,
      potentialAction: {
        '@type': 'SearchAction',
        target: { '@type': 'EntryPoint', urlTemplate: `${url}/search?q={search_term_string}` },
        'query-input': 'required name=search_term_string',
      },
    },
    {
      '@context': 'https://schema.org',
      '@type': 'Organization',
      '@id': `${origin}/#shop`,
      name,
      description: pick(lang, shop.lead),
      url: origin,
      logo: `${origin}/icon.svg`,
    },
  ]
}

/** Where a page stands in the shop (schema.org BreadcrumbList): the shop, a category, a product. */
export function breadcrumbs(of: {
  lang: Lang
  shop: Pick<ShopView, 'name'> | null
  origin: string
  category: { slug: string; name: Localized }
  product?: { slug: string; name: Localized }
}): object {
  const { lang, shop, origin, category, product } = of
  const root = `${origin}/${lang}`
  const places = [
    { name: shop ? pick(lang, shop.name) : words.shopNav(lang), item: root },
    { name: pick(lang, category.name), item: `${root}/c/${category.slug}` },
    ...(product ? [{ name: pick(lang, product.name), item: `${root}/p/${product.slug}` }] : []),
  ]
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: places.map(({ name, item }, i) => ({ '@type': 'ListItem', position: i + 1, name, item })),
  }
}
