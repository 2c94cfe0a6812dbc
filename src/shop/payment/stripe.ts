import { createHash } from 'node:crypto'
import { Stripe } from 'stripe'
import { Problem } from '#edge'
import { payments as words } from '#language'
import {
  type GiveBack,
  type Payable,
  type PaymentNews,
  type PaymentPort,
  RefundRefused,
  type Standing,
} from './port.ts'
import { fromStripe, toStripe } from './stripe-amount.ts'

/** What the owner of a Stripe account sets. */
export interface StripeSettings {
  secretKey: string
  webhookSecret: string
  /** Where Stripe answers. */
  apiUrl: string
}

/** How old a webhook's signature may be, in seconds. */
const toleranceSeconds = 300
/** How long Stripe may think, in milliseconds; it is tried twice. */
const timeoutMs = 15_000
const provider = 'stripe' as const

type Session = Stripe.Checkout.Session

/** Payments on Stripe's own page (Checkout Sessions). A payment's reference is the id of its session. */
export function openStripe({ secretKey, webhookSecret, apiUrl }: StripeSettings): PaymentPort {
  const { protocol, hostname, port } = new URL(apiUrl)
  const stripe = new Stripe(secretKey, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    port: port === '' ? (protocol === 'http:' ? 80 : 443) : port,
    timeout: timeoutMs,
    maxNetworkRetries: 1,
    telemetry: false,
  })

  async function start(payable: Payable): Promise<{ address: string; reference: string }> {
    const wanted = sessionFor(payable)
    const idempotencyKey = keyOf(payable.paymentId, wanted)
    const session = await stripe.checkout.sessions.create(wanted, { idempotencyKey })
    if (session.url === null) throw new Error(`Stripe gave no page for the session ${session.id}`)
    return { address: session.url, reference: session.id }
  }

  async function resume({ reference }: { reference: string }): Promise<string | null> {
    const session = await stripe.checkout.sessions.retrieve(reference)
    return session.status === 'open' ? session.url : null
  }

  async function ask({ reference }: { reference: string }): Promise<Standing> {
    const session = await stripe.checkout.sessions.retrieve(reference, { expand: ['payment_intent.latest_charge'] })
    return { ...(standingOf(session) ?? nothingKnown(session)), backAmount: backOf(session), isOver: isOver(session) }
  }

  async function read({ headers, body, now }: { headers: Headers; body: string; now: Date }): Promise<PaymentNews> {
    const event = verified({ signature: headers.get('stripe-signature') ?? '', body, now })
    const nothing = { eventId: event.id, standing: null, failedRefund: null }
    switch (event.type) {
      case 'checkout.session.completed':
      case 'checkout.session.async_payment_succeeded':
        return { ...nothing, standing: standingOf(event.data.object) }
      case 'checkout.session.async_payment_failed':
      case 'checkout.session.expired': {
        const standing = standingOf(event.data.object)
        return { ...nothing, standing: standing && { ...standing, isOver: standing.paid === null } }
      }
      case 'charge.refunded':
        return { ...nothing, standing: await askByIntent(event.data.object) }
      case 'charge.dispute.created':
        return { ...nothing, standing: await askByIntent(event.data.object), dispute: 'opened' }
      case 'charge.dispute.closed': {
        const { status, amount, currency } = event.data.object
        const standing = await askByIntent(event.data.object)
        if (status !== 'lost' || standing === null) return { ...nothing, standing, dispute: 'over' }
        // Stripe does not count it among what was given back.
        const lost = fromStripe({ amount, currency: currency.toUpperCase() })
        return { ...nothing, standing: { ...standing, backAmount: standing.backAmount + lost }, dispute: 'lost' }
      }
      case 'refund.failed': {
        const { id, failure_reason: reason } = event.data.object
        return { ...nothing, failedRefund: { reference: id, trouble: reason ?? 'failed' } }
      }
      default:
        return nothing
    }
  }

  /** How the session stands in which something was paid; null for one that is not of ours. */
  async function askByIntent(of: { payment_intent: string | { id: string } | null }): Promise<Standing | null> {
    const intent = idOf(of.payment_intent)
    if (intent === null) return null
    const [session] = (await stripe.checkout.sessions.list({ payment_intent: intent, limit: 1 })).data
    return session === undefined || standingOf(session) === null ? null : ask({ reference: session.id })
  }

  function verified({ signature, body, now }: { signature: string; body: string; now: Date }): Stripe.Event {
    try {
      const { webhooks } = stripe
      return webhooks.constructEvent(body, signature, webhookSecret, toleranceSeconds, undefined, now.getTime())
    } catch {
      throw new Problem('invalid', 'payments.bad_signature', words.badSignature)
    }
  }

  async function refund({ reference, amount, currency, key }: GiveBack): Promise<string> {
    try {
      const intent = idOf((await stripe.checkout.sessions.retrieve(reference)).payment_intent)
      if (intent === null) throw new RefundRefused('nothing was paid')
      // Stripe forgets idempotency keys after a day; the refund itself it does not.
      const before = await stripe.refunds.list({ payment_intent: intent, limit: 100 })
      const made =
        before.data.find(one => one.metadata?.refundId === key) ??
        (await stripe.refunds.create(
          { payment_intent: intent, amount: toStripe({ amount, currency }), metadata: { refundId: key } },
          { idempotencyKey: key },
        ))
      if (made.status === 'failed' || made.status === 'canceled')
        throw new RefundRefused(made.failure_reason ?? made.status)
      return made.id
    } catch (thrown) {
      const refused = [Stripe.errors.StripeInvalidRequestError, Stripe.errors.StripeCardError]
      if (refused.some(kind => thrown instanceof kind)) throw new RefundRefused(messageOf(thrown))
      throw thrown
    }
  }

  return { provider, start, resume, read, ask, refund }
}

