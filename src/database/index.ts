export type { Log } from './log.ts'
export { knownMigrations } from './migrate.ts'
export {
  type Database,
  migrateTo,
  type OpenDatabase,
  type Opening,
  openDatabase,
  type Queryable,
  type Transaction,
  useDatabase,
} from './open.ts'
export { type Server, type ServerStart, startServer } from './supervisor.ts'
export { DatabaseUnavailable, isUnavailable } from './unavailable.ts'
