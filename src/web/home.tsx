import { type Lang, pick, web as words } from '#language'
import type { CategoryView, ProductCard, ProductSummary } from '#shop'
import { Icon, playIcon, rightIcon } from '#ui'
import { GoodsCard } from './cards.tsx'
import { type Frame, Shell } from './shell.tsx'

export interface HomeView {
  /** The product whose film opens the page; null where no product has one. */
  first: ProductSummary | null
  withFilm: ProductCard[]
  newest: ProductCard[]
}

/** The shop's front page: one film to begin with, what is new, where to go. */
export function Home({ frame, view }: { frame: Frame; view: HomeView }) {
  const { lang, categories } = frame
  const { first, withFilm, newest } = view
  return (
    <Shell frame={frame}>
      <main class="home" id="main">
        {first?.film && <Opening frame={frame} product={first} film={first.film} />}
        {withFilm.length > 0 && (
          <section class="band" aria-labelledby="with-film">
            <header>
              <h2 id="with-film">{words.withFilm(lang)}</h2>
              <p>{words.withFilmLead(lang)}</p>
            </header>
            <div class="row">
              {withFilm.map(card => (
                <GoodsCard key={card.id} lang={lang} card={card} heading="h3" />
              ))}
            </div>
          </section>
        )}
        <section class="band" aria-labelledby="new-goods">
          <header>
            <h2 id="new-goods">{words.newGoods(lang)}</h2>
            <a class="link" href={`/${lang}/new`}>
              {words.seeAll(lang)} <Icon of={rightIcon} small />
            </a>
          </header>
          <div class="row">
            {newest.map(card => (
              <GoodsCard key={card.id} lang={lang} card={card} heading="h3" />
            ))}
          </div>
          {newest.length === 0 && <p class="quiet">{words.nothingHere(lang)}</p>}
        </section>
        <section class="band" aria-labelledby="browse">
          <header>
            <h2 id="browse">{words.browse(lang)}</h2>
          </header>
          <Kinds lang={lang} categories={categories} />
        </section>
      </main>
    </Shell>
  )
}

function Opening({
  frame,
  product,
  film,
}: {
  frame: Frame
  product: ProductSummary
  film: NonNullable<ProductSummary['film']>
}) {
  const { lang, shop } = frame
  const { poster } = film
  return (
    <section class="band opening">
      <a class="on" href={`/${lang}/p/${product.slug}`}>
        <div class="picture">
          <img
            src={poster.src}
            srcset={poster.srcset}
            sizes="(max-width: 1440px) 100vw, 1360px"
            width={poster.width}
            height={poster.height}
            alt=""
            fetchpriority="high"
          />
        </div>
        <div class="line">
          <div>
            <h1>{pick(lang, shop.lead)}</h1>
            <p>{pick(lang, shop.greeting)}</p>
          </div>
          <span class="button primary tall">
            <Icon of={playIcon} small />
            {words.watchAndAsk(lang)}
          </span>
        </div>
      </a>
    </section>
  )
}

/** The shelves of the shop, each with its picture and what is on it. */
export function Kinds({ lang, categories }: { lang: Lang; categories: CategoryView[] }) {
  return (
    <nav class="kinds" aria-label={words.kinds(lang)}>
      {categories.map(({ slug, name, about, picture, products }) => (
        <a key={slug} href={`/${lang}/c/${slug}`}>
          <span>
            <b>{pick(lang, name)}</b>
            <br />
            {pick(lang, about)}
            <br />
            {words.goodsCount(lang, { n: products })}
          </span>
          {picture && (
            <img src={picture.src} srcset={picture.srcset} sizes="76px" width={76} height={76} alt="" loading="lazy" />
          )}
        </a>
      ))}
    </nav>
  )
}
