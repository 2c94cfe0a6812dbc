import { pick, web as words } from '#language'
import { type CategoryView, type Found, narrows, type ProductCard, type WayOut } from '#shop'
import { Icon, searchIcon } from '#ui'
import { askedWith, writeAsked } from './asked.ts'
import { GoodsGrid } from './cards.tsx'
import { Filters, type Narrowable, Narrowed, WaysOut } from './filters.tsx'
import { type Frame, Shell } from './shell.tsx'

/** Cards of a list that are in view when it opens. */
const inView = 4

/** A list as its page shows it: the part that is asked for, and what leads on where that is empty. */
export interface ListView {
  of: Narrowable
  products: ProductCard[]
  next: string | null
  /** Where nothing fits: what to take away, and what is there without all that is chosen. */
  ways: WayOut[]
  near: ProductCard[]
}

/** A category, or all that is new where there is none. */
export function List({ frame, category, view }: { frame: Frame; category: CategoryView | null; view: ListView }) {
  const { lang } = frame
  return (
    <Shell frame={frame}>
      <main class="band list" id="main">
        <header>
          <h1>{category === null ? words.newGoods(lang) : pick(lang, category.name)}</h1>
          {category && <p>{pick(lang, category.about)}</p>}
        </header>
        <Listed frame={frame} view={view} />
      </main>
    </Shell>
  )
}

/** The filters, the products of this part, the way to the next. */
function Listed({ frame, view }: { frame: Frame; view: ListView }) {
  const { lang } = frame
  const { of, products, next, ways, near } = view
  const { here, asked, decimals, left } = of
  const isNarrowed = narrows(asked)
  if (products.length === 0 && !isNarrowed && asked.after === null) return <Nothing frame={frame} />
  return (
    <div class="listed">
      <Filters {...of} />
      <div>
        <Narrowed {...of} />
        {asked.query === '' && <p class="note">{words.goodsCount(lang, { n: left.total })}</p>}
        <GoodsGrid lang={lang} cards={products} eager={inView} />
        {products.length === 0 && isNarrowed && <WaysOut of={of} ways={ways} />}
        {near.length > 0 && (
          <section class="near">
            <h2>{words.nearHere(lang)}</h2>
            <GoodsGrid lang={lang} cards={near} heading="h3" />
          </section>
        )}
        {(next !== null || asked.after !== null) && (
          <p class="more">
            {next && (
              <a class="button" href={here + writeAsked({ ...asked, after: next }, { decimals })}>
                {words.more(lang)}
              </a>
            )}
            {asked.after !== null && (
              <a class="link" href={here + writeAsked(askedWith(asked, {}), { decimals })}>
                {words.fromStart(lang)}
              </a>
            )}
          </p>
        )}
      </div>
    </div>
  )
}

function Nothing({ frame }: { frame: Frame }) {
  const { lang } = frame
  return (
    <>
      <p class="quiet">{words.nothingHere(lang)}</p>
      <p>
        <a class="link" href={`/${lang}/new`}>
          {words.newGoods(lang)}
        </a>
      </p>
    </>
  )
}

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
        {view && <Listed frame={frame} view={view} />}
        {found && !view && <NoDeadEnd frame={frame} found={found} />}
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
      {!found.suggestions.some(({ kind }) => kind === 'category') && (
        <nav aria-label={words.kinds(lang)}>
          {frame.categories.map(({ slug, name }) => (
            <a class="link" key={slug} href={`/${lang}/c/${slug}`}>
              {pick(lang, name)}
            </a>
          ))}
        </nav>
      )}
      <p class="quiet">{words.askInstead(lang)}</p>
    </section>
  )
}
