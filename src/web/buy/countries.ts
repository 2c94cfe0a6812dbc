import { countryCodes, type Lang } from '#language'
import type { SentTo } from '#shop'

/** A country as its reader calls it. */
export interface Country {
  code: string
  name: string
}

/** The countries to choose from, by their names in the reader's language. */
export function countriesOf(lang: Lang, to: SentTo): Country[] {
  const names = new Intl.DisplayNames([lang], { type: 'region', fallback: 'code' })
  const order = new Intl.Collator(lang)
  const codes = to === 'everywhere' ? countryCodes : to
  return codes.map(code => ({ code, name: names.of(code) ?? code })).sort((a, b) => order.compare(a.name, b.name))
}

/** The country that a form begins with: Korea where the shop sends there, else the first. */
export function firstCountry(countries: readonly Country[]): string {
  return (countries.find(country => country.code === 'KR') ?? countries[0])?.code ?? 'KR'
}
