import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../scripts/program.ts'
import { startNatsServer } from '../../test/nats.ts'
import { openStore, type Store } from '../crowd/ours.ts'
import { dice } from '../frame/dice.ts'
import { note } from '../frame/output.ts'
import type { Proof } from '../frame/result.ts'
import { holds, judge, type Verdict } from './shop/ledger.ts'
import { gather } from './shop/people.ts'
import { openProgram } from './shop/program.ts'
import { openTalker, type Talker } from './shop/talker.ts'

/** Between two things that one person says, in the middle. */
const everyMs = 1400
/** How long people may need once everything runs again: the longest wait of a client, and what is left to say. */
const recoveryMs = 60_000
/** How long people may take to see the same once the bus is back. */
const sameMs = 10_000

/** What joins the processes, and how it is taken away and given back. */
interface Joint {
  name: string
  settings: Record<string, string>
  away(): Promise<void>
  back(): Promise<void>
}

/**
 * Two processes of one shop (`--rooms web,chat`) over one PostgreSQL, joined by NATS and then by PostgreSQL itself, with
 * 24 people on each, in rooms that they share across the two. In the middle what joins them is taken away, a process is
 * killed (SIGKILL) and started again, and both happens at once; people whose process is gone are sent to the other one
 * as a proxy would send them, and half of them come back later.
 */
export const run: Proof = async ({ quick, seed = 1 }) => {
  const began = Date.now()
  const folder = await mkdtemp(join(tmpdir(), 'prove-nodes-'))
  await using stack = new AsyncDisposableStack()
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const store = stack.use(await openStore(folder))
  const nats = stack.use(await startNatsServer())
  const joints: Joint[] = [
    { name: 'nats', settings: { NATS_URL: nats.url }, away: () => nats.kill(), back: () => nats.start() },
    { name: 'postgres', settings: {}, ...cutting(store) },
  ]
  const parts: Record<string, Verdict & Figures> = {}
  for (const joint of joints) {
    parts[joint.name] = await play(store, joint, { folder, seed, ms: quick ? 3000 : 12_000 })
    note(`${joint.name}: ${JSON.stringify(parts[joint.name])}`)
  }
  const verdicts = Object.values(parts)
  const total = (key: keyof Verdict) => verdicts.reduce((sum, verdict) => sum + verdict[key], 0)
  return {
    ok:
      verdicts.every(holds) &&
      verdicts.every(({ afterAwayMs, afterBothMs }) => afterAwayMs !== null && afterBothMs !== null),
    sent: total('sent'),
    acknowledged: total('acknowledged'),
    lost: total('lost'),
    doubled: total('doubled'),
    viewsDiffer: total('viewsDiffer'),
    ...parts,
    seed,
    seconds: Math.round((Date.now() - began) / 1000),
  }
}

interface Figures {
  /**
   * From when what joins them was back until everybody had all that was said while it was away, with nobody saying
   * anything more; null for never. The second time a process had been killed as well.
   */
  afterAwayMs: number | null
  afterBothMs: number | null
  clients: number
}

async function play(
  store: Store,
  joint: Joint,
  { folder, seed, ms }: { folder: string; seed: number; ms: number },
): Promise<Verdict & Figures> {
  await using stack = new AsyncDisposableStack()
  const dataFolder = join(folder, `data-${joint.name}`)
  const ports = [await freePort(), await freePort()] as const
  const ownOrigin = `http://localhost:${ports[0]}`
  const common = { DATABASE_URL: store.url, ROOMS: 'web,chat', ORIGIN: ownOrigin, DEMO: 'no', TRUST_PROXY: '1' }
  const settings = { ...common, LOG_LEVEL: 'silent', ...joint.settings }
  const open = async (port: number) => stack.use(await openProgram({ dataFolder, port, settings }))
  const [one, two] = [await open(ports[0]), await open(ports[1])]
  for (const program of [one, two]) program.start()
  await Promise.all([one.ready(), two.ready()])
  const origins = [one.origin, two.origin]
  const { db } = store.database
  const identities = await gather(db, { origin: ownOrigin, dataFolder, guests: 28, inquiries: 10, operators: 5 })
  const talkers = identities.map((identity, i) =>
    openTalker(
      { ...identity, name: `${joint.name}${i}` },
      { origins, home: i % 2, ownOrigin, address: `198.19.0.${i}` },
    ),
  )
  for (const talker of talkers) stack.defer(() => talker.close())
  let turn = seed
  /** They speak while this lasts, and then until all of it is in the log. */
  async function speakWhile(something: () => Promise<unknown>): Promise<void> {
    const silence = new AbortController()
    turn += 1
    const speaking = talkers.map((talker, i) =>
      talker.speak({ random: dice(turn * 1000 + i), everyMs, signal: silence.signal }),
    )
    await something()
    silence.abort()
    await Promise.all(speaking)
    const limit = Date.now() + recoveryMs
    while (!talkers.every(talker => talker.isDone()) && Date.now() < limit) await sleep(50)
    note(`${joint.name}: ${talkers.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0)} acknowledged`)
  }

  await speakWhile(async () => {
    await sleep(ms)
    await joint.away()
    await sleep(ms)
  })
  // The last words were said while nobody could be told of them, so no later ones show that they are missing.
  await joint.back()
  const afterAway = await untilSame(store, talkers)
  await speakWhile(async () => {
    await two.kill()
    await sleep(ms / 2)
    two.start()
    await two.ready()
    comeHome(talkers, { to: 1 })
    await sleep(ms)
  })
  await speakWhile(async () => {
    await Promise.all([joint.away(), one.kill()])
    one.start()
    await one.ready()
    comeHome(talkers, { to: 0 })
    await sleep(ms)
  })
  await joint.back()
  const afterBoth = await untilSame(store, talkers)
  const verdict = await judge(store.database, { talkers, limitMs: sameMs })
  return { ...verdict, afterAwayMs: afterAway, afterBothMs: afterBoth, clients: talkers.length }
}

/** Half of those who were at a process first are sent there again. */
function comeHome(talkers: readonly Talker[], { to }: { to: 0 | 1 }): void {
  for (const talker of talkers.filter((_, i) => i % 4 === to)) {
    talker.browser.goHome()
    talker.live.reconnect()
  }
}

/** How long it takes until all have what is in the log; null where it takes too long. */
async function untilSame({ database }: Store, talkers: readonly Talker[]): Promise<number | null> {
  const began = Date.now()
  const rooms = [...new Set(talkers.map(({ room }) => room))]
  const { rows } = await database.pool.query<{ id: string; last: number }>(
    'select id, last_seq as last from chat.room where id = any($1)',
    [rooms],
  )
  const lasts = new Map(rows.map(({ id, last }) => [id, last]))
  const isBehind = ({ room, talk }: Talker) => talk.view.value.last < (lasts.get(room) ?? 0)
  while (talkers.some(isBehind)) {
    if (Date.now() - began > sameMs) return null
    await sleep(10)
  }
  return Date.now() - began
}

/** PostgreSQL as the bus: the processes' own connections for it are cut, as often as they come, while it is away. */
function cutting({ database: { pool } }: Store): Pick<Joint, 'away' | 'back'> {
  let timer: ReturnType<typeof setInterval> | undefined
  const cut = () =>
    pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'doumi bus'`)
  return {
    async away() {
      await cut()
      timer = setInterval(() => void cut(), 100)
    },
    async back() {
      clearInterval(timer)
    },
  }
}
