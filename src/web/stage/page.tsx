import type { ComponentChildren } from 'preact'
import { type Lang, pick, reviews as reviewWords, stage as words } from '#language'
import type { ProductCard, ProductView, RatingView, ReviewView } from '#shop'
import { askIcon, backIcon, Icon, Island, Price } from '#ui'
import { Buy, type BuyProps } from '../buy/box.tsx'
import { BuyElsewhere } from '../feeds/buy-elsewhere.tsx'
import { Rating, Review } from '../reviews/parts.tsx'
import { type Frame, Shell } from '../shell.tsx'
import { Film, type FilmProps } from './film.tsx'

/** The stage: a product's film and the conversation side by side; below them price, options and details. */
export function Stage({
  frame,
  product,
  talk,
  liked,
}: {
  frame: Frame
  product: ProductView
  talk: ComponentChildren
  /** How it is liked, and the newest reviews. */
  liked: { rating: RatingView; reviews: ReviewView[] }
}) {
  const { lang } = frame
  return (
    <Shell frame={frame} foot={false}>
      <main class="stage" data-panel="talk" id="main">
        <section class="player" aria-label={product.film ? words.filmLabel(lang) : words.picturesLabel(lang)}>
          {product.film ? (
            <FilmPart lang={lang} product={product} film={product.film} />
          ) : (
            <Pictures lang={lang} product={product} />
          )}
          <a class="float back" href={`/${lang}/c/${product.category.slug}`} aria-label={words.back(lang)}>
            <Icon of={backIcon} />
          </a>
        </section>
        {product.onFilm.length > 0 && <OnFilm lang={lang} cards={product.onFilm} />}
        <section class="goods">
          <div>
            <h1>{pick(lang, product.name)}</h1>
            <p class="lead">{pick(lang, product.lead)}</p>
          </div>
          {product.elsewhere === null ? (
            <BuyPart lang={lang} product={product} />
          ) : (
            <BuyElsewhere lang={lang} product={product} elsewhere={product.elsewhere} />
          )}
        </section>
        <section class="more">
          <div class="tabs needs-script" role="tablist" aria-label={pick(lang, product.name)}>
            <button
              class="tab"
              type="button"
              role="tab"
              id="tab-talk"
              data-for="talk"
              aria-controls="talk"
              aria-selected="true"
            >
              {words.conversation(lang)}
            </button>
            <button
              class="tab"
              type="button"
              role="tab"
              id="tab-details"
              data-for="details"
              aria-controls="details"
              aria-selected="false"
              tabIndex={-1}
            >
              {words.details(lang)}
            </button>
            <button
              class="tab"
              type="button"
              role="tab"
              id="tab-reviews"
              data-for="reviews"
              aria-controls="reviews"
              aria-selected="false"
              tabIndex={-1}
            >
              {reviewWords.reviews(lang)} {liked.rating.count > 0 && <small>{liked.rating.count}</small>}
            </button>
          </div>
          <Details lang={lang} product={product} />
          <Reviews lang={lang} slug={product.slug} liked={liked} />
        </section>
        <section class="talk" id="talk" aria-labelledby="talk-title">
          {talk}
        </section>
        <div class="askbar">
          <p>
            <span class="askbar-name">{pick(lang, product.name)}</span>
            <Price lang={lang} value={product.price.lowest} />
          </p>
          <a class="button primary" href="#talk" data-open-talk>
            <Icon of={askIcon} small />
            {words.ask(lang)}
          </a>
        </div>
      </main>
    </Shell>
  )
}

function FilmPart({
  lang,
  product,
  film,
}: {
  lang: Lang
  product: ProductView
  film: NonNullable<ProductView['film']>
}) {
  const { alt, chapters, ...view } = film
  if (!view.isReady) return <Poster lang={lang} poster={view.poster} alt={pick(lang, alt)} />
  const props: FilmProps = { lang, slug: product.slug, film: view, alt: pick(lang, alt), chapters }
  return (
    <>
      <Island name="Film" props={{ ...props }}>
        <Film {...props} />
      </Island>
      <noscript>
        {/* biome-ignore lint/a11y/useMediaCaption: every film has a track for each language */}
        <video
          class="plain-film"
          src={view.src}
          poster={view.poster.src}
          width={view.width}
          height={view.height}
          preload="none"
          controls
          playsInline
        >
          {view.captions.map(({ lang: of, src }) => (
            <track key={of} kind="captions" src={src} srclang={of} label={of} default={of === lang} />
          ))}
        </video>
      </noscript>
    </>
  )
}

