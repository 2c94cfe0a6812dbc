import type { Queryable } from './open.ts'

/**
 * A statement that is written once for each database instead of once for each call. `build`
 * ends in a `.prepare` whose name is the room's and the function's: it belongs to that function alone, for one name
 * means one statement.
 */
export function prepared<Statement>(build: (db: Queryable) => Statement): (db: Queryable) => Statement {
  const known = new WeakMap<Queryable, Statement>()
  return db => {
    const statement = known.get(db) ?? build(db)
    known.set(db, statement)
    return statement
  }
}
