import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, lstat, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { temporaryFolder } from '../../test/folder.ts'
import { findBinaries, makeLinks } from './binaries.ts'

const execute = promisify(execFile)

test('an install without scripts, and so without library links, is made whole', async () => {
  await using place = await temporaryFolder()
  const { native } = await findBinaries()
  const copy = join(place.folder, 'package')
  const isLink = async (path: string) => (await lstat(path)).isSymbolicLink()
  await cp(dirname(native), copy, { recursive: true, filter: async path => !(await isLink(path)) })
  const postgres = join(copy, 'native', 'bin', 'postgres')
  await assert.rejects(execute(postgres, ['--version']), /error while loading shared libraries/)
  await makeLinks(copy)
  assert.match((await execute(postgres, ['--version'])).stdout, /PostgreSQL\) 18\./)
  await makeLinks(copy)
  assert.deepEqual(await readdir(join(copy, 'native', 'lib')), await readdir(join(native, 'lib')))
})
