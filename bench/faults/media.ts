import { mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { type Database, useDatabase, visitDatabase } from '#database'
import { openLog } from '#edge'
import { freePort } from '../../scripts/program.ts'
import { dice } from '../frame/dice.ts'
import { note } from '../frame/output.ts'
import { residentBytes } from '../frame/processes.ts'
import type { Proof } from '../frame/result.ts'
import { cameraFilm } from '../transcode/source.ts'
import { badFilms, type Sent } from './media/films.ts'
import { gather } from './shop/people.ts'
import { openProgram, type Program } from './shop/program.ts'

const log = openLog('silent')
const demo = resolve(import.meta.dirname, '../../demo/films/lantern.mp4')
const mostGrowthBytes = 300 * 1024 * 1024

/** What the parts of the proof work with. */
interface Scene {
  db: Database
  program: Program
  cookie: string
  folder: string
  dataFolder: string
}

/**
 * The program takes films over HTTP, as the office sends them: all of the table of bad files, while somebody else reads
 * a page all the time; and a good one, in the middle of which the program is killed.
 */
export const run: Proof = async ({ quick, seed = Date.now() % 1_000_000 }) => {
  const began = Date.now()
  note(`seed ${seed}`)
  const folder = await mkdtemp(join(tmpdir(), 'prove-media-'))
  await using stack = new AsyncDisposableStack()
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const dataFolder = join(folder, 'data')
  const settings = { DEMO: 'no', LOG_LEVEL: 'warn' }
  const program = stack.use(await openProgram({ dataFolder, port: await freePort(), settings }))
  program.start()
  await program.ready()
  const visit = stack.use(await visitDatabase({ url: undefined, folder: dataFolder, log }))
  const { db } = stack.use(await useDatabase(visit.connection, { log }))
  const { origin } = program
  const people = await gather(db, { origin, dataFolder, guests: 0, inquiries: 1, operators: 1 })
  const cookie = people.find(person => person.as === 'operator')?.cookie ?? ''
  const scene: Scene = { db, program, cookie, folder, dataFolder }

  const before = residentBytes(program.pid())
  const pid = program.pid()
  const reader = readAllTheTime(`${origin}/ko`)
  const table = await badFilms(folder, { random: dice(seed) })
  const wrong: string[] = []
  for (const sent of table) {
    const end = await become(scene, sent)
    note(`${sent.what}: ${end}`)
    if (!sent.ends.includes(end)) wrong.push(`${sent.what}: ${end}`)
  }
  const tooMuch = await put(scene, '/api/desk/office/parts', Buffer.alloc(17 * 1024 * 1024))
  if (tooMuch.status !== 413) wrong.push(`a part of 17 MB: ${tooMuch.status}`)
  const page = await reader.end()
  const grown = residentBytes(program.pid()) - before
  const isSame = program.pid() === pid && program.endedByItself() === 0

  const killed = await killInTheMiddle(scene, { seconds: quick ? 4 : 15 })
  const left = await leftOver(join(dataFolder, 'media', 'work'))
  const ok = wrong.length === 0 && page.failed === 0 && isSame && grown < mostGrowthBytes && killed.ok && left === 0
  if (!ok) note(program.output())
  return {
    ok,
    files: table.length + 1,
    wrong,
    page,
    grownMegabytes: Math.round(grown / 1e6),
    isSame,
    killed,
    left,
    seed,
    seconds: Math.round((Date.now() - began) / 1000),
  }
}

/** What becomes of a file: the code of its refusal, or how its ladder ends. */
async function become(scene: Scene, { bytes }: Pick<Sent, 'bytes'>): Promise<string> {
  const taken = await send(scene, bytes)
  if ('code' in taken) return taken.code
  const state = await ended(scene, taken.id)
  const { rows } = await scene.db.execute<{ src: string }>(sql`
    select left(sha256, 32) as src from media.rendition where asset_id = ${taken.id} and name = 'original'`)
  const original = await fetch(`${scene.program.origin}/media/${rows[0]?.src}/original.mp4`, { method: 'HEAD' })
  return original.ok ? state : `${state}, and the original does not play`
}

async function send(scene: Scene, bytes: Uint8Array): Promise<{ id: string } | { code: string }> {
  const parts: string[] = []
  for (let at = 0; at === 0 || at < bytes.length; at += 8 * 1024 * 1024) {
    const part = await put(scene, '/api/desk/office/parts', bytes.subarray(at, at + 8 * 1024 * 1024))
    if (part.status !== 201) return { code: `a part: ${part.status}` }
    parts.push(part.body.id ?? '')
  }
  const headers = { ...headersOf(scene), 'content-type': 'application/json' }
  const address = `${scene.program.origin}/api/desk/office/films`
  const reply = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ parts }) })
  const body = await bodyOf(reply)
  if (reply.status === 201) return { id: body.id ?? '' }
  return { code: reply.status === 422 ? (body.code ?? 'no code') : `status ${reply.status}` }
}

