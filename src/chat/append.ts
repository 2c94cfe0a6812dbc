import { type Log, Problem } from '#edge'
import { cidTaken, noSuchRoom } from './problems.ts'
import type { EntryBody, LogEntry, Role } from './protocol.ts'

/** One thing to be said. `cid` is the author's own id for it; `at` is when the server took it. */
export interface Say {
  roomId: string
  authorId: string
  role: Role
  name: string | null
  cid: string
  body: EntryBody
  at: Date
}

/** An entry that is committed; `fresh` is false when it had been said before under the same cid. */
export interface Appended {
  roomId: string
  entry: LogEntry
  fresh: boolean
}

/** What runs a parameterised statement; a `pg` pool fits. */
export interface Runner {
  query(statement: { name: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>
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

/**
 * Opens the way into the log. Entries that come while a transaction is under way go together into the next one, so
 * that many callers share one flush of the disk. `append` answers only when its entry is committed; `onCommitted` hears
 * of each batch before any of its callers, each room's entries in the order of their seq. It hears also of those that
 * had been said before: the answer to the first try may have been lost on the way from the database, and with it the
 * news. An entry that the database refuses fails alone.
 */
export function openAppender(runner: Runner, { onCommitted, onUncertain, log }: AppenderEars & { log: Log }): Appender {
  const queue: Waiting[] = []
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    await new Promise(setImmediate)
    while (queue.length > 0) await keep(queue.splice(0, batchSize))
    running = undefined
  }

  async function keep(batch: Waiting[]): Promise<void> {
    const says = batch.map(waiting => waiting.say)
    try {
      settle(batch, await appendBatch(runner, says))
    } catch (thrown) {
      if (isRefusal(thrown) && batch.length > 1) {
        const half = batch.length >> 1
        await keep(batch.slice(0, half))
        await keep(batch.slice(half))
        return
      }
      if (!isRefusal(thrown)) {
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
        running ??= run()
      }),
    idle: async () => {
      while (running !== undefined) await running
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

/** Appends a batch in one statement, which is one transaction. One outcome for each say, in the same order. */
async function appendBatch(runner: Runner, says: Say[]): Promise<Outcome[]> {
  const effects = says.map(say => effectOf(say))
  const statement = {
    name: 'chat.append',
    text: appendSql,
    values: [
      says.map(say => say.roomId),
      says.map(say => say.authorId),
      says.map(say => say.role),
      says.map(say => say.name),
      says.map(say => say.cid),
      says.map(say => JSON.stringify(say.body)),
      says.map(say => say.at),
      effects.map(effect => effect.line),
      effects.map(effect => effect.wait),
      effects.map(effect => effect.state),
    ],
  }
  const rows = (await againOnRace(() => runner.query(statement))).rows as Row[]
  const outcomes: Outcome[] = says.map(() => noSuchRoom())
  let before = ''
  for (const { n, seq, at, name, fresh, same } of rows) {
    const say = says[n - 1]
    if (say === undefined) continue
    const { roomId, authorId: author, role, cid, body } = say
    const entry = { seq, at: at.toISOString(), author, role, name, cid, body }
    const place = `${roomId} ${seq}`
    outcomes[n - 1] = same ? { roomId, entry, fresh: fresh && place !== before } : cidTaken()
    before = place
  }
  return outcomes
}

interface Effect {
  line: string | null
  wait: 'start' | 'stop' | null
  state: 'open' | 'resolved' | null
}

/** What an entry does to its conversation's row. */
function effectOf({ role, body }: Say): Effect {
  if (body.kind === 'state') return { line: null, wait: body.state === 'resolved' ? 'stop' : null, state: body.state }
  const line = body.kind === 'text' ? beginningOf(body.text) : ''
  return role === 'shopper' ? { line, wait: 'start', state: 'open' } : { line, wait: 'stop', state: null }
}

/** The first 200 UTF-16 units of a text, less what would be half a character. */
function beginningOf(text: string): string {
  return text.slice(0, 200).replace(/[\ud800-\udbff]$/, '')
}

/*
 * The rooms' rows are locked, in one order for all, so `seq` has no gap and no double whoever else appends, and
 * nobody waits for each other in a circle. What was said before under the same cid is found, not said again. A cid that
 * is twice in one batch is one entry. What the entries make of the room's row is the same however they fall into batches.
 */
const appendSql = `
with incoming as (
  select n, room_id, author_id, author_role, author_name, cid, body::jsonb as body, at, line, wait, state
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::text[], $9::text[], $10::text[])
    with ordinality as i(room_id, author_id, author_role, author_name, cid, body, at, line, wait, state, n)
), known as (
  select e.room_id, e.author_id, e.cid, e.seq, e.at, e.author_name, e.body, false as fresh
  from incoming i join chat.entry e using (room_id, author_id, cid)
), firsts as (
  select distinct on (room_id, author_id, cid) *
  from incoming i
  where not exists (select from known k where (k.room_id, k.author_id, k.cid) = (i.room_id, i.author_id, i.cid))
  order by room_id, author_id, cid, n
), placed as (
  select *, row_number() over (partition by room_id order by n) as place,
    max(n) filter (where wait = 'stop') over (partition by room_id) as stop_n
  from firsts
), folded as (
  select room_id, count(*)::int as added, max(at) as at,
    (array_agg(line order by n desc) filter (where line is not null))[1] as line,
    (array_agg(state order by n desc) filter (where state is not null))[1] as state,
    bool_or(wait = 'stop') is true as stopped,
    (array_agg(at order by n) filter (where wait = 'start' and n > coalesce(stop_n, 0)))[1] as started
  from placed group by room_id
), locked as (
  select id from chat.room where id in (select room_id from folded) order by id for no key update
), bumped as (
  update chat.room r set
    last_seq = r.last_seq + f.added,
    last_at = greatest(r.last_at, f.at),
    last_line = coalesce(f.line, r.last_line),
    state = coalesce(f.state, r.state),
    waiting_since = case when f.stopped then f.started else coalesce(r.waiting_since, f.started) end
  from folded f join locked l on l.id = f.room_id where r.id = f.room_id
  returning r.id, r.last_seq - f.added as base
), inserted as (
  insert into chat.entry (room_id, seq, at, author_id, author_role, author_name, cid, body)
  select p.room_id, b.base + p.place, p.at, p.author_id, p.author_role, p.author_name, p.cid, p.body
  from placed p join bumped b on b.id = p.room_id
  returning room_id, author_id, cid, seq, at, author_name, body
)
select i.n::int, o.seq, o.at, o.author_name as name, o.body = i.body as same, o.fresh
from incoming i
join (select *, true as fresh from inserted union all select room_id, author_id, cid, seq, at, author_name, body, fresh from known) o
  using (room_id, author_id, cid)
order by i.room_id, o.seq, i.n`

/** Another process appended the same or locked in another order: the statement is repeated as it is. */
async function againOnRace<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (thrown) {
      if (attempt === 5 || !['23505', '40P01', '40001'].includes(sqlState(thrown))) throw thrown
    }
  }
}

/** The five characters with which PostgreSQL says what went wrong; empty for anything else. */
function sqlState(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
}

/** Whether the database understood and refused (class 22, data; class 23, constraint), so that one entry is to blame. */
function isRefusal(thrown: unknown): boolean {
  return /^2[23]/.test(sqlState(thrown))
}

function asRefusal(thrown: unknown): unknown {
  if (isRefusal(thrown)) return new Problem('invalid')
  return new Problem('unavailable', 'chat.not_kept')
}
