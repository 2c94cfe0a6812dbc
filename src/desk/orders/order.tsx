import { countryName, type Lang, office, orders, pick, officeOrders as words } from '#language'
import type { Staff } from '#members'
import { carrierOf } from '#shop'
import { Icon, Moment, outIcon, Price, WithMoment } from '#ui'
import { officePath } from '../office/door.ts'
import { Table } from '../office/parts/table.tsx'
import { Acts } from './acts.tsx'
import type { StaffsOrder } from './order-view.ts'
import { stateTone, stateWord, wayWord } from './order-words.ts'
import { Refunds } from './refunds.tsx'

export interface OrderProps {
  lang: Lang
  order: StaffsOrder
  staff: Staff
  /** Makes sending a refund twice one thing. */
  refundId: string
  /** The carrier that is chosen to begin with. */
  carrier: string
}

/** One order: how it stands, what can be done, what is in it, where it goes, and what happened. */
export function Order(props: OrderProps) {
  const { lang, order } = props
  return (
    <div class="staff-order">
      <p class="order-line">
        <span class={stateTone(order.state)}>{stateWord(lang, order.state)}</span>
        <span>{wayWord(lang, order.payBy)}</span>
        {order.depositor !== null && <span>{words.depositorIs(lang, { name: order.depositor })}</span>}
        <Moment lang={lang} at={order.placedAt} />
        {order.expiresAt && (
          <span>
            <WithMoment lang={lang} at={order.expiresAt} say={until => words.until(lang, { until })} />
          </span>
        )}
      </p>
      <div class="staff-order-columns">
        <div>
          <Acts {...props} />
          <Goods lang={lang} order={order} />
          <Refunds {...props} />
          <History lang={lang} order={order} />
        </div>
        <div>
          <Receiver lang={lang} order={order} />
          <Parcel lang={lang} order={order} />
          <Links lang={lang} order={order} />
        </div>
      </div>
    </div>
  )
}

type PartProps = Pick<OrderProps, 'lang' | 'order'>

function Goods({ lang, order }: PartProps) {
  const of = (amount: number) => ({ amount, currency: order.currency })
  const tax: [string, number][] = order.taxIsIncluded ? [] : [[orders.tax(lang), order.taxAmount]]
  const sums: [string, number][] = [
    [orders.goodsSum(lang), order.goodsAmount],
    [orders.shipping(lang), order.shippingAmount],
    ...tax,
  ]
  return (
    <section class="office-part" aria-labelledby="goods">
      <h2 id="goods">{words.goods(lang)}</h2>
      <ul class="order-goods">
        {order.lines.map(line => (
          <li key={line.position}>
            <div>
              <b>{pick(lang, line.name)}</b> {pick(lang, line.choice)}
              <span class="note">
                {line.sku}
                {line.offerId !== null && ` · ${orders.agreedPrice(lang)}`}
                {line.gift && ` · ${orders.gift(lang, { gift: line.gift })}`}
              </span>
            </div>
            <span>{orders.pieces(lang, { n: line.quantity })}</span>
            <Price lang={lang} value={of(line.unitAmount * line.quantity)} />
          </li>
        ))}
      </ul>
      <dl class="order-sums">
        {sums.map(([name, amount]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Price lang={lang} value={of(amount)} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{orders.total(lang)}</dt>
          <dd>
            <Price lang={lang} value={of(order.totalAmount)} />
          </dd>
        </div>
      </dl>
      {order.note !== '' && (
        <p>
          <span class="note">{words.note(lang)}</span>
          <br />
          <span class="order-note">{order.note}</span>
        </p>
      )}
    </section>
  )
}

function Receiver({ lang, order }: PartProps) {
  const { name, phone, postcode, line1, line2, city, region, country } = order.address
  const lines = [
    `${postcode} ${line1}`.trim(),
    line2,
    [city, region].filter(Boolean).join(', '),
    countryName(lang, country),
  ]
  return (
    <section class="office-part" aria-labelledby="receiver">
      <h2 id="receiver">{words.receiver(lang)}</h2>
      <address>
        <b>{name}</b>
        {[...lines, phone, order.email].filter(Boolean).map(line => (
          <span key={line}>{line}</span>
        ))}
      </address>
    </section>
  )
}

function Parcel({ lang, order }: PartProps) {
  if (!order.carrier) return null
  const { name, href } = carrierOf(order.carrier, order.tracking)
  return (
    <section class="office-part" aria-labelledby="parcel">
      <h2 id="parcel">{orders.parcel(lang)}</h2>
      <p>
        {pick(lang, name)} <span class="num">{order.tracking}</span>
      </p>
      {href !== null && (
        <a class="link" href={href} target="_blank" rel="noopener noreferrer">
          {orders.follow(lang)} <Icon of={outIcon} small />
        </a>
      )}
    </section>
  )
}

function Links({ lang, order }: PartProps) {
  return (
    <p class="order-links">
      {order.room !== null && (
        <a class="link" href={`/${lang}/desk/c/${order.room}`}>
          {words.conversation(lang)}
        </a>
      )}
      <a class="link" href={officePath(lang, `/orders/${order.id}/slip`)}>
        {words.slip(lang)}
      </a>
      <a class="link" href={`/${order.language}/orders/${order.token}`} target="_blank" rel="noopener noreferrer">
        {words.buyersPage(lang)} <Icon of={outIcon} small />
      </a>
    </p>
  )
}

/** A note of the staff, which then stands in the history. */
function Remark({ lang, order }: PartProps) {
  return (
    <form class="order-act" method="post" action={officePath(lang, `/orders/${order.id}`)}>
      <input type="hidden" name="act" value="remark" />
      <div class="field">
        <label for="remark">{words.remark(lang)}</label>
        <input
          class="input"
          id="remark"
          name="why"
          required
          maxLength={500}
          autocomplete="off"
          aria-describedby="remark-note"
        />
        <p class="note" id="remark-note">
          {words.remarkHint(lang)}
        </p>
      </div>
      <button class="button slim" type="submit">
        {words.addRemark(lang)}
      </button>
    </form>
  )
}

function History({ lang, order }: PartProps) {
  const heads = [words.placedHead(lang), words.stateHead(lang), words.why(lang), office.nameHead(lang)]
  return (
    <section class="office-part" aria-labelledby="history">
      <h2 id="history">{words.history(lang)}</h2>
      <Table label={words.history(lang)} columns={heads.map(head => ({ head }))}>
        {order.history.map(({ at, what, why, who }, i) => (
          <tr key={i}>
            <td data-head={heads[0]}>
              <Moment lang={lang} at={at} />
            </td>
            <td data-head={heads[1]}>{what}</td>
            <td data-head={heads[2]}>{why}</td>
            <td data-head={heads[3]}>{who}</td>
          </tr>
        ))}
      </Table>
      <Remark lang={lang} order={order} />
    </section>
  )
}
