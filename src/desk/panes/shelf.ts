import { type Signal, signal } from '@preact/signals'
import { type Goods, goodsAnswer } from '../views.ts'
import { fetchJson } from './fetching.ts'

/** The products that this page has names and pictures of, by id; null for one that is gone. */
export interface Shelf {
  goods: Signal<ReadonlyMap<string, Goods | null>>
  add(goods: readonly Goods[]): void
  /** Fetches those that are not known yet. */
  want(ids: readonly string[]): void
}

/** Most products that are asked for at a time. */
const batchSize = 50

/** Opens the shelf with the products that came with the page. */
export function openShelf(first: readonly Goods[]): Shelf {
  const goods = signal<ReadonlyMap<string, Goods | null>>(new Map(first.map(one => [one.id, one])))
  const asked = new Set<string>()

  function put(entries: readonly (readonly [string, Goods | null])[]): void {
    goods.value = new Map([...goods.value, ...entries])
  }

  async function fetchGoods(ids: string[]): Promise<void> {
    try {
      const answer = await fetchJson(goodsAnswer, `/api/desk/goods?ids=${ids.join()}`)
      const found = new Map(answer.goods.map(one => [one.id, one]))
      put(ids.map(id => [id, found.get(id) ?? null]))
    } catch {
      // Names are asked for again with the next change of the list.
    } finally {
      for (const id of ids) asked.delete(id)
    }
  }

  return {
    goods,
    add: more => put(more.map(one => [one.id, one])),
    want(ids) {
      const unknown = [...new Set(ids)].filter(id => !goods.value.has(id) && !asked.has(id)).slice(0, batchSize)
      if (unknown.length === 0) return
      for (const id of unknown) asked.add(id)
      void fetchGoods(unknown)
    },
  }
}
