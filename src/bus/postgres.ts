import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import * as v from 'valibot'
import type { Log } from '#edge'
import type { Bus } from './bus.ts'
import { backSubject, openEars } from './ears.ts'

const channel = 'doumi_bus'
/** PostgreSQL refuses a notification of 8000 bytes. */
const largest = 7800
/** News that wait while one statement is under way; older ones are dropped. */
const mostWaiting = 20_000
const againMs = 500
/** How often, and for how long at most, the connection is asked whether it is there. */
const askMs = 5000

const missed = JSON.stringify([backSubject, null])
/** The subject under which a new end tells that it is there. */
const hereSubject = 'bus.here'
/** Every end holds this lock together with the others, so their number can be asked. */
const lock = `hashtextextended('doumi.bus.' || $1, 0)`
const countEnds = `select count(*)::int as ends from pg_locks
  where locktype = 'advisory' and objsubid = 1 and (classid::bigint << 32 | objid::bigint) = ${lock}`

const envelope = v.object({ from: v.string(), prefix: v.string(), news: v.array(v.tuple([v.string(), v.unknown()])) })

/**
 * Joins processes by LISTEN and NOTIFY of the database that they share, over a connection of its own, so that nothing
 * more has to run. It carries only what is brief, and nothing while there is no other process. `prefix` is that of the database's life. A pooler between that shares
 * connections out by transaction would lose all of it.
 */
export function openPostgresBus({
  connection,
  prefix,
  log,
}: {
  connection: pg.PoolConfig
  prefix: string
  log: Log
}): Bus {
  const ears = openEars({ log })
  const closing = new AbortController()
  const from = randomUUID()
  let waiting: string[] = []
  let client: pg.Client | undefined
  let sending: Promise<void> | undefined
  /** Whether somebody listens; when it is not known, somebody does. */
  let others = true
  let heard = 0
  /** Whether something was not told because it was away. */
  let silenced = false

  function put(subject: string, brief: unknown): void {
    waiting.push(JSON.stringify([subject, brief]))
    // Whoever hears this reads everything anew, so nothing is lost with the others.
    if (waiting.length > mostWaiting) waiting = [missed]
    sending ??= send()
  }

  /** News that come while a statement is under way go out together with the next one. */
  async function send(): Promise<void> {
    await new Promise(setImmediate)
    while (waiting.length > 0 && client !== undefined) {
      const batch = waiting
      waiting = []
      const payloads = packed(batch, { head: `{"from":"${from}","prefix":${JSON.stringify(prefix)},"news":[`, log })
      try {
        await client.query('select pg_notify($1, payload) from unnest($2::text[]) as payload', [channel, payloads])
      } catch (thrown) {
        log.warn({ err: thrown }, 'news could not be published')
        // With the next ones the others hear that they missed something; a new connection tells them anyway.
        waiting = [missed]
        break
      }
    }
    sending = undefined
  }

  function take({ payload }: pg.Notification): void {
    const parsed = v.safeParse(envelope, parseJson(payload ?? ''))
    if (!parsed.success || parsed.output.from === from || parsed.output.prefix !== prefix) return
    heard += 1
    for (const [subject, brief] of parsed.output.news) {
      if (subject !== hereSubject) ears.hear(subject, { kind: 'brief', brief })
      // Nothing was told while this end was alone.
      else if (!others) put(backSubject, null)
    }
    others = true
  }

  /** Asks whether this end is alone; by that it also shows that the connection is there. */
  async function ask(opened: pg.Client): Promise<void> {
    const before = heard
    const { rows } = await opened.query<{ ends: number }>(countEnds, [prefix])
    if (heard === before) others = (rows[0]?.ends ?? 0) > 1
  }

  async function run(): Promise<void> {
    for (let wasAway = false; !closing.signal.aborted; wasAway = true) {
      const opened = new pg.Client({
        ...connection,
        application_name: 'doumi bus',
        keepAlive: true,
        connectionTimeoutMillis: askMs,
      })
      const lost = new AbortController()
      const { signal } = lost
      opened.on('error', () => lost.abort())
      opened.on('end', () => lost.abort())
      opened.on('notification', take)
      try {
        await opened.connect()
        // What is told here is no data: it need not wait for the disk.
        await opened.query(`set synchronous_commit = off`)
        await opened.query(`listen ${channel}`)
        await opened.query(`select pg_advisory_lock_shared(${lock})`, [prefix])
        await ask(opened)
        client = opened
        put(hereSubject, null)
        if (wasAway || silenced) {
          silenced = false
          log.info('the bus is back')
          put(backSubject, null)
          ears.back()
        }
        await watch(() => ask(opened), AbortSignal.any([signal, closing.signal]))
        if (!closing.signal.aborted) log.warn('the bus is away; other processes are heard again when it is back')
      } catch (thrown) {
        if (!wasAway) log.warn({ err: thrown }, 'the bus could not be opened; trying on')
      }
      await sending
      client = undefined
      waiting = []
      await Promise.race([opened.end().catch(() => undefined), sleep(againMs, undefined, { ref: false })])
      await sleep(againMs, undefined, { signal: closing.signal }).catch(() => undefined)
    }
  }
  const running = run()

  return {
    publish({ subject, brief }) {
      if (client === undefined) silenced = true
      else if (others) put(subject, brief)
    },
    subscribe: ears.subscribe,
    onBack: ears.onBack,
    state: () => (client === undefined ? 'away' : 'up'),
    async [Symbol.asyncDispose]() {
      await sending
      closing.abort()
      await running
    },
  }
}

/** Asks now and then whether the server is there; ends when it is not, or when the signal says so. */
async function watch(ask: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(askMs, undefined, { signal, ref: false }).catch(() => undefined)
    if (signal.aborted) return
    const answered = ask().then(
      () => true,
      () => false,
    )
    const late = sleep(askMs, false, { signal, ref: false }).catch(() => false)
    if (!(await Promise.race([answered, late]))) return
  }
}

/** The news in as few payloads as hold them. */
function packed(news: string[], { head, log }: { head: string; log: Log }): string[] {
  const payloads: string[] = []
  let [inside, size]: [string[], number] = [[], 0]
  const room = largest - Buffer.byteLength(head) - 2
  const close = () => {
    if (inside.length > 0) payloads.push(`${head}${inside.join()}]}`)
    inside = []
    size = 0
  }
  for (const one of news) {
    const bytes = Buffer.byteLength(one) + 1
    if (bytes > room) {
      log.error(`news of ${bytes} bytes is not brief: ${one.slice(0, 80)}`)
      continue
    }
    if (size + bytes > room) close()
    inside.push(one)
    size += bytes
  }
  close()
  return payloads
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
