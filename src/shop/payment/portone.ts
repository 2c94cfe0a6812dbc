import {
  CancelPaymentError,
  GetPaymentError,
  type Payment,
  type PaymentCancellation,
  PaymentClient,
  PreRegisterPaymentError,
} from '@portone/server-sdk/payment'
import * as Webhook from '@portone/server-sdk/webhook'
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

/** What the owner of a PortOne account (V2) sets. */
export interface PortOneSettings {
  storeId: string
  /** The channel by which is paid, such as Toss, Kakao or Naver. */
  channelKey: string
  /** What that channel takes. */
  method: 'CARD' | 'EASY_PAY' | 'TRANSFER' | 'MOBILE'
  apiSecret: string
  webhookSecret: string
  /** Where PortOne answers. */
  apiUrl: string
}

/** How long PortOne may think, in milliseconds. */
const timeoutMs = 20_000
const provider = 'portone' as const
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Payments by PortOne (V2). A payment's reference is our own id of it. Its window is opened in the browser by PortOne's
 * script, on a page of ours that does nothing else; what that script says is not believed, the API is asked instead.
 */
export function openPortOne(settings: PortOneSettings): PaymentPort {
  const { storeId, channelKey, apiSecret, webhookSecret, apiUrl } = settings
  const api = PaymentClient({ secret: apiSecret, storeId, baseUrl: apiUrl })

  async function start({ paymentId, totalAmount, currency, ...payable }: Payable) {
    try {
      // From now on PortOne takes no other amount for it, whatever the browser asks for.
      await inTime(api.preRegisterPayment({ paymentId, totalAmount, currency }))
    } catch (thrown) {
      if (!(thrown instanceof PreRegisterPaymentError) || thrown.data.type !== 'ALREADY_PAID') throw thrown
    }
    return { address: pageOf(payable), reference: paymentId }
  }

  async function resume(payable: Payable & { reference: string }): Promise<string | null> {
    const { paid, isOver } = await ask(payable)
    return paid !== null || isOver ? null : pageOf(payable)
  }

  async function ask({ reference }: { reference: string }): Promise<Standing> {
    const found = await find(reference)
    return { provider, reference, orderId: null, ...(found === null ? nothingYet : moneyOf(found)) }
  }

  /** Null before the window was opened. */
  async function find(paymentId: string): Promise<Payment | null> {
    try {
      return await inTime(api.getPayment({ paymentId, storeId }))
    } catch (thrown) {
      if (thrown instanceof GetPaymentError && thrown.data.type === 'PAYMENT_NOT_FOUND') return null
      throw thrown
    }
  }

  function moneyOf(found: Payment): Pick<Standing, 'paid' | 'backAmount' | 'isOver'> {
    if (found.status === 'FAILED') return { ...nothingYet, isOver: true }
    const wasPaid = found.status === 'PAID' || found.status === 'PARTIAL_CANCELLED' || found.status === 'CANCELLED'
    if (!wasPaid || found.paidAt === undefined)
      return { ...nothingYet, isOver: wasPaid && found.status === 'CANCELLED' }
    // A browser may ask for another channel of the account, such as one for tries, in which no money moves.
    if (found.storeId !== storeId || found.channel.key !== channelKey) return nothingYet
    const { total: amount, cancelled: backAmount } = found.amount
    return { paid: { amount, currency: found.currency }, backAmount, isOver: false }
  }

  async function read({ headers, body }: { headers: Headers; body: string }): Promise<PaymentNews> {
    const event = await verified({ headers, body })
    const news = { eventId: headers.get('webhook-id') ?? '', standing: null, failedRefund: null }
    if (!('data' in event) || !('paymentId' in event.data)) return news
    const { paymentId: reference, storeId: store } = event.data
    if (store !== storeId || !uuid.test(reference)) return news
    const standing = await ask({ reference })
    if (event.type === 'Transaction.DisputeCreated') return { ...news, standing, dispute: 'opened' }
    return event.type === 'Transaction.DisputeResolved' ? { ...news, standing, dispute: 'over' } : { ...news, standing }
  }

  async function verified({ headers, body }: { headers: Headers; body: string }): Promise<Webhook.Webhook> {
    try {
      return await Webhook.verify(webhookSecret, body, Object.fromEntries(headers))
    } catch (thrown) {
      if (thrown instanceof Webhook.InvalidInputError) throw thrown
      throw new Problem('invalid', 'payments.bad_signature', words.badSignature)
    }
  }

  async function refund({ reference, amount, reason, key }: GiveBack): Promise<string> {
    const found = await find(reference)
    if (found === null || !('cancellations' in found || found.status === 'PAID'))
      throw new RefundRefused('nothing was paid')
    // PortOne has no key for this, so that the reason carries it and what was given back before is found by it.
    const before = found.cancellations?.find(one => 'reason' in one && one.reason.endsWith(markOf(key)))
    if (before !== undefined) return idOf(before)
    const { total, cancelled } = found.amount
    try {
      const { cancellation } = await inTime(
        api.cancelPayment({
          paymentId: reference,
          amount,
          reason: `${reason.slice(0, 200)} ${markOf(key)}`,
          // Another one that came between makes this one fail instead of giving back twice.
          currentCancellableAmount: total - cancelled,
        }),
      )
      return idOf(cancellation)
    } catch (thrown) {
      if (thrown instanceof CancelPaymentError && isFinal(thrown)) throw new RefundRefused(reasonOf(thrown))
      throw thrown
    }
  }

  return { provider, start, resume, read, ask, refund }
}

const nothingYet = { paid: null, backAmount: 0, isOver: false }

/** Our page that opens PortOne's window, in the language in which the buyer comes back. */
function pageOf({ language, token, returnTo }: Pick<Payable, 'language' | 'token' | 'returnTo'>): string {
  const [, read = language] = /^\/(ko|en)\//.exec(new URL(returnTo).pathname) ?? []
  return new URL(`/${read}/pay/portone/${token}`, returnTo).href
}

function markOf(key: string): string {
  return `[${key}]`
}

/** The name of what was given back; throws while that is under way, so that it is asked for again. */
function idOf(cancellation: PaymentCancellation): string {
  if (cancellation.status === 'SUCCEEDED') return cancellation.id
  if (cancellation.status === 'FAILED') throw new RefundRefused('PortOne says that it failed')
  throw new Error('PortOne has not given it back yet')
}

/** Whether asking again cannot help. */
function isFinal({ data: { type } }: CancelPaymentError): boolean {
  return type !== 'UNAUTHORIZED' && type !== 'CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN' && typeof type === 'string'
}

function reasonOf({ data, message }: CancelPaymentError): string {
  return data.type === 'PG_PROVIDER' ? `${data.pgMessage} (${data.pgCode})` : message || String(data.type)
}

/** What PortOne is asked for, or an error when it does not answer in time. */
async function inTime<T>(asked: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('PortOne did not answer in time')), timeoutMs)
  try {
    return await Promise.race([asked, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
