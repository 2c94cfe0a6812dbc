import type { Lang } from '#language'
import type { Incoming } from './incoming.ts'
import { Unreadable } from './reason.ts'
import { type Broken, nameIn, type RawRow } from './records.ts'

/** What one must know to understand a file. */
export interface Shaping {
  /** The shop's own, in which prices must be. */
  currency: string
  lang: Lang
  now: Date
}

/** A file as products. */
export interface Shaped {
  products: Incoming[]
  /** Rows that say nothing that can be used, each with its reason; a product of which one is broken is left out whole. */
  broken: Broken[]
}

/** Makes a product of each group of rows; one that cannot be understood spoils no other. */
export function shapeGroups(
  groups: Iterable<readonly RawRow[]>,
  shape: (rows: readonly [RawRow, ...RawRow[]]) => Incoming,
): Shaped {
  const shaped: Shaped = { products: [], broken: [] }
  for (const [first, ...rest] of groups) {
    if (first === undefined) continue
    try {
      shaped.products.push(shape([first, ...rest]))
    } catch (thrown) {
      if (!(thrown instanceof Unreadable)) throw thrown
      shaped.broken.push({ line: first.line, reason: thrown.reason, name: nameIn(first) })
    }
  }
  return shaped
}

/** The address of another server in full; undefined for what is none. */
export function webAddress(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 2000) return undefined
  const url = URL.parse(text.trim())
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined
}

/** A text cut to what ours may have. */
export function cutTo(text: string, most: number): string {
  if (text.length <= most) return text
  // Not between the halves of a character.
  const end = /[\ud800-\udbff]/.test(text[most - 2] ?? '') ? most - 2 : most - 1
  return `${text.slice(0, end).trimEnd()}…`
}
