export { type Alone, alone, unlessDone } from './alone.ts'
export { asJson } from './as-json.ts'
export { type EventKind, emit, eventKind, type Fact } from './events.ts'
export { exportAll } from './export.ts'
export { importAll } from './import.ts'
export { forgetEvents, type Job, type JobContext, type Jobs, openJobs } from './jobs.ts'
export type { Log } from './log.ts'
export { type Manifest, TransferRefused } from './manifest.ts'
export { knownMigrations } from './migrate.ts'
export {
  type Database,
  databaseOn,
  migrateTo,
  type OpenDatabase,
  type Opening,
  openDatabase,
  type Queryable,
  type Transaction,
  useDatabase,
  visitDatabase,
} from './open.ts'
export { untilThere } from './patience.ts'
export { prepared } from './prepared.ts'
export { againOnRace, sqlState } from './race.ts'
export { askStanding, type Standing } from './standing.ts'
export { type Server, type ServerStart, startServer } from './supervisor.ts'
export { DatabaseUnavailable, isUnavailable } from './unavailable.ts'
