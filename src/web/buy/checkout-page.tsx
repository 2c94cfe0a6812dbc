import { money, orders as words } from '#language'
import type { PayBy } from '#shop'
import { Price } from '#ui'
import { nextQuery } from '../account/next.ts'
import { type Frame, Shell } from '../shell.tsx'
import type { CartView, ShownLine } from './cart-data.ts'
import { Notes, Picture } from './cart-lines.tsx'
import { AddressFields, WayFields } from './checkout-fields.tsx'
import type { Typed, Wrong } from './checkout-form.ts'
import type { Country } from './countries.ts'
import { type Amounts, Totals } from './totals.tsx'

export interface CheckoutProps {
  frame: Frame
  checkoutId: string
  /** A mark of what the cart holds, so that a change of it is noticed. */
  shown: string
  cart: CartView
  /** Null where the shop does not send to the chosen country. */
  amounts: Amounts | null
  countries: readonly Country[]
  offered: readonly PayBy[]
  typed: Typed
  /** The address is that of the order before. */
  isKnown: boolean
  wrong: Wrong
  /** What is said above the form: why nothing was ordered. */
  refused: string | null
  member: { name: string } | null
}

/** Everything that an order needs, on one page. */
export function CheckoutPage({ frame, member, refused, ...rest }: CheckoutProps) {
  const { lang } = frame
  const { checkoutId, shown, cart, amounts, countries, offered, typed, isKnown, wrong } = rest
  const isWhole = cart.lines.every(line => line.short === null)
  return (
    <Shell frame={frame}>
      <main class="checkout band" id="main">
        <header>
          <h1>{words.checkout(lang)}</h1>
          <p class="quiet">
            {member ? (
              words.asMember(lang, { name: member.name })
            ) : (
              <>
                {words.signInFirst(lang)}{' '}
                <a class="link" href={`/${lang}/sign-in${nextQuery(`/${lang}/checkout`)}`}>
                  {words.signInLink(lang)}
                </a>
              </>
            )}
          </p>
        </header>
        {refused !== null && (
          <p class="word bad" role="alert" id="refused">
            {refused}
          </p>
        )}
        <form class="checkout-columns" method="post" action={`/${lang}/checkout`} data-checkout>
          {/* Enter in a field orders, and does nothing else of what the form can do. */}
          <button class="aside" type="submit" name="act" value="place" tabIndex={-1} aria-hidden="true" />
          <input type="hidden" name="checkoutId" value={checkoutId} />
          <div class="checkout-fields">
            <AddressFields lang={lang} typed={typed} isKnown={isKnown} wrong={wrong} countries={countries} />
            <WayFields lang={lang} typed={typed} wrong={wrong} offered={offered} />
          </div>
          <section class="cart-side" aria-labelledby="you-order">
            <h2 id="you-order">{words.youOrder(lang)}</h2>
            <ul class="checkout-lines">
              {cart.lines.map(line => (
                <Line key={line.id} frame={frame} line={line} />
              ))}
            </ul>
            <div class="checkout-sum" data-sum aria-live="polite">
              <Sum frame={frame} shown={shown} amounts={amounts} />
            </div>
            <label class="consent" data-state={wrong.consent && 'bad'}>
              <input type="checkbox" name="consent" value="yes" required checked={typed.consent === 'yes'} />
              <span>
                {words.consent(lang)}
                {wrong.consent && <span class="note bad">{wrong.consent}</span>}
              </span>
            </label>
            {amounts && (
              <button
                class="button primary tall wide"
                type="submit"
                name="act"
                value="place"
                data-place
                disabled={!isWhole || offered.length === 0}
              >
                {words.place(lang, {
                  amount: money(lang, { amount: amounts.totalAmount, currency: amounts.currency }),
                })}
              </button>
            )}
          </section>
        </form>
      </main>
    </Shell>
  )
}

interface SumProps {
  frame: Pick<Frame, 'lang'>
  shown: string
  amounts: Amounts | null
}

/** What it comes to, with what is handed in of it; the server answers with it alone where only the country changed. */
export function Sum({ frame: { lang }, shown, amounts }: SumProps) {
  const total = amounts && money(lang, { amount: amounts.totalAmount, currency: amounts.currency })
  return (
    <>
      <input type="hidden" name="shown" value={shown} />
      <input
        type="hidden"
        name="expectedTotal"
        value={amounts?.totalAmount ?? 0}
        data-place-words={total === null ? '' : words.place(lang, { amount: total })}
      />
      {amounts && <Totals lang={lang} amounts={amounts} />}
    </>
  )
}

function Line({ frame: { lang }, line }: { frame: Frame; line: ShownLine }) {
  return (
    <li>
      <Picture line={line} size={56} />
      <div>
        <p>
          <b>{line.name}</b> {line.choice !== '' && <span class="quiet">{line.choice}</span>}
        </p>
        <p class="note">{words.pieces(lang, { n: line.quantity })}</p>
        <Notes lang={lang} line={line} />
        {line.short !== null && (
          <p class="mend">
            {line.short > 0 && line.offer === null && (
              <button class="button slim" type="submit" name="act" value={`${line.id}:${line.short}`} formnovalidate>
                {words.reduceTo(lang, { n: line.short })}
              </button>
            )}
            <button class="button slim" type="submit" name="act" value={`${line.id}:0`} formnovalidate>
              {words.takeOut(lang)}
            </button>
          </p>
        )}
      </div>
      <Price lang={lang} value={line.sum} />
    </li>
  )
}
