import { useEffect, useState } from 'preact/hooks'
import * as v from 'valibot'
import { type Lang, money, offers as words } from '#language'

const localized = v.object({ ko: v.string(), en: v.string() })
const answer = v.object({
  variants: v.array(
    v.object({
      id: v.string(),
      choice: localized,
      price: v.object({ amount: v.number(), currency: v.string() }),
      soldOut: v.boolean(),
    }),
  ),
})
type Variant = v.InferOutput<typeof answer>['variants'][number]

/** What somebody offers; `minutes` only where an operator said so. */
export interface OfferWords {
  variantId: string
  quantity: number
  unitAmount: number
  gift: string | null
  minutes?: number
}

/** What a new offer begins with, as when another is answered. */
export interface OfferStart {
  variantId?: string
  quantity?: number
}

const lifetimes = [30, 3 * 60, 24 * 60, 3 * 24 * 60]

/** Names a price for one of a product's variants. It loads what can be bought, with today's prices. */
export function OfferForm({
  lang,
  productId,
  start,
  staff,
  offer,
}: {
  lang: Lang
  productId: string
  start: OfferStart
  /** Whether an operator writes it. */
  staff: boolean
  offer(said: OfferWords): void
}) {
  const { variants, failed } = useVariants(productId)
  const [variantId, setVariantId] = useState(start.variantId ?? '')
  const [quantity, setQuantity] = useState(String(start.quantity ?? 1))
  const [price, setPrice] = useState('')
  const [gift, setGift] = useState('')
  const [minutes, setMinutes] = useState('')
  if (failed) return <p class="note">{words.cannotLoad(lang)}</p>
  if (variants === null) return <p class="note" />
  const chosen = variants.find(one => one.id === variantId) ?? variants.find(one => !one.soldOut) ?? variants[0]
  if (chosen === undefined) return <p class="note">{words.nothingToOffer(lang)}</p>
  const { currency, amount } = chosen.price
  const scale = minorUnits(currency)

  function submit(event: Event): void {
    event.preventDefault()
    if (chosen === undefined) return
    const unitAmount = Math.round(Number(price) * scale)
    const said = { variantId: chosen.id, quantity: Number(quantity), unitAmount, gift: gift.trim() || null }
    offer({ ...said, ...(staff && minutes !== '' && { minutes: Number(minutes) }) })
  }

  return (
    <form class="form offer-form" onSubmit={submit}>
      {variants.length > 1 && (
        <p class="field">
          <label for="offer-variant">{words.which(lang)}</label>
          <select
            class="input"
            id="offer-variant"
            value={chosen.id}
            onChange={event => setVariantId(event.currentTarget.value)}
          >
            {variants.map(one => (
              <option key={one.id} value={one.id} disabled={one.soldOut}>
                {`${one.choice[lang]} · ${money(lang, one.price)}`}
              </option>
            ))}
          </select>
        </p>
      )}
      <div class="two">
        <p class="field">
          <label for="offer-price">{words.priceEach(lang)}</label>
          <input
            class="input"
            id="offer-price"
            type="number"
            inputMode="decimal"
            required
            min={0}
            max={amount / scale}
            step={1 / scale}
            value={price}
            onInput={event => setPrice(event.currentTarget.value)}
            aria-describedby="offer-today"
          />
          <small class="note" id="offer-today">
            {words.todayPrice(lang, { price: money(lang, chosen.price) })}
          </small>
        </p>
        <p class="field">
          <label for="offer-quantity">{words.howMany(lang)}</label>
          <input
            class="input"
            id="offer-quantity"
            type="number"
            inputMode="numeric"
            required
            min={1}
            max={99}
            value={quantity}
            onInput={event => setQuantity(event.currentTarget.value)}
          />
        </p>
      </div>
      <p class="field">
        <label for="offer-gift">{words.giftField(lang)}</label>
        <input
          class="input"
          id="offer-gift"
          type="text"
          maxLength={200}
          autocomplete="off"
          value={gift}
          onInput={event => setGift(event.currentTarget.value)}
        />
      </p>
      {staff && (
        <p class="field">
          <label for="offer-minutes">{words.lastsFor(lang)}</label>
          <select
            class="input"
            id="offer-minutes"
            value={minutes}
            onChange={event => setMinutes(event.currentTarget.value)}
          >
            <option value="">{words.asTheRules(lang)}</option>
            {lifetimes.map(n => (
              <option key={n} value={String(n)}>
                {lifetimeText(lang, n)}
              </option>
            ))}
          </select>
        </p>
      )}
      <button class="button primary" type="submit">
        {words.send(lang)}
      </button>
    </form>
  )
}

function lifetimeText(lang: Lang, minutes: number): string {
  if (minutes < 60) return words.minutesLong(lang, { n: minutes })
  const hours = minutes / 60
  return hours < 48 ? words.hoursLong(lang, { n: hours }) : words.daysLong(lang, { n: hours / 24 })
}

/** How many minor units one of a currency has. */
function minorUnits(currency: string): number {
  const { maximumFractionDigits = 0 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return 10 ** maximumFractionDigits
}

/** What of a product can be bought; null until it is there. */
function useVariants(productId: string): { variants: Variant[] | null; failed: boolean } {
  const [variants, setVariants] = useState<Variant[] | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    fetch(`/api/variants?product=${productId}`, { signal: stop.signal })
      .then(async response => setVariants(v.parse(answer, await response.json()).variants))
      .catch(() => setFailed(!stop.signal.aborted))
    return () => stop.abort()
  }, [productId])
  return { variants, failed }
}
