import type { PayBy } from '../order/place.ts'

/** A provider who takes money on pages of its own: no card number ever comes here. */
export type Provider = Extract<PayBy, 'stripe' | 'portone'>

/** What a provider has to know of an order. Amounts in minor units of `currency`. */
export interface Payable {
  orderId: string
  paymentId: string
  number: number
  totalAmount: number
  currency: string
  email: string
  buyer: string
  language: 'ko' | 'en'
  /** Until when the payment page may live. */
  until: Date
  /** Where the buyer comes back to, paid or not. */
  returnTo: string
}

/** Money that came, as the provider says; `reference` is its name for the payment. */
export interface PaymentFact {
  provider: PayBy
  reference: string
  orderId: string
  amount: number
  currency: string
}

/** One verified message of a provider; `fact` is null where it tells of nothing that concerns us. */
export interface PaymentNews {
  eventId: string
  fact: PaymentFact | null
}

/** A way of being paid through a provider. */
export interface PaymentPort {
  provider: Provider
  /** Begins a payment: where the buyer goes, and the provider's name for it. Asked twice it is the same one. */
  start(payable: Payable): Promise<{ address: string; reference: string }>
  /**
   * Reads a webhook from its raw body.
   * @throws Problem `invalid` for a forged or old one.
   */
  read(webhook: { headers: Headers; body: string; now: Date }): Promise<PaymentNews>
  /** What the provider knows of a payment whose webhook may be lost; null while it is not paid. */
  ask(payment: { reference: string; orderId: string }): Promise<PaymentFact | null>
  /** Gives money back; the same `key` again gives it once. Gives the provider's name for it. */
  refund(o: { reference: string; amount: number; currency: string; reason: string; key: string }): Promise<string>
}