/** A film that is being made ready shows its picture, and says so. */
function Poster({ lang, poster, alt }: { lang: Lang; poster: FilmProps['film']['poster']; alt: string }) {
  return (
    <div class="picture">
      <img
        src={poster.src}
        srcset={poster.srcset}
        sizes="(max-width: 899px) 100vw, 65vw"
        width={poster.width}
        height={poster.height}
        alt={alt}
        fetchpriority="high"
      />
      <p class="film-soon">{words.filmSoon(lang)}</p>
    </div>
  )
}

/** A product without a film shows its pictures, one beside the other; one without any says where to ask. */
function Pictures({ lang, product }: { lang: Lang; product: ProductView }) {
  if (product.images.length === 0) {
    return (
      <p class="pictures none">
        <Icon of={askIcon} />
        {words.noPictures(lang)}
      </p>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a strip that scrolls must be reachable by keyboard
    <div class="pictures" tabIndex={0} role="group" aria-label={words.picturesLabel(lang)}>
      {product.images.map((image, i) => (
        <img
          key={image.src}
          src={image.src}
          srcset={image.srcset}
          sizes="(max-width: 899px) 100vw, 45vw"
          width={image.width}
          height={image.height}
          alt={pick(lang, image.alt)}
          loading={i === 0 ? 'eager' : 'lazy'}
          fetchpriority={i === 0 ? 'high' : 'auto'}
        />
      ))}
    </div>
  )
}

function OnFilm({ lang, cards }: { lang: Lang; cards: ProductCard[] }) {
  return (
    <section class="on-film" aria-labelledby="on-film">
      <h2 id="on-film">{words.onFilm(lang)}</h2>
      {cards.map(({ id, slug, name, price, image }) => (
        <a class="pin" key={id} href={`/${lang}/p/${slug}`}>
          {image && <img src={image.src} srcset={image.srcset} sizes="48px" alt="" width={48} height={48} />}
          <span>
            <span class="pin-name">{pick(lang, name)}</span>
            <Price lang={lang} value={price} />
          </span>
        </a>
      ))}
    </section>
  )
}

function BuyPart({ lang, product }: { lang: Lang; product: ProductView }) {
  const { slug, options, variants, price } = product
  const pictures = product.images.map(({ src, srcset, alt, option }) => ({ src, srcset, alt: pick(lang, alt), option }))
  const props: BuyProps = { lang, slug, options, variants, price, pictures }
  return (
    <Island name="Buy" props={{ ...props }}>
      <Buy {...props} />
    </Island>
  )
}

function Reviews({
  lang,
  slug,
  liked: { rating, reviews },
}: {
  lang: Lang
  slug: string
  liked: { rating: RatingView; reviews: ReviewView[] }
}) {
  return (
    <div class="panel reviews" id="reviews" role="tabpanel" aria-labelledby="tab-reviews">
      <Rating lang={lang} rating={rating} />
      {reviews.map(review => (
        <Review key={review.id} lang={lang} review={review} />
      ))}
      {rating.count > reviews.length && (
        <a class="button" href={`/${lang}/p/${slug}/reviews`}>
          {reviewWords.all(lang)}
        </a>
      )}
    </div>
  )
}

function Details({ lang, product }: { lang: Lang; product: ProductView }) {
  const [picture] = product.images
  return (
    <div class="panel details" id="details" role="tabpanel" aria-labelledby="tab-details">
      {picture && (
        <img
          src={picture.src}
          srcset={picture.srcset}
          sizes="(max-width: 899px) 92vw, 30vw"
          width={picture.width}
          height={picture.height}
          alt={pick(lang, picture.alt)}
          loading="lazy"
        />
      )}
      <div>
        <h2>{pick(lang, product.about.title)}</h2>
        <p>{pick(lang, product.about.text)}</p>
        <table class="table">
          <tbody>
            {product.facts.map(({ name, value }) => (
              <tr key={name.en}>
                <th scope="row">{pick(lang, name)}</th>
                <td>{pick(lang, value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
