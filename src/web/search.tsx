import { type Lang, web as words } from '#language'
import type { Found } from '#shop'
import { Aside, Icon, searchIcon } from '#ui'
import { AskShop } from './ask-shop.tsx'
import { GoodsGrid } from './cards.tsx'
import { Kinds } from './home.tsx'
import { Listed, type ListView } from './lists.tsx'
import { type Frame, Shell } from './shell.tsx'

/** What was searched for and found; without a query only the field. */
export function Search({
  frame,
  query,
  found,
  view,
}: {
  frame: Frame
  query: string
  found: Found | null
  view: ListView | null
}) {
  const { lang } = frame
  return (
    <Shell frame={frame}>
      <main class="band list" id="main">
        <SearchField lang={lang} query={query} />
        <header>
          <h1>{title(frame, query, found)}</h1>
          {found && !found.exact && found.total > 0 && (
            <p>
              {found.meant === null
                ? words.meantParts(lang, { query })
                : words.meantThis(lang, { query, meant: found.meant })}
            </p>
          )}
        </header>
        {view && <Listed frame={frame} view={view} about={query} />}
        {found && !view && <NoDeadEnd frame={frame} query={query} near={found.near} />}
        {!found && <Shelves frame={frame} />}
      </main>
    </Shell>
  )
}

/** The heading of a search, which is also the page's title. */
export function title({ lang }: Pick<Frame, 'lang'>, query: string, found: Found | null): string {
  if (found === null) return words.whatToFind(lang)
  if (found.total === 0) return words.foundNothing(lang, { query })
  return words.found(lang, { query: found.meant ?? query, n: found.total })
}

/** The field, a form that works by itself; scripts show below it what may be meant (`hints-shown.ts`). */
function SearchField({ lang, query }: { lang: Lang; query: string }) {
  return (
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
        autocapitalize="none"
        spellcheck={false}
        enterkeyhint="search"
        autofocus={query === ''}
        data-hints
      />
      <button class="button" type="submit">
        <Icon of={searchIcon} small />
        {words.search(lang)}
      </button>
      <div class="hints" id="hints" role="listbox" aria-label={words.hints(lang)} hidden />
      <Aside>
        <span
          id="hints-said"
          role="status"
          data-some={words.hintsCount(lang, { n: '{n}' })}
          data-none={words.hintsNone(lang)}
        />
      </Aside>
    </form>
  )
}

function NoDeadEnd({ frame, query, near }: { frame: Frame; query: string; near: Found['near'] }) {
  const { lang } = frame
  return (
    <>
      <AskShop lang={lang} about={query} />
      {near && near.products.length > 0 && (
        <section class="near">
          <h2>{words.nearest(lang)}</h2>
          <GoodsGrid lang={lang} cards={near.products} heading="h3" />
        </section>
      )}
      <Shelves frame={frame} nearest={near?.categories.map(({ slug }) => slug)} />
    </>
  )
}

/** The shelves on which something is, the nearest first. */
function Shelves({ frame: { lang, categories }, nearest = [] }: { frame: Frame; nearest?: string[] | undefined }) {
  const place = (slug: string) => (nearest.includes(slug) ? nearest.indexOf(slug) : nearest.length)
  const shelves = categories.filter(({ products }) => products > 0).toSorted((a, b) => place(a.slug) - place(b.slug))
  if (shelves.length === 0) return null
  return (
    <section class="near">
      <h2>{nearest.length > 0 ? words.otherShelves(lang) : words.browse(lang)}</h2>
      <Kinds lang={lang} categories={shelves} />
    </section>
  )
}
