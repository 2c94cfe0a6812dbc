import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addImage, hashOf } from './image.ts'
import { countFiles, drawing, testMedia } from './samples.ts'
import { rendition } from './schema.ts'
import { sweepBlobs } from './sweep.ts'

const room = await testMedia()
after(() => room[Symbol.asyncDispose]())
const { media, folder } = room

const minutes = (count: number) => new Date(Date.now() + count * 60_000)
const whole = async () => (await media.db.select().from(rendition)).map(row => row.sha256)

test('a program killed between blob and row leaves what a sweep takes, an hour later and not before', async () => {
  const { id } = await addImage(media, { bytes: await (await drawing('mug', { width: 700 })).png().toBuffer() })
  const used = await countFiles(folder)
  const program = `
    const { openBlobs } = await import(${JSON.stringify(join(import.meta.dirname, 'blobs.ts'))})
    const blobs = await openBlobs(${JSON.stringify(folder)})
    await blobs.put(Buffer.from('kept, and nobody knows'))
    await blobs.put((async function* () {
      yield Buffer.from('half of it')
      process.kill(process.pid, 'SIGKILL')
      await new Promise(resolve => setTimeout(resolve, 60_000))
    })())`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' })
  const [, signal] = await once(child, 'exit')
  assert.equal(signal, 'SIGKILL')
  assert.equal(await countFiles(folder), used + 2)
  assert.equal((await readdir(join(folder, 'unfinished'))).length, 1)

  assert.deepEqual(await sweepBlobs(media, { now: minutes(59) }), { blobs: 0, unfinished: 0 })
  assert.equal(await countFiles(folder), used + 2)
  assert.deepEqual(await sweepBlobs(media, { now: minutes(61) }), { blobs: 1, unfinished: 1 })
  assert.equal(await media.blobs.stat(hashOf(Buffer.from('kept, and nobody knows'))), undefined)
  assert.equal(await countFiles(folder), used)
  for (const sha256 of await whole()) assert.ok(await media.blobs.stat(sha256))
  assert.ok(id)
})

test('a sweep takes any number of blobs', async () => {
  const used = await countFiles(folder)
  for (let n = 0; n < 600; n++) await media.blobs.put(Buffer.from(`orphan ${n}`))
  assert.equal((await sweepBlobs(media, { now: minutes(61) })).blobs, 600)
  assert.equal(await countFiles(folder), used)
})

test('a sweep that comes between the blobs and the rows of a picture does not harm it', async () => {
  const bytes = await (await drawing('stool', { width: 700 })).png().toBuffer()
  let swept = 0
  const put: typeof media.blobs.put = async source => {
    const kept = await media.blobs.put(source)
    if (swept < 2) swept += (await sweepBlobs(media, { now: minutes(61) })).blobs
    return kept
  }
  await addImage({ ...media, blobs: { ...media.blobs, put } }, { bytes })
  assert.ok(swept > 0)
  for (const sha256 of await whole()) assert.ok(await media.blobs.stat(sha256), sha256)
})

test('a sweep waits for rows that are being written, and leaves their blobs', async () => {
  const { id } = await addImage(media, { bytes: await (await drawing('tent', { width: 300 })).png().toBuffer() })
  const { sha256, sizeBytes } = await media.blobs.put(Buffer.from('of a row that comes'))
  const { sweeping, done } = await media.db.transaction(async tx => {
    await tx.insert(rendition).values({ assetId: id, name: 'late', type: 'image/webp', sha256, sizeBytes })
    const state = { done: false, sweeping: sweepBlobs(media, { now: minutes(61) }) }
    void state.sweeping.then(() => {
      state.done = true
    })
    await sleep(300)
    return { sweeping: state.sweeping, done: state.done }
  })
  assert.equal(done, false)
  assert.deepEqual(await sweeping, { blobs: 0, unfinished: 0 })
  assert.ok(await media.blobs.stat(sha256))
})
