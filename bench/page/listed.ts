import type { Database } from '#database'
import { type Lang, langs, money, pick, web as words } from '#language'
import {
  type CategoryView,
  type Left,
  leftInList,
  listCategories,
  listProducts,
  type ProductCard,
  type ShopView,
  searchProducts,
  shopView,
  sorts,
} from '#shop'
import { measured } from './measured.ts'

const listSize = 24

/** A list as its page shows it, with its words picked and its addresses written, for the peers. */
export type ListFixture = ReturnType<typeof viewOf>

/** The category's page and the search's page in both languages, as the peers show them from memory. */
export async function listFixtures(db: Database): Promise<Record<'category' | 'search', Record<Lang, ListFixture>>> {
  const [shop, categories] = await Promise.all([shopView(db), listCategories(db)])
  const [page, left] = await Promise.all([
    listProducts(db, { category: measured.category, limit: listSize }),
    leftInList(db, { category: measured.category }),
  ])
  const { query } = measured
  const found = await searchProducts(db, { query, narrowing: {}, limit: listSize })
  const inBoth = (of: (lang: Lang) => ListFixture) =>
    Object.fromEntries(langs.map(lang => [lang, of(lang)])) as Record<Lang, ListFixture>
  const category = categories.find(({ slug }) => slug === measured.category)
  return {
    category: inBoth(lang => {
      const title = category ? pick(lang, category.name) : ''
      const about = category ? pick(lang, category.about) : ''
      return viewOf({ lang, shop, categories, title, about, path: `/c/${measured.category}`, query: '', ...page, left })
    }),
    search: inBoth(lang => {
      const title = words.found(lang, { query, n: found.total })
      const { products, next } = found
      const about = ''
      return viewOf({ lang, shop, categories, title, about, path: '/search', query, products, next, left: found.left })
    }),
  }
}

interface Listed {
  lang: Lang
  shop: ShopView
  categories: CategoryView[]
  title: string
  about: string
  path: string
  query: string
  products: ProductCard[]
  next: string | null
  left: Left | undefined
}

function viewOf({ lang, shop, categories, title, about, path, query, products, next, left }: Listed) {
  const here = `/${lang}${path}`
  const way = (changes: Record<string, string>) => {
    const params = new URLSearchParams({ ...(query !== '' && { q: query }), ...changes })
    return params.size === 0 ? here : `${here}?${params}`
  }
  const sortWords = {
    shop: query === '' ? words.sortShop : words.sortBest,
    newest: words.sortNewest,
    low: words.sortLow,
    high: words.sortHigh,
  }
  return {
    lang,
    shop: pick(lang, shop.name),
    categories: categories.map(({ slug, name }) => ({ slug, name: pick(lang, name) })),
    current: query === '' ? measured.category : null,
    ...{ title, about, path, here, query },
    count: words.goodsCount(lang, { n: left?.total ?? 0 }),
    sorts: sorts.map(sort => ({
      href: way(sort === 'shop' ? {} : { sort }),
      text: sortWords[sort](lang),
      isCurrent: sort === 'shop',
    })),
    inStock: left?.inStock ?? 0,
    onSale: left?.onSale ?? 0,
    groups: (left?.attributes ?? []).map(({ key, name, values }) => ({
      key,
      name: pick(lang, name),
      values: values.map(value => ({ value: `${key}.${value.key}`, name: pick(lang, value.name), left: value.left })),
    })),
    cards: products.map(card => ({
      slug: card.slug,
      name: pick(lang, card.name),
      price: card.price,
      from: card.priceFrom ? words.from(lang) : null,
      usual: card.usualPrice && money(lang, card.usualPrice),
      rating: card.rating,
      image: card.image && { ...card.image, alt: pick(lang, card.image.alt) },
      hasFilm: card.hasFilm,
      soldOut: card.soldOut,
    })),
    next: next === null ? null : way({ after: next }),
  }
}
