import { type Lang, office, officeOrders as words } from '#language'
import type { OrderPage } from '#shop'
import { Moment, Price, WithMoment } from '#ui'
import { officePath } from '../office/door.ts'
import { Empty } from '../office/parts/empty.tsx'
import { Pager } from '../office/parts/pager.tsx'
import { Table } from '../office/parts/table.tsx'
import { stateTone, stateWord, wayWord } from './order-words.ts'
import { type Counts, countOf, everyOrder, type OrdersQuery, ordersAddress, type Tab, tabs } from './query.ts'

export interface OrderListProps {
  lang: Lang
  query: OrdersQuery
  page: OrderPage
  counts: Counts
  /** A mark of how the orders stand, by which the page notices that they changed. */
  mark: string
  mayExport: boolean
  /** The days that the export begins with. */
  days: { from: string; until: string }
}

/**
 * The shop's orders: by state, found by what one knows of them. New ones appear by themselves; before the first there is
 * nothing to sort or to take out.
 */
export function OrderList(props: OrderListProps) {
  const { lang, query, page, counts, mark, mayExport } = props
  const isFirst = query.after === null
  const isEmpty = page.orders.length === 0 && countOf(everyOrder, counts) === 0
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
      <div class="orders" data-orders={isFirst ? mark : ''}>
        {!isEmpty && <Tabs {...props} />}
        {page.orders.length === 0 ? (
          <Nothing lang={lang} isEmpty={isEmpty} />
        ) : (
          <form class="office-list" method="get" action={officePath(lang, '/orders/chosen')} data-bulk>
            <Rows lang={lang} page={page} />
            <Pager
              lang={lang}
              first={isFirst ? null : ordersAddress(lang, { ...query, after: null })}
              next={page.next === null ? null : ordersAddress(lang, { ...query, after: Number(page.next) })}
            />
            <WithChosen lang={lang} query={query} />
          </form>
        )}
      </div>
      {!isEmpty && <p class="note needs-script list-keys">{words.keys(lang)}</p>}
      {!isEmpty && mayExport && <Export {...props} />}
    </>
  )
}

function Tabs({ lang, query, counts }: OrderListProps) {
  return (
    <nav class="order-tabs" aria-label={words.states(lang)}>
      {Object.entries(tabs).map(([tab, holds]) => (
        <a
          key={tab}
          href={ordersAddress(lang, { ...query, tab, after: null })}
          aria-current={tab === query.tab ? 'page' : undefined}
        >
          {tabName(lang, tab, holds)} <span class="num">{countOf(holds, counts)}</span>
        </a>
      ))}
    </nav>
  )
}

const names: Readonly<Record<string, (lang: Lang) => string>> = {
  all: words.all,
  todo: words.todo,
  send: words.send,
  owing: words.owing,
}

function tabName(lang: Lang, tab: string, { states }: Tab): string {
  return names[tab]?.(lang) ?? stateWord(lang, states[0] ?? 'paid')
}

/** What can be done with several at once; each leads to a page on which they stand once more. */
function WithChosen({ lang, query }: { lang: Lang; query: OrdersQuery }) {
  return (
    <fieldset class="bulk">
      <legend>
        {words.chosen(lang)} <output data-count />
      </legend>
      {query.q !== '' && <input type="hidden" name="q" value={query.q} />}
      {query.tab !== 'all' && <input type="hidden" name="state" value={query.tab} />}
      <button class="button primary" type="submit" name="act" value="ship">
        {words.sendMany(lang)}
      </button>
      <button class="button" type="submit" name="act" value="paid">
        {words.paidMany(lang)}
      </button>
      <button class="button" type="submit" formaction={officePath(lang, '/orders/slips')}>
        {words.slips(lang)}
      </button>
    </fieldset>
  )
}

function Nothing({ lang, isEmpty }: { lang: Lang; isEmpty: boolean }) {
  return isEmpty ? (
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
  const all = <input type="checkbox" class="needs-script" data-choose-all aria-label={words.chooseAll(lang)} />
  const columns = Object.entries(heads).map(([key, head]) => ({ head, number: key === 'total' }))
  return (
    <Table label={office.orders(lang)} columns={[{ head: all }, ...columns]}>
      {page.orders.map(order => (
        <tr key={order.id}>
          <td data-head={words.choose(lang)}>
            <input
              type="checkbox"
              name="ids"
              value={order.id}
              aria-label={words.chooseOne(lang, { number: order.number })}
            />
          </td>
          <td data-head={heads.number}>
            <a class="link" href={officePath(lang, `/orders/${order.id}`)}>
              {order.number}
            </a>
          </td>
          <td data-head={heads.state}>
            <span class={stateTone(order.state)}>{stateWord(lang, order.state)}</span>
            {order.isOwing && <span class="badge bad">{words.owing(lang)}</span>}
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
            <Moment lang={lang} at={order.placedAt} />
            {order.expiresAt && (
              <span class="note">
                <WithMoment lang={lang} at={order.expiresAt} say={until => words.until(lang, { until })} />
              </span>
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
