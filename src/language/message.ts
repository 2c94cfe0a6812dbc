/** The languages of the product, in the order in which they are offered. */
export const langs = ['ko', 'en'] as const
export type Lang = (typeof langs)[number]

/** A text that is kept in every language, such as a product's name. */
export type Localized = Record<Lang, string>

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${infer Counted}:${string}` ? Counted : Name) | Names<Rest>
  : never
type Values<Text extends string> = { [Name in Names<Text>]: string | number }

/** What a message needs: nothing, or a value for every `{name}` in it. */
export type Message<Text extends string = string> = [Names<Text>] extends [never]
  ? (lang: Lang) => string
  : (lang: Lang, values: Values<Text>) => string

/**
 * A sentence in every language, side by side: `message('{n}개', '{n} items')` gives `(lang, { n }) => string`.
 * Where English counts, `{n:item|items}` is the word for one and for any other number.
 * A language left out, a `{name}` that only one of them has, or a value not given is refused by the type check.
 */
export function message<Ko extends string, En extends string>(
  ko: Ko,
  en: En & ([Names<En>] extends [Names<Ko>] ? ([Names<Ko>] extends [Names<En>] ? unknown : never) : never),
): Message<Ko>
export function message(ko: string, en: string) {
  return (lang: Lang, values?: Record<string, string | number>): string => {
    const text = lang === 'ko' ? ko : en
    if (values === undefined) return text
    return text.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
      const value = values[name]
      if (one === undefined || value === undefined) return String(value ?? whole)
      return Number(value) === 1 ? one : many
    })
  }
}

/** The text in the reader's language. */
export function pick(lang: Lang, text: Localized): string {
  return text[lang]
}

/** Whether a path segment or a header names a language of ours. */
export function isLang(value: unknown): value is Lang {
  return value === 'ko' || value === 'en'
}

/** The best language for an Accept-Language header (RFC 9110, 12.5.4); Korean where nothing fits. */
export function preferredLang(acceptLanguage: string | null | undefined): Lang {
  const ranked = (acceptLanguage ?? '')
    .split(',', 20)
    .map(part => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';')
      const weight = params.map(param => param.trim()).find(param => param.startsWith('q='))
      return { lang: tag.split('-')[0], q: weight === undefined ? 1 : Number(weight.slice(2)) || 0 }
    })
    .filter(choice => isLang(choice.lang) && choice.q > 0)
    .sort((a, b) => b.q - a.q)
  const best = ranked[0]?.lang
  return isLang(best) ? best : 'ko'
}
