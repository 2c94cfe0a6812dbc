import { decimalsOf, money, officeOrders as words } from '#language'
import { Moment, Price } from '#ui'
import { officePath } from '../office/door.ts'
import { writeAmount } from '../office/parts/amount.ts'
import { Confirm } from '../office/parts/confirm.tsx'
import type { OrderProps } from './order.tsx'
import { reasonWord, wayWord } from './order-words.ts'
import { mayDo } from './policy.ts'

const tones = {
  pending: 'badge wait',
  paid: 'badge good',
  done: 'badge good',
  failed: 'badge bad',
  returned: 'badge wait',
}

/** The money of an order: what came, what went back, and giving more back. */
export function Refunds(props: OrderProps) {
  const { lang, order, staff, refundId } = props
  const paymentWords = {
    pending: words.paymentPending,
    paid: words.paymentPaid,
    failed: words.paymentFailed,
    returned: words.paymentReturned,
  }
  const refundWords = { pending: words.refundPending, done: words.refundDone, failed: words.refundFailed }
  return (
    <section class="office-part" aria-labelledby="money">
      <h2 id="money">{words.payments(lang)}</h2>
      <ul class="order-goods">
        {order.payments.filter(isOpen(order)).map(payment => (
          <li key={payment.id}>
            <div>
              {wayWord(lang, payment.provider)}{' '}
              <span class={tones[payment.state]}>{paymentWords[payment.state](lang)}</span>
            </div>
            {payment.paidAt ? <Moment class="note" lang={lang} at={payment.paidAt} /> : <span />}
            <Price lang={lang} value={payment} />
          </li>
        ))}
        {order.refunds.map(refund => {
          const payment = order.payments.find(one => one.id === refund.paymentId)
          const way = payment?.provider
          const byHand = way === 'transfer' || way === 'delivery'
          return (
            <li key={refund.id}>
              <div>
                {words.refund(lang)} <span class={tones[refund.state]}>{refundWords[refund.state](lang)}</span>
                <span class="note">{reasonWord(lang, refund.reason)}</span>
                {refund.state === 'failed' && refund.trouble && <span class="note bad">{refund.trouble}</span>}
                {refund.state === 'failed' && mayDo('again', staff) && leftOf(order, refund) >= refund.amount && (
                  <form method="post" action={officePath(lang, `/orders/${order.id}`)}>
                    <input type="hidden" name="act" value="again" />
                    <input type="hidden" name="failedId" value={refund.id} />
                    <input type="hidden" name="refundId" value={refundId} />
                    <button class="button slim" type="submit">
                      {words.askAgain(lang)}
                    </button>
                  </form>
                )}
                {refund.state === 'pending' && byHand && mayDo('refunded', staff) && (
                  <form method="post" action={officePath(lang, `/orders/${order.id}`)}>
                    <input type="hidden" name="act" value="refunded" />
                    <input type="hidden" name="refundId" value={refund.id} />
                    <button class="button slim" type="submit">
                      {words.sentByHand(lang)}
                    </button>
                  </form>
                )}
              </div>
              <Moment class="note" lang={lang} at={refund.at} />
              <Price lang={lang} value={{ amount: -refund.amount, currency: payment?.currency ?? order.currency }} />
            </li>
          )
        })}
      </ul>
      {order.keptAmount > 0 && mayDo('refund', staff) && <Give {...props} />}
    </section>
  )
}

/** Nobody waits any more for what was to be paid for an order that is called off. */
function isOpen({ state: of }: OrderProps['order']) {
  return ({ state }: { state: string }) => state !== 'pending' || of !== 'cancelled'
}

/** What of a payment has not gone back, and is not about to. */
function leftOf({ payments, refunds }: OrderProps['order'], { paymentId }: { paymentId: string }): number {
  const back = refunds.filter(one => one.paymentId === paymentId && one.state !== 'failed')
  const came = payments.find(one => one.id === paymentId)?.amount ?? 0
  return came - back.reduce((sum, { amount }) => sum + amount, 0)
}

function Give({ lang, order, refundId }: OrderProps) {
  const { id, keptAmount, currency, payBy } = order
  const byHand = payBy === 'transfer' || payBy === 'delivery'
  const lead = words.refundLead(lang, { amount: money(lang, { amount: keptAmount, currency }) })
  return (
    <p>
      <Confirm
        lang={lang}
        id="give"
        open={words.refund(lang)}
        title={words.refundSure(lang)}
        lead={`${lead} ${byHand ? words.refundHand(lang) : words.refundProvider(lang)}`}
        go={words.refund(lang)}
        action={officePath(lang, `/orders/${id}`)}
        fields={{ act: 'refund', refundId }}
        danger
      >
        <div class="field">
          <label for="give-amount">{words.refundAmount(lang)}</label>
          <input
            class="input"
            id="give-amount"
            name="amount"
            inputmode={decimalsOf(currency) === 0 ? 'numeric' : 'decimal'}
            value={writeAmount(keptAmount, currency)}
            required
            maxLength={20}
            autocomplete="off"
          />
        </div>
        <div class="field">
          <label for="give-why">{words.why(lang)}</label>
          <input class="input" id="give-why" name="why" required maxLength={200} autocomplete="off" />
        </div>
      </Confirm>
    </p>
  )
}
