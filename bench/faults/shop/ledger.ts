import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type pg from 'pg'
import { entriesAfter } from '#chat'
import { emptyView, foldAll } from '#chat/client'
import type { EntryBody, LogEntry } from '#chat/protocol'
import type { Database } from '#database'
import { note } from '../../frame/output.ts'
import { numberIn, type Talker } from './talker.ts'

/** What the database says of what was sent to it, and of what people see. */
export interface Verdict {
  sent: number
  acknowledged: number
  /** Acknowledged, and not in the log at the seq that was told. */
  lost: number
  /** In the log more than once. */
  doubled: number
  /** After something that the same author said later. */
  outOfOrder: number
  /** Seqs that are not there, or rooms whose end is not the end of their log. */
  gaps: number
  /** Sent, and neither in the log nor refused for good. */
  missing: number
  refused: number
  /** People whose view is not what the log makes of the room. */
  viewsDiffer: number
}

/** Whether nothing is wrong. */
export function holds(verdict: Verdict): boolean {
  const { lost, doubled, outOfOrder, gaps, missing, viewsDiffer, acknowledged } = verdict
  return acknowledged > 0 && lost + doubled + outOfOrder + gaps + missing + viewsDiffer === 0
}

interface Row {
  room: string
  seq: number
  author: string
  cid: string
  body: EntryBody
}

/** Judges by the rows themselves. `limitMs` is how long the views may take to come to what the log makes of them. */
export async function judge(
  { db, pool }: { db: Database; pool: pg.Pool },
  { talkers, limitMs }: { talkers: readonly Talker[]; limitMs: number },
): Promise<Verdict> {
  const rooms = [...new Set(talkers.map(({ room }) => room))]
  const viewsDiffer = await differing(db, { talkers, limitMs })
  const { rows } = await pool.query<Row>(
    `select room_id as room, seq, author, cid, body from chat.entry where room_id = any($1) order by room_id, seq`,
    [rooms],
  )
  const ends = await pool.query<{ id: string; last: number }>(
    'select id, last_seq as last from chat.room where id = any($1)',
    [rooms],
  )
  const byRoom = Map.groupBy(rows, row => row.room)
  const places = new Map<string, number[]>()
  for (const { room, author, cid, seq } of rows) {
    const key = `${room} ${author} ${cid}`
    places.set(key, [...(places.get(key) ?? []), seq])
  }
  const verdict = { sent: 0, acknowledged: 0, lost: 0, doubled: 0, outOfOrder: 0, gaps: 0, missing: 0, refused: 0 }
  for (const talker of talkers) {
    verdict.sent += talker.sent
    verdict.refused += talker.refused.length
    verdict.acknowledged += talker.acknowledged.size
    for (const [cid, seq] of talker.acknowledged) {
      if (places.get(`${talker.room} ${talker.talk.you.value} ${cid}`)?.includes(seq)) continue
      verdict.lost += 1
      note(`${talker.name} was told of ${cid} at ${seq}, and it is not there`)
    }
  }
  verdict.doubled += [...places.values()].filter(seqs => seqs.length > 1).length
  for (const [room, all] of byRoom) {
    const last = ends.rows.find(({ id }) => id === room)?.last ?? 0
    verdict.gaps += all.filter(({ seq }, i) => seq !== i + 1).length + (last === all.length ? 0 : 1)
    for (const said of Map.groupBy(all, ({ author }) => author).values()) {
      const numbers = said.flatMap(({ body }) => (body.kind === 'text' ? (numberIn(body.text) ?? []) : []))
      verdict.doubled += numbers.length - new Set(numbers).size
      verdict.outOfOrder += numbers.filter((number, i) => number < (numbers[i - 1] ?? 0)).length
    }
  }
  verdict.missing = verdict.sent - verdict.refused - rows.length
  return { ...verdict, viewsDiffer }
}

/** How many see something else than what the log makes of their room, once they had time to come to it. */
async function differing(
  db: Database,
  { talkers, limitMs }: { talkers: readonly Talker[]; limitMs: number },
): Promise<number> {
  for (const limit = Date.now() + limitMs; ; await sleep(100)) {
    const logs = new Map<string, LogEntry[]>()
    for (const { room } of talkers) if (!logs.has(room)) logs.set(room, await wholeLog(db, room))
    const differences = talkers.flatMap(talker => differenceOf(talker, logs.get(talker.room) ?? []) ?? [])
    if (differences.length === 0) return 0
    if (Date.now() < limit) continue
    for (const difference of differences.slice(0, 10)) note(difference)
    return differences.length
  }
}

function differenceOf({ name, talk, live }: Talker, log: readonly LogEntry[]): string | undefined {
  const { lines, last } = talk.view.value
  if (last !== (log.at(-1)?.seq ?? 0)) return `${name} (${live.state.value}) is at ${last} of ${log.length}`
  // Who was away for long begins with the newest part.
  const first = talk.entries.value[0]?.seq ?? 1
  const due = foldAll(emptyView(), log).lines.filter(({ entry }) => entry.seq >= first)
  const i = due.findIndex((line, i) => !isDeepStrictEqual(line, lines[i]))
  if (i === -1 && due.length === lines.length) return undefined
  return `${name} sees ${JSON.stringify(lines[i])} instead of ${JSON.stringify(due[i])}`
}

async function wholeLog(db: Database, roomId: string): Promise<LogEntry[]> {
  const entries: LogEntry[] = []
  for (;;) {
    const page = await entriesAfter(db, { roomId, after: entries.at(-1)?.seq ?? 0, limit: 500 })
    entries.push(...page)
    if (page.length < 500) return entries
  }
}
