import type { PayBy } from '../order/place.ts'

/** A provider who takes money on pages of its own: no card number ever comes here. */
export type Provider = Extract<PayBy, 'stripe' | 'portone'>

/** What a provider has to know of an order. Amounts in minor units of `currency`. */
export interface Payable {
  orderId: string
  paymentId: string
  number: number
  /** Opens the buyer's page of the order. */
  token: string
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

/** What a provider knows of one payment. */
export interface Standing {
  provider: Provider
  reference: string
  /** The order that we told the provider of, where a buyer cannot have changed it; null where only we know it. */
  orderId: string | null
  /** What was paid; null while it is not. */
  paid: { amount: number; currency: string } | null
  /** How much of that went back, whoever gave it. */
  backAmount: number
  /** It will never be paid any more. */
  isOver: boolean
}

/** One verified message of a provider; all of it is null where it tells of nothing that concerns us. */
export interface PaymentNews {
  eventId: string
  standing: Standing | null
  /** The buyer's bank asks for the money back: that began, is over, or was lost, which counts as money that went back. */
  dispute?: 'opened' | 'over' | 'lost'
  /** A refund that seemed to be done and was not, by the provider's name for it. */
  failedRefund: { reference: string; trouble: string } | null
}

/** Money to give back; the same `key` again gives it once. */
export interface GiveBack {
  reference: string
  amount: number
  currency: string
  reason: string
  key: string
}

/** A way of being paid through a provider. What is thrown and is no refusal is a provider that is away for now. */
export interface PaymentPort {
  provider: Provider
  /** Begins a payment: where the buyer goes, and the provider's name for it. Asked twice for the same it is one. */
  start(payable: Payable): Promise<{ address: string; reference: string }>
  /** Where the buyer goes on with a payment that was begun; null where its page is closed. */
  resume(payable: Payable & { reference: string }): Promise<string | null>
  /**
   * Reads a webhook from its raw body.
   * @throws Problem `invalid` for a forged or old one.
   */
  read(webhook: { headers: Headers; body: string; now: Date }): Promise<PaymentNews>
  /** What the provider knows of a payment, whose webhook may be lost. */
  ask(payment: { reference: string }): Promise<Standing>
  /**
   * Gives money back, and gives the provider's name for that.
   * @throws RefundRefused where asking again will not help.
   */
  refund(back: GiveBack): Promise<string>
}

/** A provider does not give money back; the message is its reason, for the staff. */
export class RefundRefused extends Error {}
