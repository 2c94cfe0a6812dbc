import { type Lang, money, office, officeProducts as words } from '#language'
import type { KeptProduct } from '#shop'

/** One field that two forms of a product do not have in common, as it reads in each; null where it is not there. */
export interface Difference {
  field: string
  before: string | null
  after: string | null
}

interface Names {
  lang: Lang
  currency: string
}

/** What two forms of a product differ in, field by field. */
export function differences(before: KeptProduct | null, after: KeptProduct | null, names: Names): Difference[] {
  const old = before === null ? new Map<string, string>() : fieldsOf(before, names)
  const fresh = after === null ? new Map<string, string>() : fieldsOf(after, names)
  const fields = new Set([...old.keys(), ...fresh.keys()])
  return [...fields].flatMap(field => {
    const [was, is] = [old.get(field) || null, fresh.get(field) || null]
    return was === is ? [] : [{ field, before: was, after: is }]
  })
}

/** A product as lines to be read, by the names of its fields. */
function fieldsOf(product: KeptProduct, { lang, currency }: Names): Map<string, string> {
  const fields = new Map<string, string>()
  const inBoth = (label: string, value: { ko: string; en: string }) => {
    fields.set(office.inLanguage(lang, { label, language: office.korean(lang) }), value.ko)
    fields.set(office.inLanguage(lang, { label, language: office.english(lang) }), value.en)
  }
  const both = (value: { ko: string; en: string }) => (value.ko === value.en ? value.ko : `${value.ko} / ${value.en}`)
  inBoth(words.productName(lang), product.name)
  inBoth(words.lead(lang), product.lead)
  inBoth(words.aboutTitle(lang), product.about.title)
  inBoth(words.aboutText(lang), product.about.text)
  fields.set(words.brand(lang), product.brand)
  fields.set(words.slug(lang), product.slug)
  fields.set(words.category(lang), product.category)
  fields.set(words.publishing(lang), product.published ?? words.publishNot(lang))
  fields.set(
    words.options(lang),
    product.options
      .map(({ name, values }) => {
        const own = values.map(value => [both(value.name), value.swatch].filter(Boolean).join(' '))
        return `${both(name)}: ${own.join(', ')}`
      })
      .join('\n'),
  )
  for (const variant of product.variants) {
    const of = (label: string) => `${variant.sku}: ${label}`
    const amount = (value: number) => money(lang, { amount: value, currency })
    fields.set(of(words.variant(lang)), Object.values(variant.options).join(', '))
    fields.set(of(words.price(lang)), amount(variant.price))
    fields.set(of(words.salePrice(lang)), variant.salePrice == null ? '' : amount(variant.salePrice))
    fields.set(of(words.stock(lang)), String(variant.stock))
    fields.set(of(words.weight(lang)), String(variant.weightGrams ?? 0))
  }
  for (const [key, values] of Object.entries(product.attributes))
    fields.set(`${office.attributes(lang)}: ${key}`, values.join(', '))
  fields.set(words.details(lang), product.facts.map(({ name, value }) => `${both(name)}: ${both(value)}`).join('\n'))
  fields.set(
    words.pictures(lang),
    product.images
      .map(({ assetId, alt, option }, at) => {
        const chosen = option ? ` (${Object.values(option).join(', ')})` : ''
        return `${at + 1}. ${both(alt)}${chosen} ${markOf(assetId)}`
      })
      .join('\n'),
  )
  fields.set(words.film(lang), product.film === null ? '' : `${both(product.film.alt)} ${markOf(product.film.assetId)}`)
  const chapters = product.film?.chapters ?? []
  fields.set(words.chapters(lang), chapters.map(({ at, name }) => `${at} s: ${both(name)}`).join('\n'))
  fields.set(words.onFilm(lang), product.onFilm.join(', '))
  return fields
}

/** Tells one file from another that is said to show the same. */
function markOf(assetId: string): string {
  return `#${assetId.slice(-6)}`
}
