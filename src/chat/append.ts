import { againOnRace, databaseOn, type Queryable, sqlState } from '#database'
import { type Log, Problem } from '#edge'
import { money } from '#language'
import { amendments, type Statement } from './amend.ts'
import { appendSql } from './append-sql.ts'
import { cidTaken, noSuchRoom } from './problems.ts'
import type { EntryBody, LogEntry, Role } from './protocol.ts'
import { type Connection, inTransaction, type Runner } from './transaction.ts'

export type { Runner } from './transaction.ts'

/**
 * One thing to be said. `cid` is the author's own id for it; `author` is how the room knows them; `at` is when the
 * server took it. `removes` is the person whom a `remove` entry is about.
 */
export interface Say {
  roomId: string
  authorId: string
  author: string
  role: Role
  name: string | null
  cid: string
  body: EntryBody
  at: Date
  removes?: string
  within?: Within
}

/**
 * Work that is done in the transaction of its entry: both are there, or neither. It is not done again for a cid that was
 * said before, whatever that was. It gives the body that is kept in place of the say's, and must open no transaction of
 * its own.
 */
export type Within = (db: Queryable) => Promise<EntryBody>

/** An entry that is committed; `fresh` is false when it had been said before under the same cid. */
export interface Appended {
  roomId: string
  entry: LogEntry
  fresh: boolean
}

/** Who hears what became of entries. */
export interface AppenderEars {
  /** These are committed. */
  onCommitted(batch: Appended[]): void
  /** Whether anything was committed in these rooms is not known: the database went away in the middle. */
  onUncertain(roomIds: string[]): void
}

/** Appends entries; see `openAppender`. */
export interface Appender {
  append(say: Say): Promise<Appended>
  /** Ends when everything that was handed over is committed or refused. */
  idle(): Promise<void>
}

interface Waiting {
  say: Say
  resolve(appended: Appended): void
  reject(thrown: unknown): void
}

/** Most entries of one transaction. */
const batchSize = 500
/** Batches at a time: while the database works on one, the next is made ready. */
const mostUnderWay = 2

/**
 * Opens the way into the log. Entries that come while a transaction is under way go together into the next one, so
 * that many callers share one flush of the disk. `append` answers only when its entry is committed; `onCommitted` hears
 * of each batch before any of its callers, each room's entries in the order of their seq. It hears also of those that
 * had been said before: the answer to the first try may have been lost on the way from the database, and with it the
 * news. An entry that the database refuses fails alone.
 */
