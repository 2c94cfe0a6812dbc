import { useEffect, useState } from 'preact/hooks'
import type { Offer } from '#chat/protocol'
import { offers as words } from '#language'
import { OfferCard, type OfferStart } from '#ui'
import type { Reader } from './reader.ts'

/** What a shopper does with an offer. */
export interface Bargain {
  answer(offer: string, answer: 'accept' | 'decline' | 'withdraw'): void
  /** Opens the fields for another price. */
  counter(start: OfferStart & { productId: string }): void
}

/** A price that was named, in the shopper's log; an agreed one leads to buying. */
export function OfferLine({ reader, offer }: { reader: Reader; offer: Offer }) {
  const { lang, bargain } = reader
  const { id, productId, variantId, quantity, state } = offer
  const now = useClock(reader.awake && (state === 'pending' || state === 'accepted'))
  const acts = bargain && {
    accept: () => bargain.answer(id, 'accept'),
    decline: () => bargain.answer(id, 'decline'),
    withdraw: () => bargain.answer(id, 'withdraw'),
    counter: () => bargain.counter({ productId, variantId, quantity }),
  }
  return (
    <OfferCard lang={lang} offer={offer} reader="shopper" now={now} {...(acts && { acts })}>
      <form class="acts" method="post" action={`/${lang}/cart/offers`}>
        <input type="hidden" name="offer" value={id} />
        <button class="button primary wide" type="submit">
          {words.buyNow(lang)}
        </button>
      </form>
    </OfferCard>
  )
}

/** The time by the second while somebody looks at it; null until then. */
function useClock(runs: boolean): number | null {
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    if (!runs) return
    const tick = () => setNow(Date.now())
    tick()
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [runs])
  return runs ? now : 0
}
