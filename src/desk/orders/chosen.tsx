import { type Lang, money, orders, pick, officeOrders as words } from '#language'
import { mayMove, type OrderView } from '#shop'
import { officePath } from '../office/door.ts'
import { Empty } from '../office/parts/empty.tsx'
import { Table } from '../office/parts/table.tsx'
import { CarrierFields } from './carrier.tsx'
import { stateWord } from './order-words.ts'

export type ManyAct = 'paid' | 'ship'

export interface ChosenProps {
  lang: Lang
  act: ManyAct
  orders: readonly OrderView[]
  /** The carrier that is chosen to begin with. */
  carrier: string
  /** The list that one came from: its search and tab. */
  from: { q: string; tab: string }
}

/** Whether an order can be noted as paid, or be sent. One whose money went back is not sent by mistake. */
export function isReady(order: OrderView, act: ManyAct): boolean {
  if (act === 'paid') return order.payBy === 'transfer' && mayMove(order.state, 'paid')
  return mayMove(order.state, 'shipped') && !isGivenBack(order)
}

/** Whether all that was paid for an order went back, or is about to. */
export function isGivenBack({ state, totalAmount, keptAmount }: OrderView): boolean {
  return state === 'paid' && totalAmount > 0 && keptAmount <= 0
}

/** Several orders, to be noted as paid or to be sent: what is about to be done stands here once more. */
export function Chosen({ lang, act, orders: all, carrier, from }: ChosenProps) {
  const ready = all.filter(order => isReady(order, act))
  const others = all.filter(order => !isReady(order, act))
  return (
    <div class="orders">
      {ready.length === 0 ? (
        <Empty title={words.noneOfThem(lang)} lead={words.noneFoundLead(lang)} />
      ) : (
        <form class="order-act" method="post" action={officePath(lang, '/orders/chosen')}>
          <input type="hidden" name="act" value={act} />
          {from.q !== '' && <input type="hidden" name="q" value={from.q} />}
          {from.tab !== 'all' && <input type="hidden" name="state" value={from.tab} />}
          <p class="quiet">{act === 'paid' ? words.paidManyLead(lang) : words.sendManyLead(lang)}</p>
          {act === 'ship' && (
            <div class="parcel-fields">
              <CarrierFields lang={lang} carrier={carrier} />
            </div>
          )}
          <Ready lang={lang} act={act} orders={ready} />
          <button class="button primary tall" type="submit">
            {(act === 'paid' ? words.paidN : words.sendN)(lang, { n: ready.length })}
          </button>
        </form>
      )}
      {others.length > 0 && (
        <section aria-labelledby="others">
          <h2 id="others">{words.cannotNow(lang)}</h2>
          <ul>
            {others.map(order => (
              <li key={order.id}>
                <NumberLink lang={lang} order={order} /> ·{' '}
                {isGivenBack(order) ? words.allGivenBack(lang) : stateWord(lang, order.state)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function Ready({ lang, act, orders: ready }: { lang: Lang; act: ManyAct; orders: readonly OrderView[] }) {
  const heads = {
    number: words.numberHead(lang),
    who: act === 'paid' ? orders.depositor(lang) : words.receiver(lang),
    what: act === 'paid' ? words.totalHead(lang) : words.goods(lang),
    tracking: words.tracking(lang),
  }
  const columns = [heads.number, heads.who, heads.what, ...(act === 'ship' ? [heads.tracking] : [])]
  return (
    <Table label={words.chosen(lang)} columns={columns.map(head => ({ head }))}>
      {ready.map(order => (
        <tr key={order.id}>
          <td data-head={heads.number}>
            <label class="check">
              <input type="checkbox" name="ids" value={order.id} checked />
              <NumberLink lang={lang} order={order} />
            </label>
          </td>
          <td data-head={heads.who}>{act === 'paid' ? order.depositor : order.address.name}</td>
          <td data-head={heads.what}>{act === 'paid' ? amountOf(lang, order) : goodsOf(lang, order)}</td>
          {act === 'ship' && (
            <td data-head={heads.tracking}>
              <input
                class="input"
                name={`tracking-${order.id}`}
                data-tracking={order.number}
                maxLength={60}
                autocomplete="off"
                inputmode="text"
                aria-label={`${heads.tracking} ${words.order(lang, { number: order.number })}`}
              />
            </td>
          )}
        </tr>
      ))}
    </Table>
  )
}

function NumberLink({ lang, order }: { lang: Lang; order: OrderView }) {
  return (
    <a class="link" href={officePath(lang, `/orders/${order.id}`)}>
      {order.number}
    </a>
  )
}

function amountOf(lang: Lang, { totalAmount: amount, currency }: OrderView): string {
  return money(lang, { amount, currency })
}

function goodsOf(lang: Lang, { lines }: OrderView): string {
  return lines
    .map(({ name, choice, quantity }) =>
      [pick(lang, name), pick(lang, choice), `× ${quantity}`].filter(Boolean).join(' '),
    )
    .join(', ')
}
