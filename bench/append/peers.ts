import { randomUUID } from 'node:crypto'
import type { Store } from '../crowd/ours.ts'
import type { Way } from './measure.ts'
import { personOf, roomCount, stages, text } from './messages.ts'

/** A row as the others keep it: they number a room's entries in memory, which costs them nothing. */
interface Row {
  room: string
  seq: number
  at: Date
  author: string
  cid: string
  body: string
}

type Parts = Store['database']

/** One insert for each message, through the same pool. */
export async function openOneByOne({ database }: Store): Promise<Way> {
  const { next, count } = await openTable(database)
  const insert = {
    name: 'bench.insert',
    text: `insert into peer.entry (room_id, seq, at, author_id, author, author_role, cid, body)
      values ($1, $2, $3, $4, $4, 'shopper', $5, $6) returning seq`,
  }
  return {
    count,
    async keep(caller) {
      const { room, seq, at, author, cid, body } = next(caller)
      await database.pool.query({ ...insert, values: [room, seq, at, author, cid, body] })
    },
  }
}

/** All that came while the statement before was under way goes into one insert. */
export async function openUnnest({ database }: Store): Promise<Way> {
  const { next, count } = await openTable(database)
  const insert = {
    name: 'bench.unnest',
    text: `insert into peer.entry (room_id, seq, at, author_id, author, author_role, cid, body)
      select room, seq, at, author, author, 'shopper', cid, body::jsonb
      from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::uuid[], $5::text[], $6::text[])
        as i (room, seq, at, author, cid, body) returning seq`,
  }
  let waiting: { row: Row; done(): void; fail(thrown: unknown): void }[] = []
  let running = false

  async function run(): Promise<void> {
    running = true
    await new Promise(setImmediate)
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      const column = <K extends keyof Row>(key: K) => batch.map(({ row }) => row[key])
      const values = [column('room'), column('seq'), column('at'), column('author'), column('cid'), column('body')]
      try {
        await database.pool.query({ ...insert, values })
        for (const { done } of batch) done()
      } catch (thrown) {
        for (const { fail } of batch) fail(thrown)
      }
    }
    running = false
  }

  return {
    count,
    keep: caller =>
      new Promise((done, fail) => {
        waiting.push({ row: next(caller), done, fail })
        if (!running) void run()
      }),
  }
}

/** A table like the log's, empty, with all its indexes and constraints, and rooms for it. */
async function openTable({ db, pool }: Parts) {
  await pool.query(`create schema if not exists peer;
    drop table if exists peer.entry;
    create table peer.entry (like chat.entry including all)`)
  const { rows: foreign } = await pool.query<{ key: string }>(
    `select pg_get_constraintdef(oid) as key from pg_constraint where conrelid = 'chat.entry'::regclass and contype = 'f'`,
  )
  for (const { key } of foreign) await pool.query(`alter table peer.entry add ${key}`)
  const rooms = (await stages(db)).map(id => ({ id, last: 0 }))
  return {
    next(caller: number): Row {
      const room = rooms[caller % roomCount] ?? { id: '', last: 0 }
      room.last += 1
      const author = personOf(caller)
      const body = JSON.stringify({ kind: 'text', text })
      return { room: room.id, seq: room.last, at: new Date(), author, cid: randomUUID(), body }
    },
    async count(): Promise<number> {
      const { rows } = await pool.query('select count(*)::int as count from peer.entry')
      return rows[0].count
    },
  }
}