export function openAppender(runner: Runner, { onCommitted, onUncertain, log }: AppenderEars & { log: Log }): Appender {
  let queue: Waiting[] = []
  /** The rooms of the batches that are under way: what is said in one of them waits, so that its order is kept. */
  const busy = new Set<string>()
  let underWay = 0
  let idle: PromiseWithResolvers<void> | undefined
  let isAwake = false

  /** What one turn of the event loop brings goes together. */
  function wake(): void {
    if (isAwake || underWay === mostUnderWay) return
    isAwake = true
    setImmediate(() => {
      isAwake = false
      begin()
    })
  }

  function begin(): void {
    while (underWay < mostUnderWay) {
      const batch = takeBatch()
      if (batch.length === 0) break
      void perform(batch)
    }
    if (underWay > 0 || queue.length > 0) return
    idle?.resolve()
    idle = undefined
  }

  async function perform(batch: Waiting[]): Promise<void> {
    const rooms = new Set(batch.map(({ say }) => say.roomId))
    for (const room of rooms) busy.add(room)
    underWay += 1
    await keep(batch)
    for (const room of rooms) busy.delete(room)
    underWay -= 1
    begin()
  }

  /** The oldest that may go now, of each room from its first on; one with work of its own goes alone. */
  function takeBatch(): Waiting[] {
    const passedBy = new Set(busy)
    const batch: Waiting[] = []
    const left: Waiting[] = []
    for (const waiting of queue) {
      const { roomId, within } = waiting.say
      const isAlone = batch[0]?.say.within !== undefined
      const fits = !isAlone && batch.length < batchSize && (within === undefined || batch.length === 0)
      if (fits && !passedBy.has(roomId)) batch.push(waiting)
      else {
        passedBy.add(roomId)
        left.push(waiting)
      }
    }
    queue = left
    return batch
  }

  async function keep(batch: Waiting[]): Promise<void> {
    const says = batch.map(waiting => waiting.say)
    try {
      const [first] = says
      settle(batch, first?.within ? [await appendWithin(runner, first, first.within)] : await appendBatch(runner, says))
    } catch (thrown) {
      if (isRefusal(thrown) && batch.length > 1) {
        const half = batch.length >> 1
        await keep(batch.slice(0, half))
        await keep(batch.slice(half))
        return
      }
      if (!isRefusal(thrown) && !(thrown instanceof Problem)) {
        log.warn({ err: thrown }, 'entries could not be kept')
        tell(() => onUncertain([...new Set(says.map(say => say.roomId))]))
      }
      for (const waiting of batch) waiting.reject(asRefusal(thrown))
    }
  }

  function settle(batch: Waiting[], outcomes: Outcome[]): void {
    tell(() => onCommitted(outcomes.filter(isKept).sort((a, b) => a.entry.seq - b.entry.seq)))
    for (const [i, waiting] of batch.entries()) {
      const outcome = outcomes[i] ?? noSuchRoom()
      if (outcome instanceof Problem) waiting.reject(outcome)
      else waiting.resolve(outcome)
    }
  }

  /** A fault of those who listen is not one of those who wait, whose entries are kept. */
  function tell(news: () => void): void {
    try {
      news()
    } catch (thrown) {
      log.error({ err: thrown }, 'what became of entries could not be told')
    }
  }

  return {
    append: say =>
      new Promise((resolve, reject) => {
        queue.push({ say, resolve, reject })
        idle ??= Promise.withResolvers()
        wake()
      }),
    idle: async () => {
      while (idle !== undefined) await idle.promise
    },
  }
}

type Outcome = Appended | Problem

function isKept(outcome: Outcome): outcome is Appended {
  return !(outcome instanceof Problem)
}

interface Row {
  n: number
  seq: number
  at: Date
  name: string | null
  fresh: boolean
  same: boolean
}

/** One outcome for each say, in the same order. Where entries change earlier ones, these are changed with them. */
async function appendBatch(runner: Runner, says: Say[]): Promise<Outcome[]> {
  const statement = appending(says)
  const later = amendments(says)
  const { rows } = await againOnRace(() =>
    later.length === 0
      ? runner.query(statement)
      : inTransaction(runner, async connection => {
          const result = await connection.query(statement)
          for (const amendment of later) await connection.query(amendment)
          return result
        }),
  )
  return outcomesOf(says, rows as Row[])
}

/** Appends one entry with the work that belongs to it. The room is locked first: the same cid waits for the other. */
function appendWithin(runner: Runner, say: Say, within: Within): Promise<Outcome> {
  return againOnRace(() =>
    inTransaction(runner, async connection => {
      const body = (await bodyBefore(connection, say)) ?? (await within(databaseOn(connection)))
      const kept = [{ ...say, body }]
      const { rows } = await connection.query(appending(kept))
      return outcomesOf(kept, rows as Row[])[0] ?? noSuchRoom()
    }),
  )
}

/** What was said before under this cid, once nobody else can say it; undefined where nothing was. */
async function bodyBefore(connection: Connection, { roomId, author, cid }: Say): Promise<EntryBody | undefined> {
  await connection.query({
    name: 'chat.lock_room',
    text: 'select from chat.room where id = $1 for no key update',
    values: [roomId],
  })
  const { rows } = await connection.query({
    name: 'chat.said_before',
    text: 'select body from chat.entry where room_id = $1 and author = $2 and cid = $3',
    values: [roomId, author, cid],
  })
  return (rows as { body: EntryBody }[])[0]?.body
}

