import { useEffect, useState } from 'preact/hooks'
import * as v from 'valibot'
import { type Lang, orders, pick, officeOrders as words } from '#language'
import { Price } from '#ui'
import { type KnownShopping, knownShopping } from './known-data.ts'

/** How often it is looked what is in the cart, in milliseconds: while its shopper is there, and while not. */
const everyMs = { here: 4000, away: 30_000 }

interface KnownOrdersProps {
  lang: Lang
  room: string
  /** The newest entry of the conversation: with each one it is looked at once, such as when a price was agreed on. */
  last: number
  /** Whether the shopper's page is open. */
  here: boolean
}

/** What a shopper has in the cart and has ordered, beside their conversation, as it changes. */
export function KnownOrders({ lang, room, last, here }: KnownOrdersProps) {
  const [known, setKnown] = useState<{ room: string; of: KnownShopping } | null>(null)

  useEffect(() => {
    const stop = new AbortController()
    const look = () => void load(room, stop.signal).then(of => of && setKnown({ room, of }))
    const lookIfSeen = () => document.visibilityState === 'visible' && look()
    look()
    const timer = setInterval(lookIfSeen, here ? everyMs.here : everyMs.away)
    document.addEventListener('visibilitychange', lookIfSeen)
    return () => {
      stop.abort()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', lookIfSeen)
    }
  }, [room, last, here])

  if (known?.room !== room) return null
  const { cart, orders: all } = known.of
  return (
    <>
      <section>
        <h3>
          {words.shoppersCart(lang)} {cart.length > 0 && <span>{cart.length}</span>}
        </h3>
        {cart.length === 0 && <p class="note">{words.noneYet(lang)}</p>}
        <ul class="rows">
          {cart.map(line => (
            <li key={line.id}>
              <span>
                {pick(lang, line.name)} {pick(lang, line.choice)} · {orders.pieces(lang, { n: line.quantity })}
                {line.isAgreed && ` · ${orders.agreedPrice(lang)}`}
              </span>
              <Price lang={lang} value={line.sum} />
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>
          {words.shoppersOrders(lang)} {all.length > 0 && <span>{all.length}</span>}
        </h3>
        {all.length === 0 && <p class="note">{words.noneYet(lang)}</p>}
        <ul class="rows">
          {all.map(({ id, number, state, total }) => (
            <li key={id}>
              <a href={`/${lang}/desk/orders/${id}`}>
                {words.order(lang, { number })} · {words[state](lang)}
              </a>
              <Price lang={lang} value={total} />
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

async function load(room: string, signal: AbortSignal): Promise<KnownShopping | null> {
  const reply = await fetch(`/api/desk/rooms/${room}/shopping`, { signal }).catch(() => null)
  const parsed = v.safeParse(knownShopping, await reply?.json().catch(() => null))
  return parsed.success ? parsed.output : null
}
