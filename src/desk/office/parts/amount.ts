import { decimalsOf } from '#language'

/** An amount in minor units as it stands in a field: 5800 of USD is 58.00. */
export function writeAmount(amount: number, currency: string): string {
  const decimals = decimalsOf(currency)
  return (amount / 10 ** decimals).toFixed(decimals)
}

/** What was typed into a field, in minor units: 58,000 or 58.5; NaN for what is no amount. */
export function readAmount(text: string, currency: string): number {
  const decimals = decimalsOf(currency)
  const plain = text.normalize('NFKC').replace(/[\s,원₩$€]/g, '')
  const [, sign = '', whole, part = ''] = /^([-+]?)(\d{1,12})(?:\.(\d+))?$/.exec(plain) ?? []
  if (whole === undefined || part.replace(/0+$/, '').length > decimals) return Number.NaN
  const amount = Number(whole) * 10 ** decimals + Number(part.slice(0, decimals).padEnd(decimals, '0') || 0)
  return sign === '-' ? -amount : amount
}

/** A share in hundredths of a per cent as it stands in a field: 1250 is 12.5. */
export function writeShare(basisPoints: number): string {
  return String(basisPoints / 100)
}

/** What was typed as per cent, in hundredths of one; NaN for what is none. */
export function readShare(text: string): number {
  const plain = text.normalize('NFKC').replace(/[\s%]/g, '')
  return /^[-+]?\d{1,4}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : Number.NaN
}

/** What was typed as a whole number; NaN for what is none. */
export function readCount(text: string): number {
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '')
  return /^[-+]?\d{1,10}$/.test(plain) ? Number(plain) : Number.NaN
}
