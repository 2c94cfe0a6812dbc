import assert from 'node:assert/strict'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { temporaryFolder } from '../test/folder.ts'
import { ensurePackages, isAsLocked, type LockedPackage } from './install.mjs'

const wanted: Record<string, LockedPackage> = {
  '': { version: '1.0.0' },
  'node_modules/hono': { version: '4.0.0', integrity: 'sha512-a' },
  'node_modules/other-system': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  'node_modules/checker': { version: '7.0.0', integrity: 'sha512-c', dev: true },
}
const hono = { 'node_modules/hono': { version: '4.0.0', integrity: 'sha512-a' } }
const checker = { 'node_modules/checker': { version: '7.0.0', integrity: 'sha512-c' } }

test('packages are as locked when all are there but those for other systems', () => {
  assert.equal(isAsLocked({ ...hono, ...checker }, { wanted, development: true }), true)
})

test('a shop in production does without the packages of development, and development does not', () => {
  assert.equal(isAsLocked(hono, { wanted, development: false }), true)
  assert.equal(isAsLocked(hono, { wanted, development: true }), false)
})

test('another version, other content, a missing package and one too many are each noticed', () => {
  const development = false
  const other = (change: LockedPackage) => ({ 'node_modules/hono': { ...hono['node_modules/hono'], ...change } })
  assert.equal(isAsLocked(other({ version: '4.0.1' }), { wanted, development }), false)
  assert.equal(isAsLocked(other({ integrity: 'sha512-x' }), { wanted, development }), false)
  assert.equal(isAsLocked({}, { wanted, development }), false)
  assert.equal(isAsLocked({ ...hono, 'node_modules/extra': {} }, { wanted, development }), false)
})

test('packages that a link leads to, which another folder may use, are not emptied', async () => {
  await using place = await temporaryFolder()
  mkdirSync(place.file('others/hono'), { recursive: true })
  mkdirSync(place.file('clone'))
  symlinkSync(place.file('others'), place.file('clone/node_modules'))
  writeFileSync(place.file('clone/package-lock.json'), JSON.stringify({ packages: wanted }))
  await assert.rejects(ensurePackages(place.file('clone'), { development: true }), /is a link, .* remove the link/)
  assert.ok(existsSync(place.file('others/hono')))
})
