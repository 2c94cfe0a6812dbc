import type { ComponentChildren } from 'preact'
import { type Lang, money, officeOrders as words } from '#language'
import { mayMove } from '#shop'
import { officePath } from '../office/door.ts'
import { Confirm } from '../office/parts/confirm.tsx'
import { CarrierFields } from './carrier.tsx'
import { isGivenBack } from './chosen.tsx'
import type { OrderProps } from './order.tsx'
import { mayDo } from './policy.ts'

/** What can be done with an order as it stands. */
export function Acts(props: OrderProps) {
  const { lang, order, staff, carrier } = props
  const { state, payBy } = order
  const may = { paid: payBy === 'transfer' && mayMove(state, 'paid'), ship: mayMove(state, 'shipped') }
  const isSent = state === 'shipped' || state === 'completed'
  const owesAtDoor = state === 'completed' && order.payments.some(isDueAtDoor)
  const isDone =
    (state === 'completed' && !owesAtDoor) || state === 'cancelled' || (state === 'expired' && payBy !== 'transfer')
  return (
    <section class="office-part" aria-labelledby="next">
      <h2 id="next">{words.nextStep(lang)}</h2>
      {isDone && <p class="quiet">{words.nothingToDo(lang)}</p>}
      {state === 'pending_payment' && <p class="quiet">{words.waitsForProvider(lang)}</p>}
      {may.paid && <MarkPaid {...props} />}
      {may.ship && (
        <Form {...props} act="ship">
          {isGivenBack(order) && <p class="note bad">{words.allGivenBack(lang)}</p>}
          <ParcelFields lang={lang} carrier={carrier} tracking={order.tracking} />
          <button class="button primary" type="submit">
            {words.ship(lang)}
          </button>
        </Form>
      )}
      {(state === 'shipped' || owesAtDoor) && (
        <Form {...props} act="complete">
          <button class="button primary" type="submit">
            {owesAtDoor
              ? words.paidAtDoor(lang)
              : payBy === 'delivery'
                ? words.completeDoor(lang)
                : words.complete(lang)}
          </button>
        </Form>
      )}
      {isSent && (
        <details>
          <summary class="button slim">{words.changeParcel(lang)}</summary>
          <Form {...props} act="parcel">
            <ParcelFields lang={lang} carrier={order.carrier} tracking={order.tracking} />
            <button class="button" type="submit">
              {words.changeParcel(lang)}
            </button>
          </Form>
        </details>
      )}
      {mayMove(state, 'cancelled') &&
        (mayDo('cancel', staff) ? <Cancel {...props} /> : <p class="note">{words.ownerOnly(lang)}</p>)}
    </section>
  )
}

/** It arrived, as its buyer said, and nobody noted yet that it was paid at the door. */
function isDueAtDoor({ provider, state }: OrderProps['order']['payments'][number]): boolean {
  return provider === 'delivery' && state === 'pending'
}

function Form({ lang, order, act, children }: OrderProps & { act: string; children: ComponentChildren }) {
  return (
    <form class="order-act" method="post" action={officePath(lang, `/orders/${order.id}`)}>
      <input type="hidden" name="act" value={act} />
      {children}
    </form>
  )
}

function MarkPaid(props: OrderProps) {
  const { lang, order } = props
  const amount = money(lang, { amount: order.totalAmount, currency: order.currency })
  return (
    <Form {...props} act="paid">
      <p>{words.markPaidLead(lang, { depositor: order.depositor ?? '', amount })}</p>
      {order.state === 'expired' && <p class="note">{words.markPaidLate(lang)}</p>}
      <button class="button primary" type="submit">
        {words.markPaid(lang)}
      </button>
    </Form>
  )
}

function ParcelFields({ lang, carrier, tracking }: { lang: Lang; carrier: string | null; tracking: string | null }) {
  return (
    <div class="parcel-fields">
      <CarrierFields lang={lang} carrier={carrier} />
      <div class="field">
        <label for="tracking">{words.tracking(lang)}</label>
        <input class="input" id="tracking" name="tracking" maxLength={60} autocomplete="off" value={tracking ?? ''} />
      </div>
    </div>
  )
}

function Cancel({ lang, order, refundId }: OrderProps) {
  const { id, number, state, keptAmount, currency } = order
  const isSent = state === 'shipped' || state === 'completed'
  return (
    <p class="order-cancel">
      <Confirm
        lang={lang}
        id="cancel"
        open={isSent ? words.cancelSent(lang) : words.cancel(lang)}
        title={words.cancelSure(lang, { number })}
        lead={words.cancelLead(lang)}
        go={words.cancel(lang)}
        action={officePath(lang, `/orders/${id}`)}
        fields={{ act: 'cancel', refundId }}
        danger
      >
        <div class="field">
          <label for="cancel-why">{words.why(lang)}</label>
          <input class="input" id="cancel-why" name="why" required maxLength={200} autocomplete="off" />
        </div>
        {(state === 'paid' || isSent) && <Check id="restock" text={words.restock(lang)} />}
        {keptAmount > 0 && (
          <Check id="refund" text={words.refundAll(lang, { amount: money(lang, { amount: keptAmount, currency }) })} />
        )}
      </Confirm>
    </p>
  )
}

function Check({ id, text }: { id: string; text: string }) {
  return (
    <div class="check">
      <input type="checkbox" id={`cancel-${id}`} name={id} value="on" checked />
      <label for={`cancel-${id}`}>{text}</label>
    </div>
  )
}
