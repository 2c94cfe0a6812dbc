import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStage } from '#chat'
import { useDatabase, visitDatabase } from '#database'
import { openLog } from '#edge'
import { freePort } from '../../scripts/program.ts'
import { note } from '../frame/output.ts'
import { residentBytes } from '../frame/processes.ts'
import type { Proof } from '../frame/result.ts'
import { percentile, rounded } from '../frame/statistics.ts'
import { openProgram } from './shop/program.ts'
import { type Crowd, openCrowd } from './slow/crowd.ts'
import { comes } from './slow/frames.ts'

const size = 1000
const slow = 50
/** Each is 4 KB to each of them. */
const perSecond = 10
/**
 * What slow readers may cost the server: a megabyte each that waits for them and the frame that is one too many, as text
 * and as bytes, the long room, and what comes and goes. Without bounds each would have 12 MB.
 */
const mostMoreMb = slow * 2 + 100
const log = openLog('silent')

/**
 * A thousand sockets in a room; fifty stop reading, just as they have opened another room with a long log, until the
 * system keeps no more for them and the server passes them by.
 * Its memory stays within bounds, the others get everything as they do without them, and the fifty, once they read again,
 * have all of it, each entry once and in order. Other work on the machine disturbs deliveries, so the best of three
 * rounds counts, with slow readers as well as without; all else holds in every round.
 */
export const run: Proof = async ({ quick }) => {
  const began = Date.now()
  const dataFolder = await mkdtemp(join(tmpdir(), 'prove-slow-'))
  await using stack = new AsyncDisposableStack()
  stack.defer(() => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 }))
  const settings = { DEMO: 'no', TRUST_PROXY: '1', LOG_LEVEL: 'warn' }
  const program = stack.use(await openProgram({ dataFolder, port: await freePort(), settings }))
  program.start()
  await program.ready()
  await using visit = await visitDatabase({ url: undefined, folder: dataFolder, log })
  await using database = await useDatabase(visit.connection, { log })
  const aRoom = async () => (await openStage(database.db, { productId: randomUUID() })).id
  const room = await aRoom()
  using crowd = await openCrowd({ origin: program.origin, room, size, slow })
  note(`${size} are in the room after ${seconds(began)} s`)

  const rounds: Round[] = []
  do {
    const longRoom = await aRoom()
    const longEnd = await crowd.talkLong(longRoom)
    await crowd.talk({ perSecond, ms: 2000 })
    const server = { origin: program.origin, pid: program.pid() }
    rounds.push(await play(crowd, { server, room, longRoom, longEnd, ms: quick ? 6000 : 15_000 }))
  } while (!quick && rounds.length < 3)

  const { rows } = await database.pool.query<{ room: string; cid: string }>(
    'select room_id as room, cid from chat.entry',
  )
  const kept = new Set(rows.map(({ cid }) => cid))
  const length = rows.filter(row => row.room === room).length
  const lost = [...crowd.acknowledged].filter(cid => !kept.has(cid)).length
  const everybody = [...crowd.slow, ...crowd.others]
  const doubled = everybody.reduce((sum, member) => sum + member.faults().doubled, 0)
  const gaps = everybody.reduce((sum, member) => sum + member.faults().gaps, 0)
  const behind = everybody.filter(member => member.last(room) !== length).length
  const p99BeforeMs = Math.min(...rounds.map(round => round.p99BeforeMs))
  const p99Ms = Math.min(...rounds.map(round => round.p99Ms))
  const isUndisturbed = p99Ms <= 1.5 * p99BeforeMs + 20
  const moreMb = Math.max(...rounds.map(round => round.peakMb - round.peakBeforeMb))
  const wholes = rounds.every(round => round.passedBy >= slow && round.resumedMs !== null)
  const ok = isUndisturbed && wholes && moreMb <= mostMoreMb && lost + doubled + gaps + behind === 0 && kept.size > 0
  if (!ok) note(program.output())
  return {
    ok,
    sent: crowd.sent(),
    acknowledged: crowd.acknowledged.size,
    lost,
    doubled,
    gaps,
    behind,
    refused: crowd.refused.length,
    sockets: size,
    slow,
    moreMb,
    mostMoreMb,
    p99BeforeMs,
    p99Ms,
    resumedMs: Math.max(...rounds.map(round => round.resumedMs ?? Number.NaN)),
    passedBy: rounds.reduce((sum, round) => sum + round.passedBy, 0),
    peakMb: Math.max(...rounds.map(round => round.peakMb)),
    reconnects: everybody.reduce((sum, member) => sum + member.reconnects(), 0),
    rounds: rounds.length,
    seconds: seconds(began),
  }
}

/** What one round showed. Megabytes are of the server, times of deliveries to those who read. */
interface Round {
  p99BeforeMs: number
  p99Ms: number
  peakBeforeMb: number
  peakMb: number
  /** Times that the server passed somebody by. */
  passedBy: number
  /** How long the slow ones took to have everything; null where they did not come to it. */
  resumedMs: number | null
}

async function play(
  crowd: Crowd,
  o: { server: { origin: string; pid: number }; room: string; longRoom: string; longEnd: number; ms: number },
): Promise<Round> {
  const { room, longRoom, longEnd, ms } = o
  const { origin, pid } = o.server
  for (const member of crowd.slow) member.comeAgain()
  await comes(() => crowd.slow.every(member => member.isIn(room)), 30_000)
  const passedBefore = await slowCount(origin)
  using before = watchMemory(pid)
  const p99BeforeMs = rounded(percentile(await crowd.talk({ perSecond, ms }), 0.99))
  const peakBeforeMb = before.peakMb()

  using during = watchMemory(pid)
  for (const member of crowd.slow) {
    member.join(longRoom)
    member.pause()
  }
  // Fifty who open a long room at once are work; they are not slow yet.
  await crowd.talk({ perSecond, ms: 3000 })
  const enough = new AbortController()
  const talking = crowd.talk({ perSecond, signal: enough.signal })
  const isFull = async () => (await slowCount(origin)) - passedBefore >= slow
  const limitMs = 120_000
  if (!(await comes(isFull, limitMs))) note('not all of the slow ones were passed by')
  await sleep(ms / 2)
  enough.abort()
  const p99Ms = rounded(percentile(await talking, 0.99))

  const resumed = performance.now()
  for (const member of crowd.slow) member.resume()
  const end = Math.max(...crowd.others.map(member => member.last(room)))
  const isWhole = await comes(
    () => crowd.slow.every(member => member.last(room) >= end && member.last(longRoom) >= longEnd),
    60_000,
  )
  const resumedMs = isWhole ? Math.round(performance.now() - resumed) : null
  const peakMb = during.peakMb()
  const passedBy = (await slowCount(origin)) - passedBefore
  const round = { p99BeforeMs, p99Ms, peakBeforeMb, peakMb, passedBy, resumedMs }
  note(JSON.stringify(round))
  return round
}

/** How often the server has passed somebody by, as it tells itself; NaN where it does not answer. */
async function slowCount(origin: string): Promise<number> {
  const text = await fetch(`${origin}/metrics`).then(
    reply => reply.text(),
    () => '',
  )
  return Number(/^doumi_followers_slow_total (\d+)$/m.exec(text)?.[1] ?? Number.NaN)
}

/** Samples the memory of a process until it is disposed of. */
function watchMemory(pid: number): Disposable & { peakMb(): number } {
  let peak = residentBytes(pid)
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytes(pid))
  }, 100)
  return { peakMb: () => Math.round(peak / 2 ** 20), [Symbol.dispose]: () => clearInterval(timer) }
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000)
}
