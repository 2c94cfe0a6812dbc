import type { Lang } from '#language'
import { type OfficeSort, officeSorts } from '#shop'

/** The ways to sort, as an address names them: the most useful first. */
export const listSorts = [
  'changed-down',
  'changed-up',
  'name-up',
  'name-down',
  'price-up',
  'price-down',
  'stock-up',
  'stock-down',
] as const
export type ListSort = (typeof listSorts)[number]

const states = ['published', 'due', 'hidden'] as const
const stocks = ['none', 'low', 'enough'] as const

/** What the address of the office's list of products asks for. */
export interface ListQuery {
  q: string
  category: string
  state: '' | (typeof states)[number]
  stock: '' | (typeof stocks)[number]
  sort: ListSort
  after: string | null
}

/** Reads it. What is not known is left out. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const category = params.get('category') ?? ''
  return {
    q: (params.get('q') ?? '').slice(0, 100),
    category: /^[a-z0-9-]{1,80}$/.test(category) ? category : '',
    state: states.find(one => one === params.get('state')) ?? '',
    stock: stocks.find(one => one === params.get('stock')) ?? '',
    sort: listSorts.find(one => one === params.get('sort')) ?? listSorts[0],
    after: params.get('after')?.slice(0, 400) ?? null,
  }
}

/** By what a way to sort sorts, and from where. */
export function sortedBy(sort: ListSort): { sort: OfficeSort; down: boolean } {
  return {
    sort: officeSorts.find(one => sort.startsWith(one)) ?? 'changed',
    down: sort.endsWith('down'),
  }
}

/** The address of a part of the list. */
export function listAddress(lang: Lang, { q, category, state, stock, sort, after }: ListQuery): string {
  const params = new URLSearchParams()
  const own = { q, category, state, stock, after: after ?? '' }
  for (const [name, value] of Object.entries(own)) if (value !== '') params.set(name, value)
  if (sort !== listSorts[0]) params.set('sort', sort)
  return `/${lang}/desk/products${params.size > 0 ? `?${params}` : ''}`
}
