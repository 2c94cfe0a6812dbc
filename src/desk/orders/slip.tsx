import { countryName, type Lang, type Localized, orders, pick, officeOrders as words } from '#language'
import type { OrderView } from '#shop'
import { Moment } from '#ui'

interface SlipsProps {
  /** That of whoever prints them. */
  lang: Lang
  shop: Localized
  orders: readonly OrderView[]
}

/** Packing slips, each on a sheet of its own. */
export function Slips({ lang, shop, orders: all }: SlipsProps) {
  return (
    <main class="slips" id="main">
      <button class="button needs-script" type="button" data-print>
        {words.print(lang)}
      </button>
      {all.map(order => (
        <Slip key={order.id} shop={shop} order={order} />
      ))}
    </main>
  )
}

/** What goes into the parcel, in the buyer's language: no prices, so that it can be a present. */
function Slip({ shop, order }: { shop: Localized; order: OrderView }) {
  const lang = order.language
  const { name, phone, postcode, line1, line2, city, region, country } = order.address
  return (
    <section class="slip" lang={lang}>
      <header>
        <p>{pick(lang, shop)}</p>
        <h1>{words.order(lang, { number: order.number })}</h1>
        <p>
          <Moment lang={lang} at={order.placedAt} />
        </p>
      </header>
      <address>
        <b>{name}</b>
        {[
          `${postcode} ${line1}`.trim(),
          line2,
          [city, region].filter(Boolean).join(', '),
          countryName(lang, country),
          phone,
        ]
          .filter(Boolean)
          .map(line => (
            <span key={line}>{line}</span>
          ))}
      </address>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{words.goods(lang)}</th>
            <th scope="col">{words.sku(lang)}</th>
            <th scope="col" class="num">
              {orders.quantity(lang)}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map(line => (
            <tr key={line.position}>
              <td>
                {pick(lang, line.name)} {pick(lang, line.choice)}
                {line.gift && <span class="note"> {orders.gift(lang, { gift: line.gift })}</span>}
              </td>
              <td>{line.sku}</td>
              <td class="num">{line.quantity}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {order.note !== '' && <p class="order-note">{order.note}</p>}
    </section>
  )
}
