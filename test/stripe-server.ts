import { randomUUID } from 'node:crypto'
import { Stripe } from 'stripe'
import { type Answer, type Asked, deliver, openProvider, type ProviderServer, payPage } from './provider-server.ts'

/** A checkout session, as far as a shop sees it. */
export interface StripeSession {
  id: string
  object: 'checkout.session'
  status: 'open' | 'complete' | 'expired'
  payment_status: 'unpaid' | 'paid'
  amount_total: number
  currency: string
  payment_intent: string | null
  metadata: Record<string, string>
  success_url: string
  cancel_url: string
  url: string | null
  expires_at: number
}

interface StripeRefund {
  id: string
  object: 'refund'
  payment_intent: string
  amount: number
  status: 'succeeded'
  metadata: Record<string, string>
}

/** A webhook, ready to be sent. */
export interface Hook {
  headers: Headers
  body: string
}

/** A server that speaks Stripe's protocol, with a page on which a buyer pays. Its signatures are real. */
export interface StripeServer extends ProviderServer {
  settings: { secretKey: string; webhookSecret: string; apiUrl: string }
  sessions: Map<string, StripeSession>
  refunds: StripeRefund[]
  /** Where its own page sends webhooks; null loses them. */
  webhookTo: string | null
  /** Why refunds are refused; null gives them. */
  refusal: string | null
  /** Makes a session paid, as its page does. */
  pay(id: string, changes?: Partial<StripeSession>): StripeSession
  /** Gives money back on its own pages, and gives the charge that says so. */
  giveBack(id: string, amount: number): object
  /** A signed event, made `at` an instant. */
  hook(type: string, object: object, o?: { id?: string; at?: Date; secret?: string }): Hook
}

const secretKey = 'sk_test_doumi'
const webhookSecret = 'whsec_doumi_test'

