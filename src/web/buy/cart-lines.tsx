import { type Lang, money, orders as words } from '#language'
import { Price } from '#ui'
import type { CartView, ShownLine } from './cart-data.ts'

interface CartLinesProps {
  lang: Lang
  cart: CartView
  /** Fits into the sheet of the stage. */
  small?: boolean
}

/** The lines of a cart, each with forms of its own, which work without scripts. */
export function CartLines({ lang, cart, small = false }: CartLinesProps) {
  return (
    <ul class={small ? 'cart-lines small' : 'cart-lines'}>
      {cart.lines.map(line => (
        <li key={line.id} data-short={line.short !== null}>
          <Picture line={line} size={small ? 64 : 96} />
          <div class="cart-what">
            <p>
              <a class="cart-name" href={`/${lang}/p/${line.slug}`}>
                {line.name}
              </a>
            </p>
            {line.choice !== '' && <p class="quiet">{line.choice}</p>}
            {line.quantity > 1 && <p class="note">{words.eachFor(lang, { amount: money(lang, line.each) })}</p>}
            <Notes lang={lang} line={line} />
          </div>
          <div class="cart-how">
            {line.offer === null ? (
              <HowMany lang={lang} line={line} />
            ) : (
              <p>{words.pieces(lang, { n: line.quantity })}</p>
            )}
            <TakeOut lang={lang} line={line} />
          </div>
          <p class="cart-sum">
            <Price lang={lang} value={line.sum} />
          </p>
        </li>
      ))}
    </ul>
  )
}

/** The picture of a line. */
export function Picture({ line, size }: { line: Pick<ShownLine, 'picture'>; size: number }) {
  if (line.picture === null) return <span class="cart-picture" />
  return <img class="cart-picture" {...line.picture} sizes={`${size}px`} width={size} height={size} alt="" />
}

/** What is to be known of a line: too few, an agreed price with its time, what comes along. */
export function Notes({ lang, line }: { lang: Lang; line: ShownLine }) {
  const { short, few, offer } = line
  return (
    <>
      {short !== null && <p class="note bad">{short === 0 ? words.gone(lang) : words.onlyLeft(lang, { n: short })}</p>}
      {few !== null && <p class="note">{words.fewLeft(lang, { n: few })}</p>}
      {offer && (
        <p class="note">
          <span class="badge good">{words.agreedPrice(lang)}</span>{' '}
          <time class="left" datetime={offer.until} data-until={offer.until} data-over={words.timeOver(lang)}>
            {timeLeft(lang, offer.minutes)}
          </time>
        </p>
      )}
      {offer?.gift && <p class="note">{words.gift(lang, { gift: offer.gift })}</p>}
    </>
  )
}

/** How long there is still, where no script counts it down. */
function timeLeft(lang: Lang, minutes: number): string {
  return minutes < 120 ? words.forMinutes(lang, { n: minutes }) : words.forHours(lang, { n: Math.floor(minutes / 60) })
}

function HowMany({ lang, line }: { lang: Lang; line: ShownLine }) {
  return (
    <form method="post" action={`/${lang}/cart/lines`}>
      <input type="hidden" name="line" value={line.id} />
      <input
        class="input"
        type="number"
        name="quantity"
        min={1}
        max={Math.max(line.most, line.quantity)}
        value={line.quantity}
        required
        aria-label={words.quantityOf(lang, { name: line.name })}
        data-send-on-change
      />
      <button class="button slim without-script" type="submit">
        {words.change(lang)}
      </button>
    </form>
  )
}

function TakeOut({ lang, line }: { lang: Lang; line: ShownLine }) {
  return (
    <form method="post" action={`/${lang}/cart/lines`}>
      <input type="hidden" name="line" value={line.id} />
      <input type="hidden" name="quantity" value="0" />
      <button class="link" type="submit" aria-label={words.takeOutOf(lang, { name: line.name })}>
        {words.takeOut(lang)}
      </button>
    </form>
  )
}

/** What the goods come to, and what is to be said of sending them. */
export function CartSum({ lang, cart }: { lang: Lang; cart: CartView }) {
  return (
    <div class="cart-total">
      <p>
        <span>{words.goodsSum(lang)}</span>
        <Price lang={lang} value={cart.goods} />
      </p>
      <p class="note">
        {cart.freeIn && words.freeIn(lang, { amount: money(lang, cart.freeIn) })}
        {cart.sendFree && words.sendFree(lang)}
        {!cart.freeIn && !cart.sendFree && words.shippingLater(lang)}
      </p>
    </div>
  )
}