async function put(scene: Scene, path: string, bytes: Uint8Array): Promise<{ status: number; body: Body }> {
  const headers = { ...headersOf(scene), 'content-type': 'application/octet-stream' }
  const reply = await fetch(scene.program.origin + path, { method: 'PUT', headers, body: Uint8Array.from(bytes) })
  return { status: reply.status, body: await bodyOf(reply) }
}

interface Body {
  id?: string
  code?: string
}

async function bodyOf(reply: Response): Promise<Body> {
  try {
    return JSON.parse(await reply.text())
  } catch {
    return {}
  }
}

function headersOf({ cookie, program }: Scene): Record<string, string> {
  return { cookie, origin: program.origin }
}

async function stateOf({ db }: Scene, id: string): Promise<{ state: string; percent: number; rungs: number }> {
  const { rows } = await db.execute<{ state: string; percent: number; rungs: number }>(sql`
    select state, percent, (select count(*)::int from media.rendition where asset_id = ${id} and name like 'rung-%') as rungs
    from media.ladder where asset_id = ${id}`)
  return rows[0] ?? { state: 'none', percent: 0, rungs: 0 }
}

async function ended(scene: Scene, id: string): Promise<string> {
  for (let n = 0; n < 1200; n++) {
    const { state } = await stateOf(scene, id).catch(() => ({ state: 'away' }))
    if (state === 'ready' || state === 'failed') return state
    await sleep(100)
  }
  return 'never'
}

/** Kills the program while it works on a film: nothing of it is published, its child is gone, and it is done later. */
async function killInTheMiddle(scene: Scene, { seconds }: { seconds: number }) {
  note('the program is killed while it works on a film')
  const { program, folder } = scene
  const path = join(folder, 'camera.mp4')
  await cameraFilm(path, { from: demo, seconds })
  const taken = await send(scene, await readFile(path))
  if ('code' in taken) return { ok: false, why: taken.code }
  let percent = 0
  for (let n = 0; n < 600 && percent < 10; n++) {
    await sleep(100)
    percent = (await stateOf(scene, taken.id)).percent
  }
  await program.kill()
  await sleep(1000)
  const orphans = await rendering(folder)
  const killedAt = Date.now()
  program.start()
  await program.ready()
  const middle = await stateOf(scene, taken.id)
  const state = await ended(scene, taken.id)
  const { rungs } = await stateOf(scene, taken.id)
  const ok = percent >= 10 && middle.rungs === 0 && orphans === 0 && state === 'ready' && rungs === 3
  return {
    ok,
    percent,
    orphans,
    published: middle.rungs,
    state,
    rungs,
    secondsLater: Math.round((Date.now() - killedAt) / 1000),
  }
}

/** What lies there of work that is over; what a killed program left is swept a minute later. */
async function leftOver(folder: string): Promise<number> {
  for (let n = 0; n < 90 && (await readdir(folder)).length > 0; n++) await sleep(1000)
  return (await readdir(folder)).length
}

/** Processes for films that have a file of this folder open. */
async function rendering(folder: string): Promise<number> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  const open = await Promise.all(
    pids.map(async pid => {
      const files = await readdir(`/proc/${pid}/fd`).catch(() => [])
      const names = await Promise.all(files.map(file => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')))
      return names.some(name => name.startsWith(join(folder, 'data', 'media', 'work')))
    }),
  )
  return open.filter(Boolean).length
}

function readAllTheTime(address: string): { end(): Promise<{ read: number; failed: number; slowestMs: number }> } {
  let isOver = false
  const seen = { read: 0, failed: 0, slowestMs: 0 }
  const reading = (async () => {
    for (; !isOver; await sleep(100)) {
      const began = performance.now()
      const status = await fetch(address).then(
        async reply => {
          await reply.arrayBuffer()
          return reply.status
        },
        () => 0,
      )
      seen.read++
      if (status !== 200) seen.failed++
      seen.slowestMs = Math.max(seen.slowestMs, Math.round(performance.now() - began))
    }
  })()
  return {
    async end() {
      isOver = true
      await reading
      return seen
    },
  }
}
