import { sql } from 'drizzle-orm'
import type * as v from 'valibot'
import { asJson } from './as-json.ts'
import type { Queryable } from './open.ts'
import { event } from './schema.ts'

/** A fact of a kind, ready to be written. */
export interface Fact {
  name: string
  data: object
}

/** A kind of fact: called with its data it gives a fact; its schema reads one that comes back. */
export interface EventKind<Data extends object> {
  (data: Data): Fact
  readonly eventName: string
  readonly schema: v.GenericSchema<unknown, Data>
}

/** Declares a kind of fact, named `room.noun_verbed`. Its data is small: ids, not copies. */
export function eventKind<Data extends object>(
  name: `${string}.${string}`,
  schema: v.GenericSchema<unknown, Data>,
): EventKind<Data> {
  return Object.assign((data: Data): Fact => ({ name, data }), { eventName: name, schema })
}

/** Writes facts in the transaction that made them true. Whoever listens hears of them after the commit, at least once. */
export async function emit(tx: Queryable, ...facts: Fact[]): Promise<void> {
  if (facts.length === 0) return
  await tx.execute(sql`
    insert into ${event} (name, data)
    select name, data from jsonb_to_recordset(${asJson(facts)}::jsonb) as fact(name text, data jsonb)`)
}
