import { readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { useDatabase, visitDatabase } from '#database'
import { openLog } from '#edge'
import { freePort } from '../../scripts/program.ts'
import { dice } from '../frame/dice.ts'
import { note } from '../frame/output.ts'
import type { Proof } from '../frame/result.ts'
import { holds, judge } from './shop/ledger.ts'
import { gather } from './shop/people.ts'
import { openProgram, type Program } from './shop/program.ts'
import { openTalker, type Talker } from './shop/talker.ts'

const log = openLog('silent')
/** Between two things that one person says, in the middle; limits allow one a second. */
const everyMs = 1400
/** How long people may need once everything runs again. */
const recoveryMs = 90_000

/**
 * The server, its PostgreSQL, or both at once are killed (SIGKILL) at random moments, starts and recoveries included,
 * while 50 people speak: 30 in a crowded room, 10 with an operator each. The program is started again by the same
 * command; nobody helps the clients. `seed` makes the same kills at the same waits.
 */
export const run: Proof = async ({ quick, seed = Date.now() % 1_000_000 }) => {
  const random = dice(seed)
  const began = Date.now()
  note(`seed ${seed}`)
  const dataFolder = await mkdtemp(join(tmpdir(), 'prove-chat-'))
  await using stack = new AsyncDisposableStack()
  stack.defer(() => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 }))
  const settings = { DEMO: 'no', TRUST_PROXY: '1', LOG_LEVEL: 'warn' }
  const program = stack.use(await openProgram({ dataFolder, port: await freePort(), settings }))
  program.start()
  await program.ready()
  const talkers = await withDatabase(dataFolder, ({ db }) => people(db, { program, dataFolder }))
  for (const talker of talkers) stack.defer(() => talker.close())

  const silence = new AbortController()
  const speaking = talkers.map((talker, i) =>
    talker.speak({ random: dice(seed + i + 1), everyMs, signal: silence.signal }),
  )
  const kills = { server: 0, postgres: 0, both: 0 }
  for (let n = 0; n < (quick ? 6 : 20); n += 1) {
    // Mostly it has become ready before; sometimes it is hit while it starts or recovers.
    if (random() < 0.75) await program.ready()
    await sleep(200 + random() * (quick ? 2000 : 4000))
    const kind = (['server', 'postgres', 'both'] as const)[Math.floor(random() * 3)] ?? 'both'
    kills[kind] += 1
    note(`kill ${n + 1}: ${kind}, ${count(talkers)} acknowledged`)
    if (kind !== 'server') killPostgres(dataFolder)
    if (kind !== 'postgres') await program.kill()
    program.start()
  }
  await program.ready()
  await sleep(2000)
  silence.abort()
  await Promise.all(speaking)
  const quiet = Date.now()
  while (!talkers.every(talker => talker.isDone()) && Date.now() < quiet + recoveryMs) await sleep(50)
  await program.ready()
  const verdict = await withDatabase(dataFolder, database => judge(database, { talkers, limitMs: 30_000 }))
  const recoveredMs = Date.now() - quiet
  const anew = talkers.filter(({ talk }) => (talk.entries.value[0]?.seq ?? 1) > 1).length
  if (!holds(verdict)) note(program.output())
  return {
    ok: holds(verdict),
    ...verdict,
    kills: kills.server + kills.postgres + kills.both,
    killed: kills,
    endedByItself: program.endedByItself(),
    clients: talkers.length,
    begunAnew: anew,
    recoveredMs,
    seed,
    seconds: Math.round((Date.now() - began) / 1000),
  }
}

async function people(
  db: Parameters<typeof gather>[0],
  { program: { origin }, dataFolder }: { program: Program; dataFolder: string },
): Promise<Talker[]> {
  const identities = await gather(db, { origin, dataFolder, guests: 30, inquiries: 10, operators: 5 })
  return identities.map((identity, i) =>
    openTalker({ ...identity, name: `p${i}` }, { origins: [origin], ownOrigin: origin, address: `198.18.0.${i}` }),
  )
}

/** Opens the database that the program runs, for a moment. */
async function withDatabase<T>(
  folder: string,
  work: (database: Awaited<ReturnType<typeof useDatabase>>) => Promise<T>,
): Promise<T> {
  await using visit = await visitDatabase({ url: undefined, folder, log })
  await using database = await useDatabase(visit.connection, { log })
  return await work(database)
}

/** Kills PostgreSQL's first process, where it runs; the others of it end by that. */
function killPostgres(dataFolder: string): void {
  const data = realpathSync(join(dataFolder, 'postgres'))
  try {
    const [pid = ''] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    // The pid of one that was killed before may be another program's by now.
    if (readlinkSync(`/proc/${pid}/cwd`) === data) process.kill(Number(pid), 'SIGKILL')
  } catch {
    // It is about to start, or has just been killed.
  }
}

function count(talkers: readonly Talker[]): number {
  return talkers.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0)
}
