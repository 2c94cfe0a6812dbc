import { slugOf } from '../parts/typed-fields.ts'
import {
  blankChapter,
  blankFact,
  blankOption,
  blankValue,
  blankVariant,
  type TypedOption,
  type TypedProduct,
  type TypedVariant,
} from './typed.ts'

/** The most variants that a product has. */
const mostVariants = 200

/**
 * What a press in the form does before anything is saved: `facts.add`, `images.2.up`, `options.0.values.1.remove`,
 * `variants.fit` and their like. What is none of them changes nothing.
 */
export function reshape(typed: TypedProduct, act: string): TypedProduct {
  const path = act.split('.')
  const [list = '', place = '', ...rest] = path
  const index = Number(place)
  if (list === 'facts') return { ...typed, facts: changed(typed.facts, path.slice(1), blankFact) }
  if (list === 'images') return { ...typed, images: changed(typed.images, path.slice(1)) }
  if (list === 'onFilm') return { ...typed, onFilm: changed(typed.onFilm, path.slice(1), '') }
  if (list === 'film' && place === 'remove') return { ...typed, film: null }
  if (list === 'chapters' && typed.film !== null) {
    const chapters = changed(typed.film.chapters, path.slice(1), blankChapter)
    return { ...typed, film: { ...typed.film, chapters } }
  }
  if (list === 'variants') {
    if (place === 'fit') return allVariants(typed)
    return { ...typed, variants: changed(typed.variants, path.slice(1)) }
  }
  if (list !== 'options') return typed
  const isMove = /\.(up|down)$/.test(act)
  if (rest[0] !== 'values') {
    const options = changed(typed.options, path.slice(1), blankOption)
    return isMove ? inOrder({ ...typed, options }) : fitted({ ...typed, options })
  }
  const options = typed.options.map((option, at) =>
    at === index ? { ...option, values: changed(option.values, rest.slice(1), blankValue) } : option,
  )
  return isMove ? inOrder({ ...typed, options }) : fitted({ ...typed, options })
}

/** The variants in the order of what they choose: where an option or a value was moved, they move along. */
function inOrder(typed: TypedProduct): TypedProduct {
  const options = usable(typed.options)
  const places = (variant: TypedVariant) =>
    options.map(({ key, values }) => values.findIndex(value => value.key === variant.options[key]))
  const variants = typed.variants.toSorted((a, b) => {
    const [left, right] = [places(a), places(b)]
    const at = left.findIndex((place, option) => place !== right[option])
    return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
  })
  return { ...typed, variants }
}

/** A list after `add`, `3.remove`, `3.up` or `3.down`. */
function changed<Row>(rows: readonly Row[], [place = '', how]: string[], blank?: Row): Row[] {
  if (place === 'add') return blank === undefined ? [...rows] : [...rows, blank]
  const at = Number(place)
  const row = rows[at]
  if (row === undefined) return [...rows]
  const others = rows.filter((_, other) => other !== at)
  if (how === 'remove') return others
  const to = how === 'up' ? at - 1 : how === 'down' ? at + 1 : at
  return others.toSpliced(Math.max(0, to), 0, row)
}

/** Gives each option and value that has a name its key: from the English name where it has Latin letters. */
export function keyed(typed: TypedProduct): TypedProduct {
  const options = withKeys(typed.options, 'o').map(option => ({ ...option, values: withKeys(option.values, 'v') }))
  return { ...typed, options }
}

function withKeys<Row extends { key: string; name: { ko: string; en: string } }>(rows: Row[], letter: string): Row[] {
  const taken = new Set(rows.map(row => row.key))
  return rows.map(row => {
    if (row.key !== '' || (row.name.en.trim() === '' && row.name.ko.trim() === '')) return row
    const wanted = slugOf(row.name.en).slice(0, 30).replace(/-+$/, '')
    let key = wanted || `${letter}1`
    for (let at = 2; taken.has(key); at++) key = `${wanted || letter}${wanted ? '-' : ''}${at}`
    taken.add(key)
    return { ...row, key }
  })
}

/** The options that variants choose from: those with a key and at least one value with one. */
export function usable(options: readonly TypedOption[]): TypedOption[] {
  return options
    .map(option => ({ ...option, values: option.values.filter(value => value.key !== '') }))
    .filter(option => option.key !== '' && option.values.length > 0)
}

/**
 * The variants after the options changed: those of a value that went go, those that lack a new option have its first
 * value, and of several that choose the same the first stays.
 */
export function fitted(typed: TypedProduct): TypedProduct {
  const options = usable(typed.options)
  const seen = new Set<string>()
  const variants = typed.variants.flatMap(variant => {
    const choice: Record<string, string> = {}
    for (const { key, values } of options) {
      const value = variant.options[key] ?? values[0]?.key ?? ''
      if (!values.some(one => one.key === value)) return []
      choice[key] = value
    }
    const name = JSON.stringify(choice)
    if (seen.has(name)) return []
    seen.add(name)
    return [{ ...variant, options: choice }]
  })
  const model = typed.variants[0] ?? blankVariant
  return { ...typed, variants: variants.length > 0 ? variants : [{ ...fresh(model), options: firstOf(options) }] }
}

function firstOf(options: readonly TypedOption[]): Record<string, string> {
  return Object.fromEntries(options.map(({ key, values }) => [key, values[0]?.key ?? '']))
}

/** Every choice there is as a variant: those that there are stay, the others begin with the price of the first. */
function allVariants(before: TypedProduct): TypedProduct {
  const typed = fitted(before)
  const options = usable(typed.options)
  const choices = options.reduce<Record<string, string>[]>(
    (all, { key, values }) =>
      all.flatMap(choice => values.map(value => ({ ...choice, [key]: value.key }))).slice(0, mostVariants),
    [{}],
  )
  const model = fresh(typed.variants[0] ?? blankVariant)
  const variants = choices.map(
    choice => typed.variants.find(each => isSame(each.options, choice)) ?? { ...model, options: choice },
  )
  return numbered({ ...typed, variants })
}

function isSame(a: Record<string, string>, b: Record<string, string>): boolean {
  const keys = Object.keys(b)
  return keys.length === Object.keys(a).length && keys.every(key => a[key] === b[key])
}

function fresh({ price, sale, weight }: TypedVariant): TypedVariant {
  return { ...blankVariant, price, sale, weight }
}

/** Gives variants without a number one, made of the product's name and what is chosen. */
export function numbered(typed: TypedProduct): TypedProduct {
  const stem = (typed.slug || slugOf(typed.name.en) || 'item').toUpperCase().slice(0, 30)
  const taken = new Set(typed.variants.map(variant => variant.sku))
  const variants = typed.variants.map(variant => {
    if (variant.sku !== '') return variant
    const wanted = [stem, ...Object.values(variant.options).map(value => value.toUpperCase())].join('-').slice(0, 56)
    let sku = wanted
    for (let at = 2; taken.has(sku); at++) sku = `${wanted}-${at}`
    taken.add(sku)
    return { ...variant, sku }
  })
  return { ...typed, variants }
}
