import { pick, web as words } from '#language'
import { type CategoryView, narrows, type ProductCard, type WayOut } from '#shop'
import { AskShop } from './ask-shop.tsx'
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
  const name = category === null ? words.newGoods(lang) : pick(lang, category.name)
  return (
    <Shell frame={frame}>
      <main class="band list" id="main">
        <header>
          <h1>{name}</h1>
          {category && <p>{pick(lang, category.about)}</p>}
        </header>
        <Listed frame={frame} view={view} about={name} />
      </main>
    </Shell>
  )
}

/** The filters, the products of this part, the way to the next; `about` is what the list is of, for who asks. */
export function Listed({ frame, view, about }: { frame: Frame; view: ListView; about: string }) {
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
        {products.length === 0 && isNarrowed && (
          <>
            <WaysOut of={of} ways={ways} />
            <AskShop lang={lang} about={about} />
          </>
        )}
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
