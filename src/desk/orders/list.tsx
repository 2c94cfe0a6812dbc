import { type Lang, office, officeOrders as words } from '#language'
import type { OrderPage, OrderState } from '#shop'
import { Price } from '#ui'
import { officePath } from '../office/door.ts'
import { Empty } from '../office/parts/empty.tsx'
import { Pager } from '../office/parts/pager.tsx'
import { Table } from '../office/parts/table.tsx'
import { dayAndTime, stateTone, stateWord, wayWord } from './order-words.ts'
import { type OrdersQuery, ordersAddress, tabs } from './query.ts'

export interface OrderListProps {
  lang: Lang
  query: OrdersQuery
  page: OrderPage
  counts: Partial<Record<OrderState, number>>
  /** A mark of how the orders stand, by which the page notices that they changed. */
  mark: string
  mayExport: boolean
  /** The days that the export begins with. */
  days: { from: string; until: string }
}

/** The shop's orders: by state, found by what one knows of them. New ones appear by themselves. */
export function OrderList(props: OrderListProps) {
  const { lang, query, page, mark, mayExport } = props
  const isFirst = query.after === null
  return (
    <>
      <form class="office-filters" method="get" action={officePath(lang, '/orders')} role="search">
        {query.tab !== 'all' && <input type="hidden" name="state" value={query.tab} />}
        <div class="field">
          <label class="aside" for="q">
            {words.search(lang)}
          </label>
          <input
            class="input"
            type="search"
            id="q"
            name="q"
            value={query.q}
            placeholder={words.search(lang)}
            maxLength={100}
          />
        </div>
        <button class="button slim" type="submit">
          {words.find(lang)}
        </button>
      </form>
      <div class="orders" data-orders={isFirst ? mark : undefined}>
        <Tabs {...props} />
        {page.orders.length === 0 ? <Nothing lang={lang} query={query} /> : <Rows lang={lang} page={page} />}
        <Pager
          lang={lang}
          first={isFirst ? null : ordersAddress(lang, { ...query, after: null })}
          next={page.next === null ? null : ordersAddress(lang, { ...query, after: Number(page.next) })}
        />
      </div>
      {mayExport && <Export {...props} />}
    </>
  )
}

function Tabs({ lang, query, counts }: OrderListProps) {
  return (
    <nav class="order-tabs" aria-label={words.states(lang)}>
      {Object.entries(tabs).map(([tab, states]) => {
        const n = states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
        const name =
          tab === 'all' ? words.all(lang) : tab === 'todo' ? words.todo(lang) : stateWord(lang, states[0] ?? 'paid')
        return (
          <a
            key={tab}
            href={ordersAddress(lang, { ...query, tab, after: null })}
            aria-current={tab === query.tab ? 'page' : undefined}
          >
            {name} <span class="num">{n}</span>
          </a>
        )
      })}
    </nav>
  )
}

function Nothing({ lang, query }: { lang: Lang; query: OrdersQuery }) {
  const isPlain = query.q === '' && query.tab === 'all'
  return isPlain ? (
    <Empty title={words.noOrders(lang)} lead={words.noOrdersLead(lang)} />
  ) : (
    <Empty title={words.noneFound(lang)} lead={words.noneFoundLead(lang)} />
  )
}

function Rows({ lang, page }: { lang: Lang; page: OrderPage }) {
  const heads = {
    number: words.numberHead(lang),
    state: words.stateHead(lang),
    buyer: words.buyerHead(lang),
    way: words.wayHead(lang),
    placed: words.placedHead(lang),
    total: words.totalHead(lang),
  }
  const columns = Object.entries(heads).map(([key, head]) => ({ head, number: key === 'total' }))
  return (
    <Table label={office.orders(lang)} columns={columns}>
      {page.orders.map(order => (
        <tr key={order.id}>
          <td data-head={heads.number}>
            <a class="link" href={officePath(lang, `/orders/${order.id}`)}>
              {order.number}
            </a>
          </td>
          <td data-head={heads.state}>
            <span class={stateTone(order.state)}>{stateWord(lang, order.state)}</span>
          </td>
          <td data-head={heads.buyer}>
            {order.buyer}
            <span class="note">{order.email}</span>
          </td>
          <td data-head={heads.way}>
            {wayWord(lang, order.payBy)}
            {order.depositor !== null && <span class="note">{words.depositorIs(lang, { name: order.depositor })}</span>}
          </td>
          <td data-head={heads.placed}>
            <time datetime={order.placedAt.toISOString()}>{dayAndTime(lang, order.placedAt)}</time>
            {order.expiresAt && (
              <span class="note">{words.until(lang, { until: dayAndTime(lang, order.expiresAt) })}</span>
            )}
          </td>
          <td data-head={heads.total} class="num">
            <Price lang={lang} value={{ amount: order.totalAmount, currency: order.currency }} />
            <span class="note">{words.lines(lang, { n: order.lines })}</span>
          </td>
        </tr>
      ))}
    </Table>
  )
}

function Export({ lang, days }: OrderListProps) {
  return (
    <details class="order-export">
      <summary class="button slim">{words.export_(lang)}</summary>
      <form method="get" action={officePath(lang, '/orders.csv')}>
        <div class="field">
          <label for="from">{words.from(lang)}</label>
          <input class="input" type="date" id="from" name="from" value={days.from} required />
        </div>
        <div class="field">
          <label for="until">{words.to(lang)}</label>
          <input class="input" type="date" id="until" name="until" value={days.until} required />
        </div>
        <button class="button slim" type="submit">
          {words.download(lang)}
        </button>
      </form>
    </details>
  )
}