/** The one statement, which is one transaction, that appends a batch. */
function appending(says: Say[]): Statement {
  const effects = says.map(say => effectOf(say))
  return {
    name: 'chat.append',
    text: appendSql,
    values: [
      says.map(say => say.roomId),
      says.map(say => say.authorId),
      says.map(say => say.author),
      says.map(say => say.role),
      says.map(say => say.name),
      says.map(say => say.cid),
      says.map(say => JSON.stringify(say.body)),
      says.map(say => say.at),
      effects.map(effect => effect.line),
      effects.map(effect => effect.wait),
      effects.map(effect => effect.state),
      says.map(say => changeOf(say)),
    ],
  }
}

function outcomesOf(says: Say[], rows: Row[]): Outcome[] {
  const outcomes: Outcome[] = []
  let before = ''
  for (const { n, seq, at, name, fresh, same } of rows) {
    const say = says[n - 1]
    if (say === undefined) continue
    const { roomId, author, role, cid, body } = say
    const entry = { seq, at: at.toISOString(), author, role, name, cid, body }
    const place = `${roomId} ${seq}`
    outcomes[n - 1] = same ? { roomId, entry, fresh: fresh && place !== before } : cidTaken()
    before = place
  }
  return says.map((_, i) => outcomes[i] ?? noSuchRoom())
}

interface Effect {
  /** What the lists say of the conversation; only words and products move it up there. */
  line: string | null
  wait: 'start' | 'stop' | null
  state: 'open' | 'resolved' | null
}

/** What an entry does to its conversation's place in the lists. */
function effectOf({ role, body }: Say): Effect {
  if (body.kind === 'state') return { line: null, wait: body.state === 'resolved' ? 'stop' : null, state: body.state }
  const line = lineOf(body)
  if (line === null) return { line: null, wait: null, state: null }
  return role === 'shopper' ? { line, wait: 'start', state: 'open' } : { line, wait: 'stop', state: null }
}

/** What stands for an entry in the lists; null for what is no words, no product and no price. */
function lineOf(body: EntryBody): string | null {
  if (body.kind === 'text') return beginningOf(body.text || (body.files?.[0]?.name ?? ''))
  if (body.kind === 'card') return ''
  if (body.kind !== 'offer' || body.step !== 'made') return null
  const { unitAmount, quantity, currency } = body.offer
  return money('ko', { amount: unitAmount, currency }) + (quantity > 1 ? ` × ${quantity}` : '')
}

/** What an entry sets on its room's row, as JSON with the names of the columns; null for nothing. */
function changeOf({ body }: Say): string | null {
  switch (body.kind) {
    case 'assign':
      return JSON.stringify({ assignee_id: body.to, assignee_name: body.name })
    case 'pin':
      return JSON.stringify({ pinned_seq: body.of })
    case 'rules': {
      const { slowSeconds, delaySeconds, frozen } = body
      return JSON.stringify({ rules: { slowSeconds, delaySeconds, frozen } })
    }
    case 'access':
      return JSON.stringify({ is_open: body.open })
    default:
      return null
  }
}

/** The first 200 UTF-16 units of a text, less what would be half a character. */
function beginningOf(text: string): string {
  return text.slice(0, 200).replace(/[\ud800-\udbff]$/, '')
}

/** Whether the database understood and refused (class 22, data; class 23, constraint), so that one entry is to blame. */
function isRefusal(thrown: unknown): boolean {
  return /^2[23]/.test(sqlState(thrown))
}

function asRefusal(thrown: unknown): unknown {
  if (thrown instanceof Problem) return thrown
  if (isRefusal(thrown)) return new Problem('invalid')
  return new Problem('unavailable', 'chat.not_kept')
}
