import { createHmac, randomUUID } from 'node:crypto'
import { type Answer, type Asked, deliver, openProvider, type ProviderServer, payPage } from './provider-server.ts'
import type { Hook } from './stripe-server.ts'

interface Cancellation {
  status: 'SUCCEEDED'
  id: string
  totalAmount: number
  reason: string
}

/** A payment, as far as a shop sees it. */
export interface PortOnePayment {
  status: 'READY' | 'PAID' | 'FAILED' | 'PARTIAL_CANCELLED' | 'CANCELLED'
  id: string
  storeId: string
  channel: { type: 'LIVE' | 'TEST'; key: string }
  amount: { total: number; paid: number; cancelled: number }
  currency: string
  paidAt?: string
  cancellations?: Cancellation[]
}

/** A server that speaks PortOne's protocol (V2), with a window in which a buyer pays. Its signatures are real. */
export interface PortOneServer extends ProviderServer {
  settings: {
    storeId: string
    channelKey: string
    method: 'CARD'
    apiSecret: string
    webhookSecret: string
    apiUrl: string
  }
  payments: Map<string, PortOnePayment>
  /** What the shop said that a payment will come to. */
  registered: Map<string, { totalAmount: number; currency: string }>
  webhookTo: string | null
  refusal: string | null
  /** Makes a payment paid, as its window does. */
  pay(id: string, changes?: Partial<PortOnePayment>): PortOnePayment
  hook(type: string, paymentId: string, o?: { id?: string; at?: Date; secret?: string; storeId?: string }): Hook
  /** What stands in for PortOne's script in a browser: it leads to the window of this server. */
  script: string
}

const storeId = 'store-doumi-test'
const channelKey = 'channel-key-test'
const apiSecret = 'portone-secret'
const webhookSecret = `whsec_${Buffer.from('a secret of the tests').toString('base64')}`

/** Opens one. */
export async function openPortOneServer(): Promise<PortOneServer> {
  const payments = new Map<string, PortOnePayment>()
  const registered = new Map<string, { totalAmount: number; currency: string }>()
  const provider = await openProvider(answer)
  const portOne: PortOneServer = Object.assign(provider, {
    settings: { storeId, channelKey, method: 'CARD' as const, apiSecret, webhookSecret, apiUrl: provider.origin },
    payments,
    registered,
    webhookTo: null,
    refusal: null,
    script: `window.PortOne = { requestPayment: request => { location.assign('${provider.origin}/window?' +
      new URLSearchParams({ request: JSON.stringify(request) })); return new Promise(() => {}) } }`,
    pay(id: string, changes: Partial<PortOnePayment> = {}) {
      const { totalAmount: total = 0, currency = 'KRW' } = registered.get(id) ?? {}
      const payment: PortOnePayment = {
        status: 'PAID',
        id,
        storeId,
        channel: { type: 'LIVE', key: channelKey },
        amount: { total, paid: total, cancelled: 0 },
        currency,
        paidAt: new Date().toISOString(),
        ...changes,
      }
      payments.set(id, payment)
      return payment
    },
    hook(type: string, paymentId: string, o: { id?: string; at?: Date; secret?: string; storeId?: string } = {}) {
      const { id = randomUUID(), at = new Date(), secret = webhookSecret } = o
      const timestamp = String(Math.floor(at.getTime() / 1000))
      const data = { paymentId, storeId: o.storeId ?? storeId, transactionId: `tx-${paymentId}` }
      const body = JSON.stringify({ type, timestamp: at.toISOString(), data })
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
      const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
      const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
      return { body, headers: new Headers({ ...signed, 'content-type': 'application/json' }) }
    },
  })

  function answer(asked: Asked): Answer | Promise<Answer> {
    const { method, path, query, headers, body } = asked
    if (path === '/window') return method === 'GET' ? page(query) : pressed(query, new URLSearchParams(body))
    if (headers.get('authorization') !== `PortOne ${apiSecret}`) return refused(401, 'UNAUTHORIZED')
    const [, , id = '', act] = path.split('/')
    if (method === 'GET') {
      const payment = payments.get(id)
      return payment === undefined ? refused(404, 'PAYMENT_NOT_FOUND') : { json: payment }
    }
    const wanted = JSON.parse(body)
    if (act === 'pre-register') {
      if (payments.get(id)?.status === 'PAID') return refused(409, 'ALREADY_PAID')
      registered.set(id, { totalAmount: wanted.totalAmount, currency: wanted.currency })
      return { json: {} }
    }
    return act === 'cancel' ? cancel(id, wanted) : refused(404, 'INVALID_REQUEST')
  }

  function cancel(
    id: string,
    {
      amount,
      reason,
      currentCancellableAmount: expected,
    }: Record<'amount' | 'currentCancellableAmount', number> & {
      reason: string
    },
  ): Answer {
    const payment = payments.get(id)
    if (payment === undefined) return refused(404, 'PAYMENT_NOT_FOUND')
    if (portOne.refusal !== null)
      return { status: 502, json: { type: 'PG_PROVIDER', pgCode: 'E1', pgMessage: portOne.refusal } }
    const left = payment.amount.total - payment.amount.cancelled
    if (expected !== left) return refused(409, 'CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN')
    if (amount > left) return refused(409, 'CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT')
    const cancellation: Cancellation = { status: 'SUCCEEDED', id: randomUUID(), totalAmount: amount, reason }
    payment.cancellations = [...(payment.cancellations ?? []), cancellation]
    payment.amount.cancelled += amount
    payment.status = amount === left ? 'CANCELLED' : 'PARTIAL_CANCELLED'
    return { json: { cancellation } }
  }

  function page(query: URLSearchParams): Answer {
    const { totalAmount, currency } = JSON.parse(query.get('request') ?? '{}')
    return { html: payPage({ title: `Pay ${totalAmount} ${currency}`, action: `/window?${query}` }) }
  }

  async function pressed(query: URLSearchParams, form: URLSearchParams): Promise<Answer> {
    const { paymentId, redirectUrl } = JSON.parse(query.get('request') ?? '{}')
    if (form.get('act') !== 'pay') return { to: `${redirectUrl}?code=PAY_PROCESS_CANCELED` }
    portOne.pay(paymentId)
    if (portOne.webhookTo !== null) await deliver(portOne.webhookTo, portOne.hook('Transaction.Paid', paymentId))
    return { to: redirectUrl }
  }

  return portOne
}

function refused(status: number, type: string): Answer {
  return { status, json: { type, message: type } }
}
