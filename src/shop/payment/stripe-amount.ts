/** Currencies that Stripe counts in whole units, and those that it counts in thousandths (docs.stripe.com/currencies). */
const whole = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ')
const thousandths = 'BHD JOD KWD OMR TND'.split(' ')

/**
 * An amount as Stripe counts it. Mostly that is ours (ISO 4217); Iceland's and Uganda's money, for one, has no decimals
 * and is counted in hundredths all the same.
 */
export function toStripe({ amount, currency }: { amount: number; currency: string }): number {
  const counted = amount * 10 ** (stripeDigits(currency) - digits(currency))
  if (!Number.isSafeInteger(counted)) throw new Error(`${amount} ${currency} cannot be said to Stripe`)
  return counted
}

/** An amount that Stripe says, in minor units. */
export function fromStripe({ amount, currency }: { amount: number; currency: string }): number {
  return amount * 10 ** (digits(currency) - stripeDigits(currency))
}

function stripeDigits(currency: string): number {
  return whole.includes(currency) ? 0 : thousandths.includes(currency) ? 3 : 2
}

function digits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0
}
