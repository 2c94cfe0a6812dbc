import { isLang, type Lang, office, feeds as words } from '#language'
import type { Difference, FeedReason, RunView } from '#shop'

/** Why something is wrong, as a sentence. */
export function reasonSentence(lang: Lang, { code, values }: FeedReason): string {
  const said = code === 'refused' ? { why: values?.[lang] ?? '' } : { why: '', ...values }
  // Which values a sentence needs is known only with its code.
  const sentence: string = Reflect.apply(words.reasons[code], undefined, [lang, said])
  return sentence.trim()
}

/** What a field is called: `name.ko` is its name in Korean, `price LAN-OLI` the price of a variant. */
export function fieldName(lang: Lang, { field }: Pick<Difference, 'field'>): string {
  const [before = '', sku] = field.split(' ', 2)
  const [key = '', of] = before.split('.', 2)
  const label = isField(key) ? words.fields[key](lang) : key
  const language = isLang(of) ? { ko: office.korean, en: office.english }[of](lang) : null
  const name = language === null ? label : office.inLanguage(lang, { label, language })
  return [name, sku].filter(part => part !== undefined).join(' · ')
}

function isField(key: string): key is keyof typeof words.fields {
  return Object.hasOwn(words.fields, key)
}

/** A number with its thousands told apart. */
export function figure(lang: Lang, n: number): string {
  return n.toLocaleString(lang)
}

/** How many rows a reading has of each kind, as words. */
export function summaryOf(lang: Lang, { create, update, same, wrong }: RunView['counts']): string {
  const [n, u, s, w] = [create, update, same, wrong].map(each => figure(lang, each))
  return words.summary(lang, { create: n!, update: u!, same: s!, wrong: w! })
}
