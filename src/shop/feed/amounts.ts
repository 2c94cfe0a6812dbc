import { decimalsOf } from '#language'
import { Unreadable } from './reason.ts'

/** An amount in minor units as files have it: 58000 won is `58000`, 1250 cents are `12.50`. */
export function writeAmount(amount: number, currency: string): string {
  return (amount / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency))
}

/**
 * The minor units of `15000 KRW`, `KRW 15,000`, `12.50`. Refused: what is no amount, has more decimals than the
 * currency, or names another one.
 */
export function readAmount(text: string, currency: string): number {
  const [, before, figure, after] = /^([A-Za-z]{3})?\s*([\d.,]+)\s*([A-Za-z]{3})?$/.exec(text.trim().slice(0, 60)) ?? []
  const named = (before ?? after)?.toUpperCase()
  if (figure === undefined) throw new Unreadable('bad_price', { value: shown(text) })
  if (named !== undefined && named !== currency) throw new Unreadable('other_currency', { currency: named })
  const [, whole, rest = ''] = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(figure) ?? []
  const places = decimalsOf(currency)
  if (whole === undefined || /[1-9]/.test(rest.slice(places))) throw new Unreadable('bad_price', { value: shown(text) })
  const amount = Number(whole.replaceAll(',', '') + rest.slice(0, places).padEnd(places, '0'))
  if (!Number.isSafeInteger(amount)) throw new Unreadable('bad_price', { value: shown(text) })
  return amount
}

/** A whole number, not below 0. */
export function readCount(text: string, field: string): number {
  const figure = text.trim().replace(/\.0+$/, '')
  if (!/^\d{1,9}$/.test(figure)) throw new Unreadable('bad_number', { field, value: shown(text) })
  return Number(figure)
}

/** As much of a value as a sentence can hold. */
export function shown(value: string): string {
  return value.length > 60 ? `${value.slice(0, 59)}…` : value
}
