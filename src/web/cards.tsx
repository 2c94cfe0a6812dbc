import { type Lang, money, pick, web as words } from '#language'
import type { ProductCard } from '#shop'
import { Aside, Icon, Price, playIcon } from '#ui'

/** How wide a card's picture is drawn: two beside each other on a phone, up to five on a desk. */
const cardSizes = '(max-width: 699px) 45vw, (max-width: 1099px) 30vw, 260px'

interface GoodsCardProps {
  lang: Lang
  card: ProductCard
  /** The level of its heading: one below what the list stands under. */
  heading: 'h2' | 'h3'
  /** In view when the page opens. */
  eager?: boolean
}

/** A product in a list. */
export function GoodsCard({ lang, card, heading: Heading, eager = false }: GoodsCardProps) {
  const { slug, name, price, priceFrom, usualPrice, rating, image, hasFilm, soldOut } = card
  return (
    <a class="goods-card" href={`/${lang}/p/${slug}`}>
      <span class="goods-picture">
        {image && (
          <img
            src={image.src}
            srcset={image.srcset}
            sizes={cardSizes}
            width={image.width}
            height={image.height}
            alt={pick(lang, image.alt)}
            loading={eager ? 'eager' : 'lazy'}
            decoding="async"
          />
        )}
        {hasFilm && (
          <span class="has-film">
            <Icon of={playIcon} small />
            {words.film(lang)}
          </span>
        )}
      </span>
      <Heading class="goods-name">{pick(lang, name)}</Heading>
      <Price lang={lang} value={price} {...(priceFrom && { from: words.from(lang) })} />
      {usualPrice && (
        <span class="goods-usual">
          <Aside>{words.usually(lang, { price: money(lang, usualPrice) })}</Aside>
          <s aria-hidden="true">{money(lang, usualPrice)}</s>
          <span class="badge accent">{words.sale(lang)}</span>
        </span>
      )}
      {rating && (
        <span
          class="goods-rating"
          role="img"
          aria-label={words.liked(lang, { mean: rating.mean.toFixed(1), n: rating.count })}
        >
          ★ {rating.mean.toFixed(1)} ({rating.count})
        </span>
      )}
      {soldOut && <span class="badge">{words.soldOut(lang)}</span>}
    </a>
  )
}

/** The products of a page that is one list. */
export function GoodsGrid({
  lang,
  cards,
  eager = 0,
  heading = 'h2',
}: {
  lang: Lang
  cards: ProductCard[]
  eager?: number
  heading?: 'h2' | 'h3'
}) {
  return (
    <ul class="goods-grid">
      {cards.map((card, i) => (
        <li key={card.id}>
          <GoodsCard lang={lang} card={card} heading={heading} eager={i < eager} />
        </li>
      ))}
    </ul>
  )
}
