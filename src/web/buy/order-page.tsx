import { type Lang, reviews, orders as words } from '#language'
import type { PayWays } from '#shop'
import { Icon, Moment, outIcon, WithMoment } from '#ui'
import { type Frame, Shell } from '../shell.tsx'
import { Amounts, Bank, Goods, Receiver, Steps } from './order-parts.tsx'
import type { BuyersOrder } from './order-view.ts'
import { stateLead, stateName, stateTone } from './order-words.ts'

export interface OrderPageProps {
  frame: Frame
  order: BuyersOrder
  /** Where transfers go to; null where the shop has none now. */
  bank: Pick<PayWays, 'bankName' | 'bankAccount' | 'bankHolder'> | null
  /** It was placed just now. */
  isNew: boolean
  /** The buyer comes back from a provider's page, and the payment is not known yet. */
  isBack: boolean
  refused: string | null
  done: string | null
}

/** An order, for whoever has its address. */
export function OrderPage({ frame, order, bank, isNew, isBack, refused, done }: OrderPageProps) {
  const { lang } = frame
  const { number, state, token } = order
  const waitsForProvider = state === 'pending_payment'
  return (
    <Shell frame={frame}>
      <main class="order band" id="main" data-order data-look-again={waitsForProvider && isBack ? '' : undefined}>
        <header>
          <h1>{words.order(lang, { number })}</h1>
          <span class={`badge ${stateTone(state)}`}>{stateName(lang, state)}</span>
          <p class="quiet">
            <WithMoment lang={lang} at={order.placedAt} dayOnly say={day => words.placedOn(lang, { day })} />
          </p>
        </header>
        {refused !== null && (
          <p class="word bad" role="alert">
            {refused}
          </p>
        )}
        {done !== null && (
          <p class="word good" role="status">
            {done}
          </p>
        )}
        <div class="order-lead">
          {isNew && <h2>{words.thanks(lang)}</h2>}
          {isBack && waitsForProvider ? <p>{words.returning(lang)}</p> : <Lead lang={lang} order={order} />}
          {isNew && <p class="note">{words.keepLink(lang)}</p>}
        </div>
        <Steps lang={lang} order={order} />
        {state === 'awaiting_deposit' && <Bank lang={lang} order={order} bank={bank} />}
        {waitsForProvider && (
          <section class="pay-now">
            <p>{words.payLead(lang)}</p>
            <a
              class="button primary tall"
              href={`/${lang}/orders/${token}/pay`}
              data-go-on={isNew && refused === null ? '' : undefined}
            >
              {words.payNow(lang)}
            </a>
          </section>
        )}
        <Parcel lang={lang} order={order} />
        {state === 'completed' && <Opinions lang={lang} order={order} />}
        <div class="order-columns">
          <Goods lang={lang} order={order} />
          <div class="order-side">
            <Amounts lang={lang} order={order} />
            <Receiver lang={lang} order={order} />
          </div>
        </div>
        <Acts lang={lang} order={order} />
      </main>
    </Shell>
  )
}

function Lead({ lang, order: { state, expiresAt } }: { lang: Lang; order: BuyersOrder }) {
  const say = (until: string) => stateLead(lang, { state, until })
  return <p>{expiresAt === null ? say('') : <WithMoment lang={lang} at={expiresAt} say={say} />}</p>
}

function Parcel({ lang, order }: { lang: Lang; order: BuyersOrder }) {
  const { parcel } = order
  if (parcel === null) return null
  return (
    <section class="parcel" aria-labelledby="parcel">
      <h2 id="parcel">{words.parcel(lang)}</h2>
      <p>
        {parcel.carrier} {parcel.tracking !== '' && <b class="num">{parcel.tracking}</b>}{' '}
        {parcel.href !== null && (
          <a class="link" href={parcel.href} target="_blank" rel="noopener noreferrer">
            {words.follow(lang)} <Icon of={outIcon} small />
          </a>
        )}
      </p>
      {order.shippedAt && (
        <p class="note">
          <Moment lang={lang} at={order.shippedAt} />
        </p>
      )}
    </section>
  )
}

/** Once it has arrived: what the buyer thinks of each product. */
function Opinions({ lang, order }: { lang: Lang; order: BuyersOrder }) {
  const products = new Map(order.lines.map(({ productId, name, isReviewed }) => [productId, { name, isReviewed }]))
  return (
    <section aria-labelledby="opinions">
      <h2 id="opinions">{reviews.reviews(lang)}</h2>
      <ul class="opinions">
        {[...products].map(([productId, { name, isReviewed }]) => (
          <li key={productId}>
            {name}{' '}
            <a class="link" href={`/${lang}/orders/${order.token}/review/${productId}`}>
              {isReviewed ? reviews.writeAnew(lang) : reviews.write(lang)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Acts({ lang, order }: { lang: Lang; order: BuyersOrder }) {
  const about = words.order(lang, { number: order.number })
  return (
    <div class="order-acts">
      <a class="button" href={`/${lang}/talks/new?about=${encodeURIComponent(about)}`}>
        {words.askAbout(lang)}
      </a>
      <button class="button needs-script" type="button" data-print>
        {words.print(lang)}
      </button>
      {order.state === 'shipped' && (
        <form method="post" action={`/${lang}/orders/${order.token}/received`}>
          <button class="button" type="submit">
            {reviews.received(lang)}
          </button>
        </form>
      )}
      {order.mayCallOff && (
        <details class="call-off">
          <summary class="button">{words.cancel(lang)}</summary>
          <p>{words.cancelLead(lang)}</p>
          <form method="post" action={`/${lang}/orders/${order.token}/cancel`}>
            <button class="button danger" type="submit">
              {words.cancelSure(lang)}
            </button>
          </form>
        </details>
      )}
    </div>
  )
}
