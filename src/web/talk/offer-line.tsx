import { useEffect, useState } from 'preact/hooks'
import type { Offer } from '#chat/protocol'
import { clockTime, monthDay, offers as words } from '#language'
import { OfferCard, type OfferStart } from '#ui'
import type { Reader } from './reader.ts'

/** What a shopper does with an offer. */
export interface Bargain {
  answer(offer: string, answer: 'accept' | 'decline' | 'withdraw'): void
  /** Opens the fields for another price. */
  counter(start: OfferStart & { productId: string }): void
}

/** How a shopper answers an offer where scripts are off. */
export interface PlainBargain {
  /** Where the form of the card goes, and the id that makes sending it twice one thing. */
  action: string
  nonce: string
  /** Where another price can be named; null where it cannot. */
  counter: string | null
}

/** A price that was named, in the shopper's log; an agreed one leads to buying. */
export function OfferLine({ reader, offer }: { reader: Reader; offer: Offer }) {
  const { lang, bargain, awake, plain } = reader
  const { id, productId, variantId, quantity, state } = offer
  const now = useClock(awake && (state === 'pending' || state === 'accepted'))
  const acts = bargain && {
    accept: () => bargain.answer(id, 'accept'),
    decline: () => bargain.answer(id, 'decline'),
    withdraw: () => bargain.answer(id, 'withdraw'),
    counter: () => bargain.counter({ productId, variantId, quantity }),
  }
  return (
    <OfferCard
      lang={lang}
      offer={offer}
      reader="shopper"
      now={now}
      {...(acts && awake && { acts })}
      {...(plain && !awake && { plainActs: <PlainActs reader={reader} plain={plain} offer={offer} /> })}
    >
      {!awake && <PlainUntil reader={reader} offer={offer} />}
      <form class="acts" method="post" action={`/${lang}/cart/offers`}>
        <input type="hidden" name="offer" value={id} />
        <button class="button primary wide" type="submit">
          {words.buyNow(lang)}
        </button>
      </form>
    </OfferCard>
  )
}

/** What can be done with an offer that waits, as a form. */
function PlainActs({ reader, plain, offer }: { reader: Reader; plain: PlainBargain; offer: Offer }) {
  const { lang, room } = reader
  return (
    <div class="without-script">
      <PlainUntil reader={reader} offer={offer} />
      <form class="acts" method="post" action={plain.action}>
        <input type="hidden" name="nonce" value={plain.nonce} />
        <input type="hidden" name="room" value={room ?? ''} />
        <input type="hidden" name="offer" value={offer.id} />
        {offer.by === 'shopper' ? (
          <button class="button slim plain" type="submit" name="answer" value="withdraw">
            {words.withdraw(lang)}
          </button>
        ) : (
          <>
            <button class="button slim primary" type="submit" name="answer" value="accept">
              {words.accept(lang)}
            </button>
            {plain.counter !== null && (
              <a class="button slim" href={plain.counter}>
                {words.counter(lang)}
              </a>
            )}
            <button class="button slim plain" type="submit" name="answer" value="decline">
              {words.decline(lang)}
            </button>
          </>
        )}
      </form>
    </div>
  )
}

/** Until when it stands, where no clock runs. */
function PlainUntil({ reader: { lang, timeZone }, offer }: { reader: Reader; offer: Offer }) {
  const until = new Date(offer.until)
  return (
    <p class="left without-script">
      {words.until(lang, { day: monthDay(lang, until, timeZone), time: clockTime(lang, until, timeZone) })}
    </p>
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
  return runs ? now : null
}
