import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '#database'
import { askOrder, askPayments } from './ask.ts'
import { type Heard, hear } from './hear.ts'
import type { PaymentPort, Provider } from './port.ts'
import { openPortOne, type PortOneSettings } from './portone.ts'
import { performRefunds } from './refunds.ts'
import { type StartPayment, startPayment } from './start.ts'
import { openStripe, type StripeSettings } from './stripe.ts'

/** How long somebody of the staff waits for a provider to give money back, in milliseconds. */
const patienceMs = 8000

/** How orders are paid through providers. */
export interface Payments {
  /** Those that the program has settings for. */
  providers: readonly Provider[]
  /** Begins the payment of an order, or goes on with it, and gives the address of the provider's page. */
  start(o: StartPayment): Promise<string>
  /** Reads a provider's webhook, and takes note of what it says. */
  hear(webhook: { provider: Provider; headers: Headers; body: string; now: Date }): Promise<Heard>
  /** Asks the provider about an order's payment at once. */
  askOrder(o: { orderId: string; now: Date }): Promise<Heard>
  /**
   * Gives back at once what is to be given back of an order, as far as its provider does that within a few seconds; else
   * the background goes on with it. What came of it, the order says.
   */
  giveBack(o: { orderId: string; now: Date }): Promise<void>
  /** What PortOne's script has to know, where that is set up. */
  portOne: Pick<PortOneSettings, 'storeId' | 'channelKey' | 'method'> | null
  /** Asks about payments whose webhook may be lost, and gives back what is to be given back. For the background. */
  work(o: { now: Date }): Promise<void>
}

/** The settings of the providers; null where a provider is not set up. */
export interface PaymentSettings {
  stripe: StripeSettings | null
  portOne: PortOneSettings | null
}

interface Log {
  warn(details: object, message: string): void
}

/** Opens the providers that are set up. Nothing is asked of them before somebody pays. */
export function openPayments({ db, log, stripe, portOne }: PaymentSettings & { db: Database; log: Log }): Payments {
  const ports: PaymentPort[] = []
  if (stripe !== null) ports.push(openStripe(stripe))
  if (portOne !== null) ports.push(openPortOne(portOne))
  async function refunds(due: { orderId?: string; now: Date }): Promise<void> {
    const { failed } = await performRefunds(db, ports, due)
    if (failed > 0) log.warn({ failed }, 'money was not given back; the orders say why')
  }

  return {
    providers: ports.map(port => port.provider),
    async start(o) {
      try {
        return (await startPayment(db, ports, o)).address
      } catch (thrown) {
        if (thrown instanceof Error && thrown.cause !== undefined)
          log.warn({ err: thrown.cause, orderId: o.orderId }, 'a payment could not be begun')
        throw thrown
      }
    },
    async hear({ provider, ...webhook }) {
      const port = ports.find(one => one.provider === provider)
      if (port === undefined) return { kind: 'missing' }
      return hear(db, { ...(await port.read(webhook)), now: webhook.now }, provider)
    },
    askOrder: o => askOrder(db, ports, o),
    async giveBack(due) {
      const asked = refunds(due).catch((err: unknown) =>
        log.warn({ err, orderId: due.orderId }, 'a refund was put off'),
      )
      await Promise.race([asked, sleep(patienceMs, undefined, { ref: false })])
    },
    portOne,
    async work({ now }) {
      const { unanswered } = await askPayments(db, ports, { now })
      for (const { paymentId, why } of unanswered)
        log.warn({ err: why, paymentId }, 'a payment could not be asked about')
      await refunds({ now })
    },
  }
}
