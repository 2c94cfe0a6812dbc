import { decimalsOf, type Lang, type Money, money, pick, talk as talkWords, offers as words } from '#language'
import type { ProductView } from '#shop'
import type { TypedOffer } from './bargain-forms.ts'

/** What can be bought of a product, as the form for a price says it. */
export interface PlainVariant {
  id: string
  name: string
  price: Money
  isGone: boolean
}

/** Where a price is named without scripts. */
export interface PlainOffer {
  action: string
  nonce: string
  variants: readonly PlainVariant[]
  /** What was typed and refused, and why. */
  refused: { sentence: string; typed: TypedOffer } | null
}

/** The part of the form that the cards of offers lead to. */
export const plainOfferId = 'name-a-price'

/** Under a conversation where scripts are off: a look for new answers, and the form in which a price is named. */
export function PlainTalk({ lang, path, offer }: { lang: Lang; path: string; offer: PlainOffer | null }) {
  return (
    <noscript>
      <div class="plain-talk">
        <form method="get" action={`${path}#talk`}>
          <button class="button slim" type="submit">
            {talkWords.seeNews(lang)}
          </button>
        </form>
        {offer !== null && <NameAPrice lang={lang} offer={offer} />}
      </div>
    </noscript>
  )
}

function NameAPrice({ lang, offer: { action, nonce, variants, refused } }: { lang: Lang; offer: PlainOffer }) {
  const typed = refused?.typed
  const chosen = variants.find(one => one.id === typed?.variant) ?? variants.find(one => !one.isGone)
  const [only] = variants
  if (chosen === undefined || only === undefined) return null
  const digits = decimalsOf(chosen.price.currency)
  const highest = Math.max(...variants.map(one => one.price.amount)) / 10 ** digits
  return (
    <details open={refused !== null}>
      <summary class="button slim">{words.make(lang)}</summary>
      <form class="offer-form" method="post" action={action}>
        <input type="hidden" name="nonce" value={nonce} />
        {refused !== null && (
          <p class="word bad" role="alert">
            {refused.sentence}
          </p>
        )}
        <p class="note">{words.makeHint(lang)}</p>
        {variants.length > 1 ? (
          <p class="field">
            <label for="plain-variant">{words.which(lang)}</label>
            <select class="input" id="plain-variant" name="variant">
              {variants.map(one => (
                <option key={one.id} value={one.id} disabled={one.isGone} selected={one.id === chosen.id}>
                  {`${one.name} · ${money(lang, one.price)}`}
                </option>
              ))}
            </select>
          </p>
        ) : (
          <input type="hidden" name="variant" value={only.id} />
        )}
        <div class="two">
          <p class="field">
            <label for={plainOfferId}>{words.priceEach(lang)}</label>
            <input
              class="input"
              id={plainOfferId}
              name="price"
              type="number"
              inputmode="decimal"
              required
              min={0}
              max={highest}
              step={1 / 10 ** digits}
              value={typed?.price ?? ''}
            />
            {variants.length === 1 && (
              <small class="note">{words.todayPrice(lang, { price: money(lang, only.price) })}</small>
            )}
          </p>
          <p class="field">
            <label for="plain-quantity">{words.howMany(lang)}</label>
            <input
              class="input"
              id="plain-quantity"
              name="quantity"
              type="number"
              inputmode="numeric"
              required
              min={1}
              max={99}
              value={typed?.quantity ?? '1'}
            />
          </p>
        </div>
        <p class="field">
          <label for="plain-gift">{words.giftField(lang)}</label>
          <input
            class="input"
            id="plain-gift"
            name="gift"
            maxLength={200}
            autocomplete="off"
            value={typed?.gift ?? ''}
          />
        </p>
        <button class="button primary" type="submit">
          {words.send(lang)}
        </button>
      </form>
    </details>
  )
}

/** What of a product can be bought, by what was chosen. */
export function plainVariants(lang: Lang, { options, variants }: ProductView): PlainVariant[] {
  return variants.map(({ id, options: choice, price, availability }) => {
    const values = options.map(({ key, values }) => values.find(value => value.key === choice[key]))
    const name = values.flatMap(value => (value ? [pick(lang, value.name)] : [])).join(' ')
    return { id, name, price, isGone: availability.kind === 'sold_out' }
  })
}
