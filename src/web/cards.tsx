import { type Lang, pick, web as words } from '#language'
import type { ProductCard } from '#shop'
import { Icon, Price, playIcon } from '#ui'

/** How wide a card's picture is drawn: two beside each other on a phone, up to five on a desk. */
const cardSizes = '(max-width: 699px) 45vw, (max-width: 1099px) 30vw, 260px'

/** A product in a list. `eager` for those that are in view when the page opens. */
export function GoodsCard({ lang, card, eager = false }: { lang: Lang; card: ProductCard; eager?: boolean }) {
  const { slug, name, price, priceFrom, image, hasFilm, soldOut } = card
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
      <h3>{pick(lang, name)}</h3>
      <Price lang={lang} value={price} {...(priceFrom && { from: words.from(lang) })} />
      {soldOut && <span class="badge">{words.soldOut(lang)}</span>}
    </a>
  )
}

/** A list of products as it stands on every page that has one. */
export function GoodsGrid({ lang, cards, eager = 0 }: { lang: Lang; cards: ProductCard[]; eager?: number }) {
  return (
    <ul class="goods-grid">
      {cards.map((card, i) => (
        <li key={card.id}>
          <GoodsCard lang={lang} card={card} eager={i < eager} />
        </li>
      ))}
    </ul>
  )
}
