import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Database } from '#database'
import { openPortOneServer } from '../../../test/portone-server.ts'
import type { ProviderServer } from '../../../test/provider-server.ts'
import { type Hook, openStripeServer } from '../../../test/stripe-server.ts'
import { aProduct, sell } from '../fixture.ts'
import { placeOrder } from '../order/place.ts'
import { variant } from '../schema.ts'
import type { PaymentPort, Provider } from './port.ts'
import { openPortOne } from './portone.ts'
import { openStripe } from './stripe.ts'

/** For tests: a provider's server, what speaks to it, and what a buyer or a thief does there. */
export interface Counter extends AsyncDisposable {
  provider: Provider
  port: PaymentPort
  server: ProviderServer & { refusal: string | null }
  /** The buyer pays, or something else than they should. */
  pay(reference: string, changes?: { amount?: number; currency?: string }): void
  /** The payment is over, unpaid. */
  end(reference: string): void
  /** Money goes back from the provider's own pages. */
  giveBack(reference: string, amount: number): void
  /** The webhook of how it stands. */
  hook(what: 'paid' | 'ended' | 'back', reference: string, o?: { id?: string; at?: Date; secret?: string }): Hook
  /** A signed webhook of any kind, about anything. */
  sign(type: string, about: object): Hook
  /** What went back, at the provider. */
  gone(reference: string): number[]
}

/** For tests: Stripe's. */
export async function openStripeCounter(): Promise<Counter> {
  const server = await openStripeServer()
  const the = (reference: string) => server.sessions.get(reference) ?? assert.fail(`no session ${reference}`)
  const types = { paid: 'checkout.session.completed', ended: 'checkout.session.expired', back: 'charge.refunded' }
  return {
    ...{ provider: 'stripe', server, port: openStripe(server.settings) },
    pay(reference, { amount, currency } = {}) {
      const money = { ...(amount && { amount_total: amount }), ...(currency && { currency: currency.toLowerCase() }) }
      server.pay(reference, money)
    },
    end: reference => void Object.assign(the(reference), { status: 'expired', url: null }),
    giveBack: (reference, amount) => void server.giveBack(reference, amount),
    hook(what, reference, o) {
      const intent = the(reference).payment_intent
      return server.hook(
        types[what],
        what === 'back' ? { object: 'charge', payment_intent: intent } : the(reference),
        o,
      )
    },
    sign: (type, about) => server.hook(type, about),
    gone: reference =>
      server.refunds.filter(one => one.payment_intent === the(reference).payment_intent).map(one => one.amount),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

/** For tests: PortOne's. */
export async function openPortOneCounter(): Promise<Counter> {
  const server = await openPortOneServer()
  const the = (reference: string) => server.payments.get(reference) ?? assert.fail(`no payment ${reference}`)
  const types = { paid: 'Transaction.Paid', ended: 'Transaction.Failed', back: 'Transaction.PartialCancelled' }
  return {
    ...{ provider: 'portone', server, port: openPortOne(server.settings) },
    pay(reference, { amount: total, currency } = {}) {
      const amount = total === undefined ? {} : { amount: { total, paid: total, cancelled: 0 } }
      server.pay(reference, { ...amount, ...(currency && { currency }) })
    },
    end: reference => void server.pay(reference, { status: 'FAILED' }),
    giveBack(reference, amount) {
      const payment = the(reference)
      payment.amount.cancelled += amount
      payment.status = payment.amount.cancelled === payment.amount.total ? 'CANCELLED' : 'PARTIAL_CANCELLED'
      const cancellation = { status: 'SUCCEEDED', id: randomUUID(), totalAmount: amount, reason: 'console' } as const
      payment.cancellations = [...(payment.cancellations ?? []), cancellation]
    },
    hook: (what, reference, o) => server.hook(types[what], reference, o),
    sign: (type, about) => server.hook(type, 'paymentId' in about ? String(about.paymentId) : ''),
    gone: reference => (the(reference).cancellations ?? []).map(one => one.totalAmount),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

/** For tests: a cup at 12,000 won of which there are so many pieces. Gives its variant. */
export async function aCup(db: Database, { stock = 9 }: { stock?: number } = {}): Promise<string> {
  const slug = `cup-${randomUUID().slice(0, 8)}`
  const variants = [{ sku: `SKU-${slug}`, options: {}, price: 12_000, stock }]
  await sell(db, [aProduct({ slug, variants })])
  const [row] = await db
    .select({ id: variant.id })
    .from(variant)
    .where(eq(variant.sku, `SKU-${slug}`))
  return row?.id ?? assert.fail()
}

/** For tests: an order of one piece that waits to be paid through a provider. */
export async function anOrder(
  db: Database,
  { variantId, payBy, now }: { variantId: string; payBy: Provider; now: Date },
): Promise<{ id: string; token: string }> {
  const placed = await placeOrder(db, {
    checkoutId: randomUUID(),
    shopperId: randomUUID(),
    lines: [{ variantId, quantity: 1, offerId: null }],
    email: 'jimin@example.com',
    address: {
      ...{ country: 'KR', name: '김지민', phone: '010-1234-5678', postcode: '04524' },
      ...{ line1: '세종대로 110', line2: '', city: '', region: '' },
    },
    note: '',
    language: 'ko',
    payBy,
    depositor: null,
    expectedTotal: 12_000,
    now,
  })
  assert.equal(placed.kind, 'placed')
  return 'order' in placed ? placed.order : assert.fail()
}
