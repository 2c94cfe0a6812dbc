import type { Database } from '#database'
import { countOrders, countOwing } from '#shop'
import { type Counts, countOf, toDo } from './query.ts'

/** How the orders stand, in numbers. */
export async function countNow(db: Database): Promise<Counts> {
  const [states, owing] = await Promise.all([countOrders(db), countOwing(db)])
  return { states, owing }
}

/** How many orders wait for somebody of the staff: a transfer to be noted, a parcel to be sent, money to be looked at. */
export async function countToDo(db: Database): Promise<number> {
  return countOf(toDo, await countNow(db))
}
