import type { Lang } from './message.ts'

/** An amount in minor units of an ISO 4217 currency: 58,000 won is `{ amount: 58000, currency: 'KRW' }`. */
export interface Money {
  amount: number
  currency: string
}

interface Format {
  of: Intl.NumberFormat
  /** How many decimals amounts have. */
  decimals: number
}

const formats = new Map<string, Format>()

function format(lang: Lang, currency: string): Format {
  const key = `${lang}${currency}`
  let known = formats.get(key)
  if (known === undefined) {
    const of = new Intl.NumberFormat(lang === 'ko' ? 'ko-KR' : 'en', { style: 'currency', currency })
    known = { of, decimals: of.resolvedOptions().maximumFractionDigits ?? 0 }
    formats.set(key, known)
  }
  return known
}

/** How many decimals amounts of a currency have: 0 for won, 2 for dollars. */
export function decimalsOf(currency: string): number {
  return format('en', currency).decimals
}

/** The digits and the unit apart, because a page sets them differently; `unitFirst` says which comes first. */
export interface MoneyParts {
  figure: string
  unit: string
  unitFirst: boolean
}

/** An amount ready to be set: 58,000 and 원 in Korean, ₩ and 58,000 in English. */
export function moneyParts(lang: Lang, { amount, currency }: Money): MoneyParts {
  const { of, decimals } = format(lang, currency)
  const parts = of.formatToParts(amount / 10 ** decimals)
  const figure = parts
    .filter(part => part.type !== 'currency' && part.type !== 'literal')
    .map(part => part.value)
    .join('')
  if (lang === 'ko' && currency === 'KRW') return { figure, unit: '원', unitFirst: false }
  const unit = parts.find(part => part.type === 'currency')?.value ?? currency
  return { figure, unit, unitFirst: parts.findIndex(part => part.type === 'currency') < parts.length - 1 }
}

/** An amount as one text: 58,000원, ₩58,000. */
export function money(lang: Lang, value: Money): string {
  const { figure, unit, unitFirst } = moneyParts(lang, value)
  return unitFirst ? `${unit}${figure}` : `${figure}${unit}`
}
