import type { Lang } from '#language'
import type { OfficeSort } from '#shop'

const sorts: readonly OfficeSort[] = ['changed', 'name', 'price', 'stock']
const states = ['published', 'due', 'hidden'] as const
const stocks = ['none', 'low', 'enough'] as const

/** What the address of the office's list of products asks for. */
export interface ListQuery {
  q: string
  category: string
  state: '' | (typeof states)[number]
  stock: '' | (typeof stocks)[number]
  sort: OfficeSort
  down: boolean
  after: string | null
}

/** Reads it. What is not known is left out. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const category = params.get('category') ?? ''
  const sort = sorts.find(one => one === params.get('sort')) ?? 'changed'
  const to = params.get('to')
  return {
    q: (params.get('q') ?? '').slice(0, 100),
    category: /^[a-z0-9-]{1,80}$/.test(category) ? category : '',
    state: states.find(one => one === params.get('state')) ?? '',
    stock: stocks.find(one => one === params.get('stock')) ?? '',
    sort,
    down: to === null ? sort === 'changed' : to === 'down',
    after: params.get('after')?.slice(0, 400) ?? null,
  }
}

/** The address of a part of the list. */
export function listAddress(lang: Lang, { q, category, state, stock, sort, down, after }: ListQuery): string {
  const params = new URLSearchParams()
  const own = { q, category, state, stock, after: after ?? '' }
  for (const [name, value] of Object.entries(own)) if (value !== '') params.set(name, value)
  if (sort !== 'changed' || !down) {
    params.set('sort', sort)
    params.set('to', down ? 'down' : 'up')
  }
  return `/${lang}/desk/products${params.size > 0 ? `?${params}` : ''}`
}
