import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Blobs, openBlobs } from './blobs.ts'
import { hashOf } from './image.ts'
import { all, countFiles } from './samples.ts'

const folder = await mkdtemp(join(tmpdir(), 'doumi-blobs-'))
after(() => rm(folder, { recursive: true, force: true }))

contract('in a folder', await openBlobs(folder))

/** What every blob store does, whatever it keeps its blobs in. */
function contract(where: string, blobs: Blobs): void {
  const absent = 'f'.repeat(64)

  test(`${where}: what was put is there under the hash of its bytes`, async () => {
    const bytes = randomBytes(200_000)
    const kept = await blobs.put(bytes)
    assert.deepEqual(kept, { sha256: hashOf(bytes), sizeBytes: 200_000 })
    assert.equal((await blobs.stat(kept.sha256))?.sizeBytes, 200_000)
    assert.deepEqual(await read(blobs, kept.sha256), bytes)
  })

  test(`${where}: a stream is kept as its bytes are, even if some were there before`, async () => {
    const bytes = randomBytes(150_000)
    for (let round = 0; round < 2; round++) {
      const kept = await blobs.put(inPieces(bytes))
      assert.deepEqual(kept, { sha256: hashOf(bytes), sizeBytes: 150_000 })
      assert.deepEqual(await read(blobs, kept.sha256), bytes)
    }
  })

  test(`${where}: a blob can be had as a file of this machine, one that is not there cannot`, async () => {
    const bytes = randomBytes(1000)
    const { sha256 } = await blobs.put(bytes)
    {
      await using file = await blobs.asFile(sha256)
      assert.deepEqual(file && (await readFile(file.path)), bytes)
    }
    assert.deepEqual(await read(blobs, sha256), bytes)
    assert.equal(await blobs.asFile(absent), undefined)
  })

  test(`${where}: a part is read from its first to its last byte`, async () => {
    const bytes = randomBytes(100_000)
    const { sha256 } = await blobs.put(bytes)
    assert.deepEqual(await read(blobs, sha256, { first: 0, last: 0 }), bytes.subarray(0, 1))
    assert.deepEqual(await read(blobs, sha256, { first: 60_000, last: 70_000 }), bytes.subarray(60_000, 70_001))
    assert.deepEqual(await read(blobs, sha256, { first: 99_999, last: 99_999 }), bytes.subarray(99_999))
  })

  test(`${where}: the same bytes put at once and again are one blob`, async () => {
    const bytes = randomBytes(5_000)
    const before = await all(blobs.list())
    await Promise.all([blobs.put(bytes), blobs.put(bytes), blobs.put(inPieces(bytes))])
    await blobs.put(bytes)
    const after = await all(blobs.list())
    assert.equal(after.length, before.length + 1)
  })

  test(`${where}: a stream that breaks off leaves nothing`, async () => {
    const before = await all(blobs.list())
    async function* broken() {
      yield randomBytes(1_000)
      throw new Error('cut off')
    }
    await assert.rejects(blobs.put(broken()), /cut off/)
    assert.deepEqual(await all(blobs.list()), before)
    assert.equal(await blobs.removeUnfinished(new Date(Date.now() + 1_000)), 0)
  })

  test(`${where}: what was received is no blob until it is kept, and nothing once it is let go`, async () => {
    const [bytes, others] = [randomBytes(30_000), randomBytes(30_000)]
    const before = await all(blobs.list())
    {
      await using received = await blobs.receive(inPieces(bytes))
      await using letGo = await blobs.receive(inPieces(others))
      assert.deepEqual([received.sha256, received.sizeBytes], [hashOf(bytes), 30_000])
      assert.deepEqual(Buffer.from(await letGo.bytes()), others)
      assert.deepEqual(await all(blobs.list()), before)
      await received.keep()
    }
    assert.deepEqual(await read(blobs, hashOf(bytes)), bytes)
    assert.equal(await blobs.stat(hashOf(others)), undefined)
    assert.equal(await blobs.removeUnfinished(new Date(Date.now() + 1_000)), 0)
  })

  test(`${where}: what is not there is undefined, and may be removed`, async () => {
    assert.equal(await blobs.stat(absent), undefined)
    assert.equal(await blobs.open(absent), undefined)
    await blobs.remove(absent)
  })

  test(`${where}: what was removed is gone`, async () => {
    const { sha256 } = await blobs.put(randomBytes(10))
    await blobs.remove(sha256)
    assert.equal(await blobs.stat(sha256), undefined)
  })

  test(`${where}: a name that is no hash is refused, so that no path can be named`, async () => {
    for (const name of ['../../etc/passwd', '', 'AB'.repeat(32), `${'a'.repeat(64)}/x`]) {
      await assert.rejects(async () => blobs.open(name), TypeError)
      await assert.rejects(async () => blobs.stat(name), TypeError)
      await assert.rejects(async () => blobs.remove(name), TypeError)
    }
  })
}

test('in a folder: one file a blob, and none beside them', async () => {
  assert.equal(await countFiles(folder), (await all((await openBlobs(folder)).list())).length)
})

async function* inPieces(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 7_000) yield bytes.subarray(at, at + 7_000)
}

async function read(blobs: Blobs, sha256: string, range?: { first: number; last: number }): Promise<Buffer> {
  const stream = await blobs.open(sha256, range)
  assert.ok(stream)
  return Buffer.concat(await all(stream))
}
