import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAsLocked, type LockedPackage } from './install.mjs'

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
