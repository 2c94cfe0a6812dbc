import { pick, web as words } from '#language'
import type { CategoryView, Found, ProductPage } from '#shop'
import { Icon, searchIcon } from '#ui'
import { GoodsGrid } from './cards.tsx'
import { type Frame, Shell } from './shell.tsx'

/** Cards of a list that are in view when it opens. */
const inView = 4

/** A category, or all that is new where there is none. */
export function List({ frame, category, page }: { frame: Frame; category: CategoryView | null; page: ProductPage }) {
  const { lang } = frame
  const here = category === null ? `/${lang}/new` : `/${lang}/c/${category.slug}`
  return (
    <Shell frame={frame}>
      <main class="band list" id="main">
        <header>
          <h1>{category === null ? words.newGoods(lang) : pick(lang, category.name)}</h1>
          {category && <p>{pick(lang, category.about)}</p>}
        </header>
        <GoodsGrid lang={lang} cards={page.products} eager={inView} />
        {page.products.length === 0 && <p class="quiet">{words.nothingHere(lang)}</p>}
        {page.next && (
          <p class="more">
            <a class="button" href={`${here}?after=${encodeURIComponent(page.next)}`}>
              {words.more(lang)}
            </a>
          </p>
        )}
      </main>
    </Shell>
  )
}

/** What was searched for and found; without a query only the field. */
export function Search({ frame, query, found }: { frame: Frame; query: string; found: Found | null }) {
  const { lang } = frame
  return (
    <Shell frame={frame}>
      <main class="band list" id="main">
        <form class="search" role="search" action={`/${lang}/search`}>
          <label class="aside" for="q">
            {words.search(lang)}
          </label>
          <input
            class="input"
            id="q"
            type="search"
            name="q"
            value={query}
            maxLength={100}
            placeholder={words.searchPlaceholder(lang)}
            autocomplete="off"
          />
          <button class="button" type="submit">
            <Icon of={searchIcon} small />
            {words.search(lang)}
          </button>
        </form>
        <header>
          <h1>{title(frame, query, found)}</h1>
        </header>
        {found && <GoodsGrid lang={lang} cards={found.products} eager={inView} />}
        {found?.next && (
          <p class="more">
            <a
              class="button"
              href={`/${lang}/search?q=${encodeURIComponent(query)}&after=${encodeURIComponent(found.next)}`}
            >
              {words.more(lang)}
            </a>
          </p>
        )}
        {found?.products.length === 0 && <NoDeadEnd frame={frame} found={found} />}
      </main>
    </Shell>
  )
}

/** The heading of a search, which is also the page's title. */
export function title({ lang }: Pick<Frame, 'lang'>, query: string, found: Found | null): string {
  if (found === null) return words.whatToFind(lang)
  return found.total === 0 ? words.foundNothing(lang, { query }) : words.found(lang, { query, n: found.total })
}

function NoDeadEnd({ frame, found }: { frame: Frame; found: Found }) {
  const { lang } = frame
  return (
    <section class="no-dead-end">
      {found.suggestions.length > 0 && <h2>{words.nearest(lang)}</h2>}
      <ul>
        {found.suggestions.map(({ kind, slug, name }) => (
          <li key={slug}>
            <a class="link" href={`/${lang}/${kind === 'product' ? 'p' : 'c'}/${slug}`}>
              {pick(lang, name)}
            </a>
          </li>
        ))}
      </ul>
      <p class="quiet">{words.askInstead(lang)}</p>
    </section>
  )
}
