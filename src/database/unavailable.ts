import { DrizzleQueryError } from 'drizzle-orm'
import pg from 'pg'

/** The database cannot be used. `message` is one sentence for the person who runs the shop; it holds no password. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}

/** Host, port and database of a connection as a person writes them, without user or password. */
export function placeOf({ host, port, database }: Pick<pg.Client, 'host' | 'port' | 'database'>): string {
  return `database "${database ?? ''}" at ${host}${host.startsWith('/') ? '' : `:${port}`}`
}

/**
 * Turns a failure to reach or prepare a database into the sentence that says what to do.
 * An error that is no such failure comes back as it is.
 */
export function explain(error: unknown, connection: pg.PoolConfig): unknown {
  if (error instanceof DatabaseUnavailable) return error
  const sentence = sentenceFor(error, connection)
  return sentence === undefined ? error : new DatabaseUnavailable(sentence, { cause: error })
}

/**
 * Whether an error of a query, or what caused it, says that the database is away for now, so that the same call may
 * work later. Drizzle wraps the driver's errors, so the whole chain of causes is read.
 */
export function isUnavailable(error: unknown): boolean {
  for (let each: unknown = error, query = false; each instanceof Error; each = each.cause) {
    query ||= each instanceof DrizzleQueryError
    if (each instanceof DatabaseUnavailable || away.has(codeOf(each)) || lost.test(each.message)) return true
    if (query && cut.has(codeOf(each))) return true
  }
  return false
}

/** Whether a failed connection is worth another try at once: the server is starting, stopping or not yet listening. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error)
  return away.has(code) || cut.has(code) || code === 'ECONNREFUSED' || isMissingSocket(error)
}

/** The SQLSTATE or system code of an error or of its nearest cause that has one, else an empty string. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause)
}

// 57P01 to 57P03: the server stops, has crashed, or is starting up; 53300: too many connections (SQLSTATE, appendix A).
const away = new Set(['57P01', '57P02', '57P03', '53300'])
const cut = new Set(['ECONNRESET', 'EPIPE'])
const lost =
  /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered a connection error/

function isMissingSocket(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' && error instanceof Error && 'syscall' in error && error.syscall === 'connect'
}

function sentenceFor(error: unknown, connection: pg.PoolConfig): string | undefined {
  const client = new pg.Client(connection)
  const where = placeOf(client)
  const user = client.user ?? ''
  switch (isMissingSocket(error) ? 'ECONNREFUSED' : codeOf(error)) {
    case 'ECONNREFUSED':
      return `No PostgreSQL answers for ${where}; check that it runs and that DATABASE_URL names it.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host of ${where} is not known; check DATABASE_URL.`
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `The network does not reach ${where}; check DATABASE_URL and the firewall.`
    case '28P01':
    case '28000':
      return `PostgreSQL refused user "${user}" for ${where}; check user and password in DATABASE_URL and pg_hba.conf.`
    case '3D000':
      return `There is no ${where}; create it: create database "name" encoding 'UTF8' template template0.`
    case '42501':
      return `User "${user}" may not create what Doumi needs in ${where}; make it the owner of that database.`
    case '0A000':
    case '58P01':
      return `The server of ${where} lacks the extension pg_trgm; install PostgreSQL's contrib package there.`
    case '53300':
      return `${where} has no free connection; raise max_connections or close other programs.`
    case '57P01':
    case '57P02':
    case '57P03':
      return `PostgreSQL is starting or stopping for ${where} (${messageOf(error)}).`
    case '08P01':
      return `${where} refused the connection (${messageOf(error)}); use its direct address, not that of a pooler.`
    case 'ECONNRESET':
    case 'EPIPE':
      return `The connection to ${where} was cut.`
  }
  if (error instanceof Error && lost.test(error.message)) return `The connection to ${where} was lost or took too long.`
  if (error instanceof Error && /does not support SSL|certificate/i.test(error.message))
    return `No encrypted connection to ${where} (${error.message}); check sslmode in DATABASE_URL.`
  return undefined
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