function sessionFor({
  orderId,
  paymentId,
  number,
  language,
  ...payable
}: Payable): Stripe.Checkout.SessionCreateParams {
  const metadata = { orderId, paymentId }
  const name = words.orderName(language, { number })
  const { totalAmount: amount, currency, email, until, returnTo } = payable
  const price = {
    currency: currency.toLowerCase(),
    unit_amount: toStripe({ amount, currency }),
    product_data: { name },
  }
  return {
    mode: 'payment',
    // One line with what the order comes to: shipping and tax are counted here, not there.
    line_items: [{ quantity: 1, price_data: price }],
    adaptive_pricing: { enabled: false },
    metadata,
    payment_intent_data: { metadata, description: name },
    client_reference_id: orderId,
    customer_email: email,
    locale: language,
    expires_at: Math.floor(until.getTime() / 1000),
    success_url: returnTo,
    cancel_url: returnTo,
  }
}

/** The payment's id, with what is asked for: the same key with something else would be refused. */
function keyOf(paymentId: string, wanted: object): string {
  return `${paymentId}-${createHash('sha256').update(JSON.stringify(wanted)).digest('base64url').slice(0, 16)}`
}

/** Null for a session that is not one of ours: an account may sell elsewhere, too. */
function standingOf(session: Session): Standing | null {
  const { orderId } = session.metadata ?? {}
  if (orderId === undefined) return null
  const { amount_total: total, payment_status: status } = session
  const currency = session.currency?.toUpperCase() ?? ''
  const paid =
    status === 'paid' && total !== null ? { amount: fromStripe({ amount: total, currency }), currency } : null
  return { provider, reference: session.id, orderId, paid, backAmount: 0, isOver: false }
}

function nothingKnown({ id: reference }: Session): Standing {
  return { provider, reference, orderId: null, paid: null, backAmount: 0, isOver: true }
}

function isOver({ status, payment_status: paid, payment_intent: intent }: Session): boolean {
  if (paid === 'paid') return false
  if (status === 'expired') return true
  const failed = ['canceled', 'requires_payment_method']
  return status === 'complete' && intent !== null && typeof intent === 'object' && failed.includes(intent.status)
}

function backOf({ payment_intent: intent, currency }: Session): number {
  const charge = intent !== null && typeof intent === 'object' ? intent.latest_charge : null
  const amount = charge !== null && typeof charge === 'object' ? charge.amount_refunded : 0
  return fromStripe({ amount, currency: currency?.toUpperCase() ?? 'USD' })
}

function idOf(named: string | { id: string } | null): string | null {
  return named !== null && typeof named === 'object' ? named.id : named
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
