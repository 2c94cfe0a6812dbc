import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { addFilm } from './film.ts'
import { publishFilm } from './publish.ts'
import type { MadeFilm } from './render/results.ts'
import { drawing, lanternFilm, testMedia } from './samples.ts'
import { ladder } from './schema.ts'
import { filmsOf } from './views.ts'

const room = await testMedia()
after(() => room[Symbol.asyncDispose]())
const { media } = room
const files = await mkdtemp(join(tmpdir(), 'doumi-publish-'))
after(() => rm(files, { recursive: true, force: true }))

const storyboard = join(files, 'storyboard.webp')
await writeFile(storyboard, await (await drawing('mug', { width: 200 })).resize(200, 60).webp().toBuffer())
const tiles = { columns: 10, rows: 1, tileWidth: 20, tileHeight: 60, everyMs: 200 }
const plan = { fps: { num: 25, den: 1 }, keyEvery: 50, rungs: [], tiles }
const made: MadeFilm = { plan, rungs: [], storyboard, playsEverywhere: true }

test('only who holds a film publishes what was made of it', async () => {
  const { id: filmId } = await addFilm(media, await lanternFilm(files))
  const worker = randomUUID()
  await media.db.insert(ladder).values({ assetId: filmId, state: 'working', worker, beatAt: new Date() })
  const view = async () => (await filmsOf(media.db, [filmId])).get(filmId)

  assert.equal(await publishFilm(media, { filmId, worker: randomUUID(), made }), false)
  assert.equal((await view())?.storyboard, undefined)
  assert.equal(await publishFilm(media, { filmId, worker, made }), true)
  assert.equal((await view())?.storyboard?.tileWidth, 20)
  assert.equal(await publishFilm(media, { filmId, worker, made }), false, 'it is put down once')

  const [row] = await media.db.select().from(ladder).where(eq(ladder.assetId, filmId))
  assert.deepEqual([row?.state, row?.worker, row?.percent], ['ready', null, 100])
})

test('of a film that is gone nothing is published', async () => {
  assert.equal(await publishFilm(media, { filmId: randomUUID(), worker: randomUUID(), made }), false)
})
