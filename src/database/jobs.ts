import { and, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import type pg from 'pg'
import { fromDrizzle, PgBoss } from 'pg-boss'
import * as v from 'valibot'
import type { EventKind } from './events.ts'
import type { Log } from './log.ts'
import type { Database, Queryable } from './open.ts'
import { event } from './schema.ts'

/** What a job is given beside its data: `signal` ends when the program stops. */
export interface JobContext {
  signal: AbortSignal
  now: Date
}

/** A kind of work that runs later, in any process, once for each time it was asked for, again where it failed. */
export interface Job<Data extends object> {
  name: string
  schema: v.GenericSchema<unknown, Data>
  run(data: Data, context: JobContext): Promise<void>
}

/** Work in the background; see `openJobs`. */
export interface Jobs extends AsyncDisposable {
  /**
   * Runs for each fact of this kind, at least once; `listener` names it for ever. A listener must bear repetition. Every
   * process says what listens; where it does not run `here`, another process does it.
   */
  on<Data extends object>(
    kind: EventKind<Data>,
    listener: string,
    run: (data: Data, context: JobContext) => Promise<void>,
    o?: { here?: boolean },
  ): void
  /** Lets this process do a kind of work that `start` asks for. */
  add<Data extends object>(job: Job<Data>): void
  /** Runs on a schedule (cron, five fields, UTC), in one process at a time. */
  every(name: string, cron: string, run: (context: JobContext) => Promise<void>): void
  /** Asks for work, in the caller's transaction; of those with the same `key` that wait only one runs. */
  start<Data extends object>(
    tx: Queryable,
    job: Pick<Job<Data>, 'name'>,
    data: Data,
    o?: { key?: string },
  ): Promise<void>
  /** Begins to work, after everything was added. */
  begin(): Promise<void>
}

/** Where pg-boss keeps its tables, beside the rooms' own. */
const schema = 'jobs'
/** How often untold facts are looked for, in milliseconds. */
const tellEveryMs = 1000
/** Facts that are told at a time. */
const batchSize = 200
/** How long facts that were told are kept, in days. */
const keptDays = 90
/** How long work that is under way may take to end when the program stops, in milliseconds. */
const patienceMs = 10_000

/** Opens the work in the background of one process on the program's database. */
export function openJobs({ db, connection, log }: { db: Database; connection: pg.PoolConfig; log: Log }): Jobs {
  const boss = new PgBoss({
    ...(connection as object),
    schema,
    max: 4,
    application_name: 'doumi jobs',
    openTelemetry: { enabled: false } as object,
    reindex: false,
  })
  const stop = new AbortController()
  // While the program stops, connections are closed under those that still ask.
  boss.on('error', error => stop.signal.aborted || log.error(`The job queue failed: ${error.message}`, error))
  const listeners = new Map<string, string[]>()
  const works: { queue: string; here?: boolean; run(data: unknown): Promise<void> }[] = []
  const schedules: { name: string; cron: string }[] = []
  let timer: NodeJS.Timeout | undefined
  let telling: Promise<void> | undefined
  let begun = false

  const context = (): JobContext => ({ signal: stop.signal, now: new Date() })

  /** Makes a job for every listener of what is new, in one transaction with the note that it was told. */
  async function tell(): Promise<void> {
    for (let told = batchSize; told === batchSize && !stop.signal.aborted; ) {
      told = await db.transaction(async tx => {
        const facts = await tx
          .select()
          .from(event)
          .where(sql`${event.toldAt} is null`)
          .orderBy(event.id)
          .limit(batchSize)
          .for('update', { skipLocked: true })
        for (const { name, data } of facts) {
          for (const queue of listeners.get(name) ?? []) {
            await boss.send(queue, data as object, { db: fromDrizzle(tx, sql) })
          }
        }
        const ids = facts.map(fact => fact.id)
        if (ids.length > 0) await tx.update(event).set({ toldAt: new Date() }).where(inArray(event.id, ids))
        return facts.length
      })
    }
  }

  function tellSoon(): void {
    telling ??= tell()
      .catch((thrown: unknown) =>
        log.error(`Facts could not be told: ${thrown instanceof Error ? thrown.message : thrown}`, thrown),
      )
      .finally(() => {
        telling = undefined
        if (!stop.signal.aborted) timer = setTimeout(tellSoon, tellEveryMs).unref()
      })
  }

  async function open(queue: string): Promise<void> {
    await boss.createQueue(queue, { retryLimit: 8, retryDelay: 2, retryBackoff: true, retryDelayMax: 3600 })
  }

  return {
    on(kind, listener, run, { here = true } = {}) {
      const queue = `${kind.eventName}/${listener}`
      listeners.set(kind.eventName, [...(listeners.get(kind.eventName) ?? []), queue])
      works.push({ queue, here, run: data => run(v.parse(kind.schema, data), context()) })
    },
    add(job) {
      works.push({ queue: job.name, run: data => job.run(v.parse(job.schema, data), context()) })
    },
    every(name, cron, run) {
      works.push({ queue: name, run: () => run(context()) })
      schedules.push({ name, cron })
    },
    async start(tx, job, data, { key } = {}) {
      await boss.send(job.name, data, { db: fromDrizzle(tx, sql), ...(key !== undefined && { singletonKey: key }) })
    },
    async begin() {
      await boss.start()
      for (const { queue, here = true, run } of works) {
        await open(queue)
        if (!here) continue
        await boss.work(queue, { pollingIntervalSeconds: 2 }, async jobs => {
          for (const job of jobs) await run(job.data)
        })
      }
      for (const { name, cron } of schedules) await boss.schedule(name, cron, null, { tz: 'UTC' })
      begun = true
      tellSoon()
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      clearTimeout(timer)
      await telling
      if (begun) await boss.stop({ graceful: true, timeout: patienceMs })
    },
  }
}

/** Forgets facts that were told long ago. */
export async function forgetEvents(db: Database, { now }: { now: Date }): Promise<void> {
  const since = new Date(now.getTime() - keptDays * 24 * 60 * 60 * 1000)
  await db.delete(event).where(and(isNotNull(event.toldAt), lt(event.at, since)))
}