/** Opens one. */
export async function openStripeServer(): Promise<StripeServer> {
  const sessions = new Map<string, StripeSession>()
  const refunds: StripeRefund[] = []
  const before = new Map<string, { body: string; answer: Answer }>()
  const provider = await openProvider(answer)
  const stripe: StripeServer = Object.assign(provider, {
    settings: { secretKey, webhookSecret, apiUrl: provider.origin },
    sessions,
    refunds,
    webhookTo: null,
    refusal: null,
    pay(id: string, changes: Partial<StripeSession> = {}) {
      const session = the(id)
      const paid = { status: 'complete', payment_status: 'paid', payment_intent: `pi_${id}`, url: null } as const
      return Object.assign(session, paid, changes)
    },
    giveBack(id: string, amount: number) {
      const intent = the(id).payment_intent ?? ''
      refunds.push(aRefund({ intent, amount, metadata: {} }))
      return chargeOf(intent)
    },
    hook(type: string, object: object, { id = `evt_${randomUUID()}`, at = new Date(), secret = webhookSecret } = {}) {
      const body = JSON.stringify({ id, object: 'event', type, created: 0, data: { object } })
      const timestamp = Math.floor(at.getTime() / 1000)
      const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp })
      return { body, headers: new Headers({ 'stripe-signature': signature, 'content-type': 'application/json' }) }
    },
  })

  function answer(asked: Asked): Answer | Promise<Answer> {
    const { method, path, headers, body } = asked
    const [, , id = ''] = path.split('/')
    if (path.startsWith('/pay/')) return method === 'GET' ? page(id) : pressed(id, new URLSearchParams(body))
    if (headers.get('authorization') !== `Bearer ${secretKey}`)
      return refused(401, 'invalid_request_error', 'Invalid API Key')
    const key = headers.get('idempotency-key')
    if (method !== 'POST' || key === null) return call(asked)
    const known = before.get(key)
    if (known !== undefined)
      return known.body === body ? known.answer : refused(400, 'idempotency_error', 'Keys can only be used once')
    const made = call(asked)
    before.set(key, { body, answer: made })
    return made
  }

  function call({ method, path, query, body }: Asked): Answer {
    const form = new URLSearchParams(body)
    const id = path.split('/')[4] ?? ''
    if (path === '/v1/checkout/sessions' && method === 'POST') return makeSession(form)
    if (path === '/v1/checkout/sessions') {
      const data = [...sessions.values()].filter(one => one.payment_intent === query.get('payment_intent'))
      return { json: { object: 'list', data, has_more: false } }
    }
    if (path.startsWith('/v1/checkout/sessions/')) {
      const session = sessions.get(id)
      if (session === undefined) return refused(404, 'invalid_request_error', `No such session: ${id}`)
      const isWhole = query.has('expand[0]') && session.payment_intent !== null
      const intent = {
        id: session.payment_intent,
        status: 'succeeded',
        latest_charge: chargeOf(session.payment_intent),
      }
      return { json: isWhole ? { ...session, payment_intent: intent } : session }
    }
    if (path === '/v1/refunds' && method === 'POST') return makeRefund(form)
    if (path === '/v1/refunds') {
      const data = refunds.filter(one => one.payment_intent === query.get('payment_intent'))
      return { json: { object: 'list', data, has_more: false } }
    }
    return refused(404, 'invalid_request_error', `Unrecognized request URL (${method}: ${path})`)
  }

  function makeSession(form: URLSearchParams): Answer {
    const expires = Number(form.get('expires_at'))
    if (expires < Date.now() / 1000 + 30 * 60)
      return refused(400, 'invalid_request_error', 'The `expires_at` timestamp must be at least 30 minutes from now')
    const id = `cs_test_${randomUUID()}`
    const session: StripeSession = {
      id,
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      amount_total: Number(form.get('line_items[0][price_data][unit_amount]')),
      currency: form.get('line_items[0][price_data][currency]') ?? '',
      payment_intent: null,
      metadata: metadataIn(form),
      success_url: form.get('success_url') ?? '',
      cancel_url: form.get('cancel_url') ?? '',
      url: `${provider.origin}/pay/${id}`,
      expires_at: expires,
    }
    sessions.set(id, session)
    return { json: session }
  }

  function makeRefund(form: URLSearchParams): Answer {
    const intent = form.get('payment_intent') ?? ''
    const amount = Number(form.get('amount'))
    const session = [...sessions.values()].find(one => one.payment_intent === intent)
    if (stripe.refusal !== null) return refused(400, 'invalid_request_error', stripe.refusal)
    const left = (session?.amount_total ?? 0) - backOf(intent)
    if (amount > left)
      return refused(400, 'invalid_request_error', `Refund amount is greater than what is left (${left})`)
    const made = aRefund({ intent, amount, metadata: metadataIn(form) })
    refunds.push(made)
    return { json: made }
  }

  function page(id: string): Answer {
    const session = sessions.get(id)
    if (session?.status !== 'open') return { status: 410, html: 'This page is closed.' }
    return { html: payPage({ title: `Pay ${session.amount_total} ${session.currency}`, action: `/pay/${id}` }) }
  }

  async function pressed(id: string, form: URLSearchParams): Promise<Answer> {
    if (form.get('act') !== 'pay') return { to: the(id).cancel_url }
    const session = stripe.pay(id)
    if (stripe.webhookTo !== null) await deliver(stripe.webhookTo, stripe.hook('checkout.session.completed', session))
    return { to: session.success_url }
  }

  function the(id: string): StripeSession {
    const session = sessions.get(id)
    if (session === undefined) throw new Error(`there is no session ${id}`)
    return session
  }

  function backOf(intent: string | null): number {
    return refunds.filter(one => one.payment_intent === intent).reduce((sum, { amount }) => sum + amount, 0)
  }

  function chargeOf(intent: string | null): object {
    return { id: `ch_${intent}`, object: 'charge', payment_intent: intent, amount_refunded: backOf(intent) }
  }

  return stripe
}

function aRefund({ intent, ...rest }: { intent: string; amount: number; metadata: Record<string, string> }) {
  return { id: `re_${randomUUID()}`, object: 'refund', payment_intent: intent, status: 'succeeded', ...rest } as const
}

function metadataIn(form: URLSearchParams): Record<string, string> {
  const found = [...form].flatMap(([name, value]) => {
    const key = /^metadata\[(\w+)\]$/.exec(name)?.[1]
    return key === undefined ? [] : [[key, value]]
  })
  return Object.fromEntries(found)
}

function refused(status: number, type: string, message: string): Answer {
  return { status, json: { error: { type, message } } }
}
