import type { Narrowing, Part, Sort } from '#shop'
import { sorts } from '#shop'

/** What a list's address asks for: all of it stands there, so that a part of a list can be gone back to and sent on. */
export interface Asked extends Narrowing {
  /** What is searched for; empty outside of a search. */
  query: string
  values: Record<string, string[]>
  inStock: boolean
  onSale: boolean
  sort: Sort
  /** Where this part of the list begins. */
  after: string | null
}

const most = { query: 100, values: 24 }

/** Reads an address; what it cannot mean is passed over. `decimals` are those of the shop's currency. */
export function readAsked(params: URLSearchParams, { decimals }: { decimals: number }): Asked {
  const values: Record<string, string[]> = {}
  for (const name of new Set(params.getAll('is').slice(0, most.values))) {
    const [, key, value] = /^([a-z0-9_-]{1,40})\.([a-z0-9_-]{1,40})$/.exec(name) ?? []
    if (key !== undefined && value !== undefined && Object.hasOwn(values, key)) values[key]?.push(value)
    else if (key !== undefined && value !== undefined && key !== '__proto__') values[key] = [value]
  }
  const sort = sorts.find(one => one === params.get('sort')) ?? 'shop'
  return {
    query: (params.get('q') ?? '').slice(0, most.query).trim(),
    values,
    from: readPrice(params.get('from'), decimals),
    to: readPrice(params.get('to'), decimals),
    inStock: params.get('stock') === '1',
    onSale: params.get('sale') === '1',
    sort,
    after: params.get('after') || null,
  }
}

/** The part of an address behind the path that asks for this, with its question mark; empty where it asks for nothing. */
export function writeAsked(asked: Asked, { decimals }: { decimals: number }): string {
  const params = new URLSearchParams()
  if (asked.query !== '') params.append('q', asked.query)
  for (const name of namesOf(asked)) params.append('is', name)
  if (asked.from !== undefined) params.append('from', writePrice(asked.from, decimals))
  if (asked.to !== undefined) params.append('to', writePrice(asked.to, decimals))
  if (asked.inStock) params.append('stock', '1')
  if (asked.onSale) params.append('sale', '1')
  if (asked.sort !== 'shop') params.append('sort', asked.sort)
  if (asked.after !== null) params.append('after', asked.after)
  return params.size === 0 ? '' : `?${params}`
}

/** The chosen values as an address and a form hold them: material.brass. */
export function namesOf({ values }: Pick<Asked, 'values'>): string[] {
  return Object.entries(values).flatMap(([key, of]) => of.map(value => `${key}.${value}`))
}

/** The same from its beginning, with other values: some of what it asks for changed. */
export function askedWith(asked: Asked, changes: Partial<Asked>): Asked {
  return { ...asked, after: null, ...changes }
}

/** The same without one of the things that narrow it. */
export function askedWithout(asked: Asked, part: Part): Asked {
  if (part.kind === 'price') return askedWith(asked, { from: undefined, to: undefined })
  if (part.kind === 'stock') return askedWith(asked, { inStock: false })
  if (part.kind === 'sale') return askedWith(asked, { onSale: false })
  return askedWith(asked, {
    values: Object.fromEntries(Object.entries(asked.values).filter(([key]) => key !== part.key)),
  })
}

/** The same without one value of an attribute. */
export function askedWithoutValue(asked: Asked, { key, value }: { key: string; value: string }): Asked {
  const values = Object.entries(asked.values).map(([of, all]) => [
    of,
    of === key ? all.filter(one => one !== value) : all,
  ])
  return askedWith(asked, { values: Object.fromEntries(values.filter(([, all]) => all?.length !== 0)) })
}

/** The same with nothing that narrows it. */
export function askedWhole(asked: Asked): Asked {
  return askedWith(asked, { values: {}, from: undefined, to: undefined, inStock: false, onSale: false })
}

/** A price as a form holds it, in major units: 12000 won, 12.5 dollars. */
export function writePrice(amount: number, decimals: number): string {
  return String(amount / 10 ** decimals)
}

function readPrice(text: string | null, decimals: number): number | undefined {
  const plain = (text ?? '').normalize('NFKC').replace(/[\s,_₩원$]/g, '')
  return /^\d{1,12}(\.\d{1,3})?$/.test(plain) ? Math.round(Number(plain) * 10 ** decimals) : undefined
}
