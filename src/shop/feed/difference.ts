import { langs } from '#language'
import type { CatalogueProduct } from '../catalogue.ts'
import { cutTo } from './shaping.ts'

/** One thing that would be another: `field` such as `name.ko` or `price LAN-OLI`; texts are cut where they are long. */
export interface Difference {
  field: string
  before: string | null
  after: string | null
}

const longest = 240

/** What would be another, field by field; of a new product, everything. */
export function differencesOf(before: CatalogueProduct | null, after: CatalogueProduct): Difference[] {
  const then = before === null ? new Map<string, string>() : fieldsOf(before)
  const now = fieldsOf(after)
  return [...new Set([...now.keys(), ...then.keys()])].flatMap(field => {
    const [old, fresh] = [then.get(field), now.get(field)]
    return old === fresh ? [] : [{ field, before: cut(old), after: cut(fresh) }]
  })
}

function cut(text: string | undefined): string | null {
  if (text === undefined || text === '') return null
  return cutTo(text, longest)
}

/** A product as texts by field; what is empty is left out. */
function fieldsOf(product: CatalogueProduct): Map<string, string> {
  const fields = new Map<string, string>()
  const put = (field: string, text: string) => text !== '' && fields.set(field, text)
  put('slug', product.slug)
  put('category', product.category)
  put('brand', product.brand)
  for (const lang of langs) {
    put(`name.${lang}`, product.name[lang])
    put(`lead.${lang}`, product.lead[lang])
    put(`about_title.${lang}`, product.about.title[lang])
    put(`about_text.${lang}`, product.about.text[lang])
    put(`facts.${lang}`, product.facts.map(fact => `${fact.name[lang]}: ${fact.value[lang]}`).join(' · '))
    put(`options.${lang}`, product.options.map(option => optionText(option, lang)).join(' · '))
  }
  put('swatches', product.options.flatMap(option => option.values.flatMap(value => value.swatch ?? [])).join(' '))
  for (const { sku, options, price, salePrice, weightGrams, stock } of product.variants) {
    put(`choice ${sku}`, Object.values(options).join(' · '))
    put(`price ${sku}`, String(price))
    put(`sale_price ${sku}`, salePrice == null ? '' : String(salePrice))
    put(`weight_grams ${sku}`, weightGrams ? String(weightGrams) : '')
    put(`stock ${sku}`, String(stock))
  }
  put('variants', product.variants.map(each => each.sku).join(' '))
  put('attributes', attributesText(product.attributes))
  put('on_film', (product.onFilm ?? []).join(' '))
  put('pictures', product.images.map(image => image.assetId).join(' '))
  put('picture_texts', product.images.map(({ alt, option }) => `${alt.ko} ${alt.en} ${sorted(option)}`).join(' · '))
  put('film', filmText(product.film))
  put('published', product.published?.toISOString() ?? '')
  return fields
}

function optionText({ name, values }: CatalogueProduct['options'][number], lang: 'ko' | 'en'): string {
  return `${name[lang]}: ${values.map(value => value.name[lang]).join(', ')}`
}

function attributesText(attributes: CatalogueProduct['attributes']): string {
  return Object.entries(attributes)
    .map(([key, values]) => `${key}: ${values.toSorted().join(', ')}`)
    .toSorted()
    .join(' · ')
}

function filmText(film: CatalogueProduct['film']): string {
  if (film === null) return ''
  const chapters = film.chapters.map(({ at, name }) => `${at} ${name.ko} ${name.en}`)
  return [film.assetId, film.alt.ko, film.alt.en, ...chapters].join(' · ')
}

function sorted(option: Readonly<Record<string, string>> | null): string {
  return Object.entries(option ?? {})
    .map(pair => pair.join('='))
    .toSorted()
    .join(' ')
}
