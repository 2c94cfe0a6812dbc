import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStage } from '#chat'
import { openDatabase } from '#database'
import { openLog } from '#edge'
import { makeGuest } from '#members'
import { type Served, startServer } from '../frame/processes.ts'
import { serverCore } from './cores.ts'
import type { Group, Target } from './load.ts'

type Opened = Awaited<ReturnType<typeof openDatabase>>

/** A database for one run of a bench; its processes stay where this one is. */
export interface Store extends AsyncDisposable {
  database: Opened
  /** Its address, for those who are told one. */
  url: string
  /** PostgreSQL's first process. */
  pid: number
}

/** Starts the PostgreSQL that the shop brings, durable as ever, and migrates it. */
export async function openStore(folder: string): Promise<Store> {
  const data = join(folder, 'store')
  mkdirSync(data, { recursive: true })
  const database = await openDatabase({ url: undefined, folder: data, log: openLog('silent') })
  const { host = '', port, user, database: name } = database.connection
  const [pid = ''] = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  return {
    database,
    url: `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host)}&port=${port}`,
    pid: Number(pid),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

/** What the accounts of a bench sign their cookies with. */
export const secret = 'bench'.repeat(9)

/** The chat of the shop behind its own edge, in a process of its own, on the server's core. */
export function startOurs({ url }: Store): Promise<Served> {
  const env = { DATABASE_URL: url, ACCOUNTS_SECRET: secret }
  return startServer({ file: 'serve-ours.ts', cwd: import.meta.dirname, env, core: serverCore })
}

/** The crowded room of a product of its own. */
export async function aStage({ database }: Store): Promise<string> {
  const { id } = await openStage(database.db, { productId: randomUUID() })
  return id
}

/** Guests, each with a cookie and an address of their own. `joins` is the room that each follows once it is greeted. */
export function guests(o: { members: number; folder: string; joins?: string }): Group {
  const headers = join(o.folder, `guests-${o.members}-${randomUUID()}`)
  writeFileSync(headers, Array.from({ length: o.members }, (_, i) => headersOf(i)).join(''))
  const room = o.joins
  const join_ = { wait: '"t":"hello"', answer: `[{"t":"join","room":"${room}","after":0}]` }
  return {
    path: '/live?lang=en',
    members: o.members,
    headers,
    greeting: room === undefined ? [{ wait: '"t":"hello"' }] : [join_, { wait: '"t":"joined"' }],
    ...(room && { say: sayIn(room) }),
  }
}

/** How a client of ours says something in a room. */
export function sayIn(room: string): string {
  return `[{"t":"say","room":"${room}","cid":"bench-{N}","body":{"kind":"text","text":"{TEXT}"}}]`
}

/** What the load has to know of ours. */
export function ownTarget(store: Store, { origin, pid }: Served, groups: readonly Group[]): Target {
  return {
    origin,
    pid,
    databasePid: store.pid,
    groups,
    refusal: '[{"t":"no"',
    acknowledgement: '[{"t":"ok"',
  }
}

function headersOf(i: number): string {
  const [cookie = ''] = makeGuest({ secure: false }).cookie.split(';')
  // A range for benches (RFC 2544).
  const address = `198.${18 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}`
  return `Cookie: ${cookie}\tX-Forwarded-For: ${address}\t\n`
}
