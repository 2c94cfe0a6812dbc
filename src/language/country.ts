import type { Lang } from './message.ts'

/** What a country (ISO 3166-1 alpha-2) is called; its code where that is none. */
export function countryName(lang: Lang, code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code
  return new Intl.DisplayNames([lang], { type: 'region', fallback: 'code' }).of(code) ?? code
}
