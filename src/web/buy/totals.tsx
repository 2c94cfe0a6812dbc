import { type Lang, money, orders as words } from '#language'
import { Price } from '#ui'

/** What an order comes to. Amounts in minor units of `currency`. */
export interface Amounts {
  goodsAmount: number
  shippingAmount: number
  taxAmount: number
  taxIsIncluded: boolean
  totalAmount: number
  currency: string
}

/** What an order comes to, line by line. */
export function Totals({ lang, amounts }: { lang: Lang; amounts: Amounts }) {
  const { goodsAmount, shippingAmount, taxAmount, taxIsIncluded, totalAmount, currency } = amounts
  const of = (amount: number) => ({ amount, currency })
  return (
    <dl class="totals">
      <div>
        <dt>{words.goodsSum(lang)}</dt>
        <dd>
          <Price lang={lang} value={of(goodsAmount)} />
        </dd>
      </div>
      <div>
        <dt>{words.shipping(lang)}</dt>
        <dd>{shippingAmount === 0 ? words.free(lang) : <Price lang={lang} value={of(shippingAmount)} />}</dd>
      </div>
      {!taxIsIncluded && taxAmount > 0 && (
        <div>
          <dt>{words.tax(lang)}</dt>
          <dd>
            <Price lang={lang} value={of(taxAmount)} />
          </dd>
        </div>
      )}
      <div class="all">
        <dt>{words.total(lang)}</dt>
        <dd>
          <Price lang={lang} value={of(totalAmount)} />
          {taxIsIncluded && taxAmount > 0 && (
            <p class="note">{words.taxIncluded(lang, { amount: money(lang, of(taxAmount)) })}</p>
          )}
        </dd>
      </div>
    </dl>
  )
}
