import { countryCodes, countryName, type Lang, langs, officeSettings as words } from '#language'
import type { Pick } from '../parts/fields.tsx'

/** What stands for all countries that are named nowhere else. */
const others = '*'

/** What a country of a zone or a tax is called. */
export function placeName(lang: Lang, code: string): string {
  return code === others ? words.otherCountries(lang) : countryName(lang, code)
}

/** All of them to choose from: Korea first, the others by name, and what stands for the rest last. */
export function placePicks(lang: Lang): Pick[] {
  const order = new Intl.Collator(lang)
  const named = countryCodes
    .filter(code => code !== 'KR')
    .map(value => ({ value, text: placeName(lang, value) }))
    .sort((a, b) => order.compare(a.text, b.text))
  const [korea, rest] = ['KR', others].map(value => ({ value, text: placeName(lang, value) }))
  return [korea, ...named, rest].filter(one => one !== undefined)
}

/** Countries as they stand in a field: their names with commas between. */
export function writePlaces(lang: Lang, codes: readonly string[]): string {
  return codes.map(code => placeName(lang, code)).join(', ')
}

/** The codes of what was typed, by names in either language or by codes; what is neither stays as it is. */
export function readPlaces(text: string): string[] {
  const known = new Map<string, string>([
    ...langs.flatMap(lang => [...countryCodes, others].map(code => [plain(placeName(lang, code)), code] as const)),
    ...[...countryCodes, others].map(code => [plain(code), code] as const),
    ['한국', 'KR'],
    ['korea', 'KR'],
  ])
  const typed = text.split(/[,\n]/).map(one => one.trim())
  return [...new Set(typed.filter(Boolean).map(one => known.get(plain(one)) ?? one))]
}

function plain(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}
