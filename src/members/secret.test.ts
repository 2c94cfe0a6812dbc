import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readSecret } from './secret.ts'

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'doumi-secret-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}

test('the secret is made at the first start, for its owner alone, and stays', async () => {
  await using folder = await temporaryFolder()
  const data = join(folder.path, 'data')
  const secret = await readSecret(data)
  assert.equal(Buffer.from(secret, 'base64url').length, 32)
  assert.equal((await stat(join(data, 'secret'))).mode & 0o777, 0o600)
  assert.equal(await readSecret(data), secret)
})

test('programs that start together share one secret, and leave nothing else behind', async () => {
  await using folder = await temporaryFolder()
  const secrets = await Promise.all(Array.from({ length: 8 }, () => readSecret(folder.path)))
  assert.equal(new Set(secrets).size, 1)
  assert.deepEqual(await readdir(folder.path), ['secret'])
})

test('a secret that others could read is closed to them', async () => {
  await using folder = await temporaryFolder()
  await readSecret(folder.path)
  await chmod(join(folder.path, 'secret'), 0o644)
  await readSecret(folder.path)
  assert.equal((await stat(join(folder.path, 'secret'))).mode & 0o777, 0o600)
})

test('a file that holds no secret is refused and left alone', async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'secret')
  await writeFile(path, 'hunter2')
  await assert.rejects(readSecret(folder.path), error => error instanceof Error && !error.message.includes('hunter2'))
  assert.equal(await readFile(path, 'utf8'), 'hunter2')
})
