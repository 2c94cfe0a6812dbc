import { readFileSync } from 'node:fs'
import type { LogEntry, Receipt } from '../../../src/chat/protocol.ts'
import { isLang, type Lang, type Localized, monthDay, pick } from '../../../src/language/index.ts'
import type { CategoryView, ProductSummary, ProductView, ShopView } from '../../../src/shop/index.ts'
import { productFacts } from '../../../src/web/stage/facts.ts'
import { cardView } from '../../../src/web/talk/card-view.ts'

/** What the bench wrote down from the shop's own database. */
export interface Fixture {
  origin: string
  shop: ShopView
  categories: CategoryView[]
  product: ProductView
  /** The cookie's value of the visitor who has talked, and what was said. */
  guest: string
  entries: LogEntry[]
  receipts: Receipt[]
  cards: ProductSummary[]
}

/** The page as one visitor sees it, in their language. */
export type PageView = NonNullable<ReturnType<typeof pageFor>>

const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
let memory: ReturnType<typeof remember> | undefined

/**
 * What a page is made of, from memory: no database, and the words picked beforehand. Null where there is no such page.
 */
export function pageFor({ lang, slug, guest }: { lang: string | undefined; slug: string | undefined; guest: string }) {
  // The frameworks load this file when they build, too, and then there is nothing to read yet.
  memory ??= remember(process.env.PAGE_FIXTURE ?? '')
  if (!isLang(lang) || slug !== memory.slug) return null
  const talk = memory.talks.get(guest)?.[lang] ?? { entries: [], receipts: [], cards: {} }
  return { ...memory.views[lang], talk: { ...talk, timeZone, today: monthDay(lang, new Date(), timeZone) } }
}

function remember(file: string) {
  const fixture: Fixture = JSON.parse(readFileSync(file, 'utf8'))
  return {
    slug: fixture.product.slug,
    views: { ko: shopPage('ko', fixture), en: shopPage('en', fixture) },
    talks: new Map([[fixture.guest, { ko: conversation('ko', fixture), en: conversation('en', fixture) }]]),
  }
}

function conversation(lang: Lang, { entries, receipts, cards }: Fixture) {
  return { entries, receipts, cards: Object.fromEntries(cards.map(card => [card.id, cardView(lang, card)])) }
}

function shopPage(lang: Lang, { origin, shop, categories, product }: Fixture) {
  const say = (text: Localized) => pick(lang, text)
  const { film } = product
  if (film === null) throw new Error('the page is that of a product with a film')
  const path = `/p/${product.slug}`
  const facts = productFacts({ lang, origin, product: { ...product, updatedAt: new Date(product.updatedAt) } })
  return {
    lang,
    origin,
    path,
    shop: say(shop.name),
    categories: categories.map(({ slug, name }) => ({ slug, name: say(name) })),
    facts: facts.map(fact => JSON.stringify(fact).replaceAll('<', '\\u003c')),
    product: {
      id: product.id,
      slug: product.slug,
      name: say(product.name),
      lead: say(product.lead),
      category: product.category.slug,
      about: { title: say(product.about.title), text: say(product.about.text) },
      facts: product.facts.map(({ name, value }) => ({ name: say(name), value: say(value) })),
      picture: product.images[0] ? { ...product.images[0], alt: say(product.images[0].alt) } : null,
      film: {
        ...film,
        alt: say(film.alt),
        chapters: film.chapters.map(({ at, name }) => ({ at, name: say(name) })),
      },
      options: product.options.map(({ key, name, values }) => ({
        key,
        name: say(name),
        values: values.map(value => ({ key: value.key, name: say(value.name), swatch: value.swatch })),
      })),
      variants: product.variants,
      price: product.price,
      onFilm: product.onFilm.map(({ id, slug, name, price, image }) => ({ id, slug, name: say(name), price, image })),
    },
  }
}
