import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { type Lang, officeProducts, office as words } from '#language'
import { CatalogueProduct, type KnownVariant } from '#shop'
import { readAmount, readCount } from '../parts/amount.ts'
import type { Wrong } from '../parts/fields.tsx'
import { both, isBlank, slugOf } from '../parts/typed-fields.ts'
import { isForOtherLanguage } from '../parts/wrong.ts'
import { usable } from './reshape.ts'
import { readChoice, readTime, type TypedProduct } from './typed.ts'

/** What a form comes to: a product to be written, or what is wrong with which field. */
export type ParsedProduct =
  | { kind: 'right'; product: CatalogueProduct; known: (KnownVariant | null)[] }
  | { kind: 'wrong'; wrong: Wrong }

/** Reads what was typed. A text that one language lacks is the other one's; rows without anything in them are left out. */
export function parseProduct(
  typed: TypedProduct,
  { lang, currency, now }: { lang: Lang; currency: string; now: Date },
): ParsedProduct {
  const name = both(typed.name)
  const lead = isBlank(typed.lead) ? name : both(typed.lead)
  const film = typed.film
  const candidate = {
    slug: typed.slug || slugOf(typed.name.en) || `item-${randomUUID().slice(0, 8)}`,
    category: typed.category,
    brand: typed.brand,
    name,
    lead,
    about: {
      title: isBlank(typed.aboutTitle) ? name : both(typed.aboutTitle),
      text: isBlank(typed.aboutText) ? lead : both(typed.aboutText),
    },
    facts: typed.facts.map(fact => ({ name: both(fact.name), value: both(fact.value) })),
    options: usable(typed.options).map(({ key, name, values }) => ({
      key,
      name: both(name),
      values: values.map(({ key, name, swatch }) => ({
        ...{ key, name: both(name) },
        ...(swatch === '' ? {} : { swatch }),
      })),
    })),
    variants: typed.variants.map(each => ({
      sku: each.sku,
      options: each.options,
      price: readAmount(each.price, currency),
      salePrice: each.sale === '' ? null : readAmount(each.sale, currency),
      weightGrams: each.weight === '' ? 0 : readCount(each.weight),
      stock: each.stock === '' ? 0 : readCount(each.stock),
    })),
    attributes: attributesOf(typed.attributes),
    onFilm: typed.onFilm,
    images: typed.images.map(({ assetId, alt, option }) => ({
      assetId,
      alt: isBlank(alt) ? name : both(alt),
      option: readChoice(option),
    })),
    film: film && {
      assetId: film.assetId,
      alt: isBlank(film.alt) ? name : both(film.alt),
      chapters: film.chapters
        .map(({ at, name }) => ({ at: readTime(at), name: both(name) }))
        .sort((a, b) => a.at - b.at),
    },
    published: publishedOf(typed, now),
  }
  const parsed = v.safeParse(CatalogueProduct, candidate)
  const wrong: Record<string, string> = {}
  for (const issue of parsed.issues ?? []) {
    const name = fieldOf(issue)
    const isFilled = issue.type === 'non_empty' && fromOthers.test(name)
    if (!isFilled && !isForOtherLanguage(issue, { name, lang })) wrong[name] ??= sentenceOf(issue, { lang, currency })
  }
  for (const [at, { price, salePrice }] of candidate.variants.entries())
    if (salePrice !== null && salePrice > price) wrong[`variants.${at}.sale`] ??= officeProducts.saleTooHigh(lang)
  if (Number.isNaN(candidate.published?.getTime())) wrong.publishAt = words.noDate(lang)
  if (!parsed.success || Object.keys(wrong).length > 0) return { kind: 'wrong', wrong }
  const known = typed.variants.map(({ id, seen }) => (id === '' ? null : { id, stockSeen: readCount(seen) || 0 }))
  return { kind: 'right', product: parsed.output, known }
}

function publishedOf({ publish, publishAt, publishInstant, published }: TypedProduct, now: Date): Date | null {
  if (publish === 'not') return null
  if (publish === 'at') return new Date(publishInstant || publishAt)
  return published === '' ? now : new Date(published)
}

function attributesOf(typed: readonly string[]): Record<string, string[]> {
  const pairs = typed.flatMap(one => {
    const [key, value] = one.split('=')
    return key && value ? [{ key, value }] : []
  })
  const groups = Map.groupBy(pairs, ({ key }) => key)
  return Object.fromEntries([...groups].map(([key, own]) => [key, own.map(({ value }) => value)]))
}

type Issue = v.BaseIssue<unknown>

/** What gets the name or the line about it where it is left empty: it is missing only because they are. */
const fromOthers = /^(lead|aboutTitle|aboutText|film\.alt|images\.\d+\.alt)\./

/** The field of the form in which an issue is to be seen. */
function fieldOf({ path }: Issue): string {
  const name = (path ?? []).map(({ key }) => String(key)).join('.')
  return name
    .replace(/^about\.title/, 'aboutTitle')
    .replace(/^about\.text/, 'aboutText')
    .replace(/^film\.chapters/, 'chapters')
    .replace(/\.salePrice$/, '.sale')
    .replace(/\.weightGrams$/, '.weight')
    .replace(/^$/, 'variants')
}

function sentenceOf(issue: Issue, { lang, currency }: { lang: Lang; currency: string }): string {
  const field = fieldOf(issue)
  if (issue.type === 'non_empty') return words.needed(lang)
  if (issue.type === 'max_length' && typeof issue.requirement === 'number') {
    const most = { most: issue.requirement }
    return Array.isArray(issue.input) ? words.tooManyRows(lang, most) : words.tooLong(lang, most)
  }
  if (field === 'slug') return words.noSlug(lang)
  if (/\.(price|sale)$/.test(field)) return words.noAmount(lang, { example: currency === 'KRW' ? '58000' : '58.00' })
  if (/\.(weight|stock)$/.test(field)) return words.noNumber(lang)
  if (/\.sku$/.test(field)) return officeProducts.noSku(lang)
  if (/\.at$/.test(field)) return officeProducts.noTime(lang)
  if (/\.swatch$/.test(field)) return words.noColour(lang)
  if (field === 'variants') return officeProducts.variantsAlike(lang)
  return words.noChoice(lang)
}
