import type { Lang } from './message.ts'

/** An amount in minor units of an ISO 4217 currency: 58,000 won is `{ amount: 58000, currency: 'KRW' }`. */
export interface Money {
  amount: number
  currency: string
}

const formats = new Map<string, Intl.NumberFormat>()

function format(lang: Lang, currency: string): Intl.NumberFormat {
  const key = `${lang}${currency}`
  let known = formats.get(key)
  if (known === undefined) {
    known = new Intl.NumberFormat(lang === 'ko' ? 'ko-KR' : 'en', { style: 'currency', currency })
    formats.set(key, known)
  }
  return known
}

/** The digits and the unit apart, because a page sets them differently; `unitFirst` says which comes first. */
export interface MoneyParts {
  figure: string
  unit: string
  unitFirst: boolean
}

/** An amount ready to be set: 58,000 and 원 in Korean, ₩ and 58,000 in English. */
export function moneyParts(lang: Lang, { amount, currency }: Money): MoneyParts {
  const digits = format(lang, currency).resolvedOptions().maximumFractionDigits ?? 0
  const parts = format(lang, currency).formatToParts(amount / 10 ** digits)
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
