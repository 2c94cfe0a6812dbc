import { type Log, Problem } from '#edge'
import { amendments, type Statement } from './amend.ts'
import { cidTaken, noSuchRoom } from './problems.ts'
import type { EntryBody, LogEntry, Role } from './protocol.ts'

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
}

/** An entry that is committed; `fresh` is false when it had been said before under the same cid. */
export interface Appended {
  roomId: string
  entry: LogEntry
  fresh: boolean
}

/** What runs a parameterised statement. */
export interface Connection {
  query(statement: Statement | string): Promise<{ rows: unknown[] }>
}

/** A `pg` pool fits: a statement on any of its connections, or one connection for a transaction of several. */
export interface Runner extends Connection {
  connect(): Promise<Connection & { release(broken?: boolean): void }>
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

/**
 * Appends a batch in one statement, which is one transaction; where entries change earlier ones, these are changed in
 * the same transaction. One outcome for each say, in the same order.
 */
async function appendBatch(runner: Runner, says: Say[]): Promise<Outcome[]> {
  const effects = says.map(say => effectOf(say))
  const statement: Statement = {
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
  const later = amendments(says)
  const { rows } = (await againOnRace(() =>
    later.length === 0 ? runner.query(statement) : inTransaction(runner, [statement, ...later]),
  )) as { rows: Row[] }
  const outcomes: Outcome[] = says.map(() => noSuchRoom())
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
  return outcomes
}

/** Gives what the first of the statements gives. */
async function inTransaction(
  runner: Runner,
  [first, ...rest]: [Statement, ...Statement[]],
): Promise<{ rows: unknown[] }> {
  const connection = await runner.connect()
  let broken = true
  try {
    await connection.query('begin')
    const result = await connection.query(first)
    for (const statement of rest) await connection.query(statement)
    await connection.query('commit')
    broken = false
    return result
  } catch (thrown) {
    if (sqlState(thrown) !== '') {
      await connection.query('rollback')
      broken = false
    }
    throw thrown
  } finally {
    connection.release(broken)
  }
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
  if (body.kind !== 'text' && body.kind !== 'card') return { line: null, wait: null, state: null }
  const line = body.kind === 'text' ? beginningOf(body.text || (body.files?.[0]?.name ?? '')) : ''
  return role === 'shopper' ? { line, wait: 'start', state: 'open' } : { line, wait: 'stop', state: null }
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

/*
 * The rooms' rows are locked, in one order for all, so `seq` has no gap and no double whoever else appends, and
 * nobody waits for each other in a circle. What was said before under the same cid is found, not said again. A cid that
 * is twice in one batch is one entry. What the entries make of the room's row is the same however they fall into batches.
 * What the server fills in by itself need not be the same at a second try.
 */
const appendSql = `
with incoming as (
  select n, room_id, author_id, author, author_role, author_name, cid, body::jsonb as body, at, line, wait, state, change::jsonb as change
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[])
    with ordinality as i(room_id, author_id, author, author_role, author_name, cid, body, at, line, wait, state, change, n)
), known as (
  select e.room_id, e.author, e.cid, e.seq, e.at, e.author_name, e.body, false as fresh
  from incoming i join chat.entry e using (room_id, author, cid)
), firsts as (
  select distinct on (room_id, author, cid) *
  from incoming i
  where not exists (select from known k where (k.room_id, k.author, k.cid) = (i.room_id, i.author, i.cid))
  order by room_id, author, cid, n
), placed as (
  select *, row_number() over (partition by room_id order by n) as place,
    max(n) filter (where wait = 'stop') over (partition by room_id) as stop_n
  from firsts
), folded as (
  select room_id, count(*)::int as added, max(at) filter (where line is not null or state is not null) as at,
    (array_agg(line order by n desc) filter (where line is not null))[1] as line,
    (array_agg(state order by n desc) filter (where state is not null))[1] as state,
    bool_or(wait = 'stop') is true as stopped,
    (array_agg(at order by n) filter (where wait = 'start' and n > coalesce(stop_n, 0)))[1] as started,
    (array_agg(change order by n desc) filter (where change ? 'assignee_id'))[1] as assigned,
    (array_agg(change order by n desc) filter (where change ? 'pinned_seq'))[1] as pinned,
    (array_agg(change order by n desc) filter (where change ? 'rules'))[1] as ruled,
    (array_agg(change order by n desc) filter (where change ? 'is_open'))[1] as opened
  from placed group by room_id
), locked as (
  select id from chat.room where id in (select room_id from folded) order by id for no key update
), bumped as (
  update chat.room r set
    last_seq = r.last_seq + f.added,
    last_at = greatest(r.last_at, f.at),
    last_line = coalesce(f.line, r.last_line),
    state = coalesce(f.state, r.state),
    waiting_since = case when f.stopped then f.started else coalesce(r.waiting_since, f.started) end,
    assignee_id = case when f.assigned is null then r.assignee_id else (f.assigned ->> 'assignee_id')::uuid end,
    assignee_name = case when f.assigned is null then r.assignee_name else f.assigned ->> 'assignee_name' end,
    pinned_seq = case when f.pinned is null then r.pinned_seq else (f.pinned ->> 'pinned_seq')::int end,
    rules = coalesce(f.ruled -> 'rules', r.rules),
    is_open = coalesce((f.opened ->> 'is_open')::boolean, r.is_open)
  from folded f join locked l on l.id = f.room_id where r.id = f.room_id
  returning r.id, r.last_seq - f.added as base
), inserted as (
  insert into chat.entry (room_id, seq, at, author_id, author, author_role, author_name, cid, body)
  select p.room_id, b.base + p.place, p.at, p.author_id, p.author, p.author_role, p.author_name, p.cid, p.body
  from placed p join bumped b on b.id = p.room_id
  returning room_id, author, cid, seq, at, author_name, body
)
select i.n::int, o.seq, o.at, o.author_name as name, o.fresh,
  o.body = i.body or (o.body ->> 'kind' in ('show', 'assign') and (o.body ->> 'kind', o.body ->> 'of', o.body ->> 'to') is not distinct from (i.body ->> 'kind', i.body ->> 'of', i.body ->> 'to')) as same
from incoming i
join (select *, true as fresh from inserted union all select room_id, author, cid, seq, at, author_name, body, fresh from known) o
  using (room_id, author, cid)
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
