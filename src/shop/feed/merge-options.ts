import type { Choice, Option } from '../catalogue.ts'
import type { WholeProduct } from '../office/whole.ts'
import type { Incoming } from './incoming.ts'

/**
 * Gives the options of a feed in one language the keys and names they have here. Where it only tells of variants that
 * are known, what they are chosen by stays as it is.
 */
export function adoptOptions(incoming: Incoming, today: WholeProduct | null): Incoming {
  const { optionsIn: lang, options, variants } = incoming
  if (today === null || lang === undefined || options === undefined) return incoming
  const own = new Map(today.product.variants.map(each => [each.sku, each.options]))
  if (variants.every(({ sku }) => own.has(sku))) {
    return {
      ...incoming,
      options: today.product.options,
      variants: variants.map(each => ({ ...each, options: own.get(each.sku)! })),
      ...withPictures(incoming, choice => renamed(choice, options, today.product.options)),
    }
  }
  const adopted = options.map(option => {
    const known = today.product.options.find(one => one.key === option.key || one.name[lang] === option.name[lang])
    const values = option.values.map(value => valueIn(known, value, lang) ?? value)
    return known === undefined ? option : { ...known, values }
  })
  return {
    ...incoming,
    options: adopted,
    variants: variants.map(each => ({ ...each, options: renamed(each.options, options, adopted) })),
    ...withPictures(incoming, choice => renamed(choice, options, adopted)),
  }
}

function valueIn(known: Option | undefined, value: Option['values'][number], lang: 'ko' | 'en') {
  return known?.values.find(one => one.key === value.key || one.name[lang] === value.name[lang])
}

/** A choice by the feed's keys as one by ours; the options of both are in the same order. */
function renamed(choice: Choice, theirs: readonly Option[], ours: readonly Option[]): Choice {
  return Object.fromEntries(
    theirs.flatMap((option, at) => {
      const chosen = option.values.findIndex(value => value.key === choice[option.key])
      const same = ours[at]
      const name = option.values[chosen]?.name
      const value =
        name &&
        same?.values.find(
          one => one.key === option.values[chosen]?.key || one.name.ko === name.ko || one.name.en === name.en,
        )
      const fitting = value ?? (theirs.length === ours.length ? same?.values[chosen] : undefined)
      return same === undefined || fitting === undefined ? [] : [[same.key, fitting.key]]
    }),
  )
}

function withPictures({ pictures }: Incoming, rename: (choice: Choice) => Choice): Pick<Incoming, 'pictures'> {
  if (pictures === undefined) return {}
  return {
    pictures: pictures.map(picture =>
      'url' in picture && picture.option ? { ...picture, option: rename(picture.option) } : picture,
    ),
  }
}
