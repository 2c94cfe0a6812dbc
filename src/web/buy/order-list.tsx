import { type Lang, orders as words } from '#language'
import type { OrderRow } from '#shop'
import { Price, WithMoment } from '#ui'
import { nextQuery } from '../account/next.ts'
import { type Frame, Shell } from '../shell.tsx'
import { stateName, stateTone } from './order-words.ts'

/** Somebody's orders, the newest first. */
export function OrderList({ lang, orders }: { lang: Lang; orders: readonly OrderRow[] }) {
  if (orders.length === 0) return <p class="quiet">{words.noOrders(lang)}</p>
  return (
    <ul class="order-rows">
      {orders.map(({ id, token, number, state, placedAt, totalAmount: amount, currency }) => (
        <li key={id}>
          <a href={`/${lang}/orders/${token}`}>
            <span>
              <b>{words.order(lang, { number })}</b>
              <span class="note">
                <WithMoment lang={lang} at={placedAt} dayOnly say={day => words.placedOn(lang, { day })} />
              </span>
            </span>
            <span class={`badge ${stateTone(state)}`}>{stateName(lang, state)}</span>
            <Price lang={lang} value={{ amount, currency }} />
          </a>
        </li>
      ))}
    </ul>
  )
}

interface OrdersPageProps {
  frame: Frame
  orders: readonly OrderRow[]
  isMember: boolean
}

/** All orders of a member, or of this browser. */
export function OrdersPage({ frame, orders, isMember }: OrdersPageProps) {
  const { lang } = frame
  return (
    <Shell frame={frame}>
      <main class="order band" id="main">
        <header>
          <h1>{words.orders(lang)}</h1>
          <p class="quiet">{words.ordersLead(lang)}</p>
        </header>
        <OrderList lang={lang} orders={orders} />
        {!isMember && (
          <p class="quiet">
            {words.signInFirst(lang)}{' '}
            <a class="link" href={`/${lang}/sign-in${nextQuery(`/${lang}/orders`)}`}>
              {words.signInLink(lang)}
            </a>
          </p>
        )}
      </main>
    </Shell>
  )
}
