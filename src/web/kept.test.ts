import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keptFor } from './kept.ts'

test('a value is made once for all who ask while it is kept, and anew after that', async t => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 })
  let made = 0
  const kept = keptFor(1000, async ({ lang, slug }: { lang: string; slug: string }) => `${lang} ${slug} ${++made}`)
  const asked = await Promise.all([1, 2, 3].map(() => kept.get({ lang: 'ko', slug: 'lantern' })))
  assert.deepEqual(asked, ['ko lantern 1', 'ko lantern 1', 'ko lantern 1'])
  assert.equal(await kept.get({ lang: 'en', slug: 'lantern' }), 'en lantern 2')
  t.mock.timers.tick(1000)
  assert.equal(await kept.get({ lang: 'ko', slug: 'lantern' }), 'ko lantern 3')
})

test('keys whose parts only look alike when joined are not the same', async () => {
  const kept = keptFor(1000, async ({ a, b }: { a: string; b: string | null }) => ({ a, b }))
  assert.deepEqual(await kept.get({ a: 'x dark', b: null }), { a: 'x dark', b: null })
  assert.deepEqual(await kept.get({ a: 'x', b: 'dark' }), { a: 'x', b: 'dark' })
})

test('what was dropped is made anew', async () => {
  let made = 0
  const kept = keptFor(1000, async (_: { id: string }) => ++made)
  await kept.get({ id: 'a' })
  kept.drop()
  assert.equal(await kept.get({ id: 'a' }), 2)
})

test('a failure reaches all who waited for it, and is not kept', async () => {
  let tries = 0
  const kept = keptFor(1000, async (_: { id: string }) => {
    if (++tries === 1) throw new Error('the database is away')
    return tries
  })
  const asked = await Promise.allSettled([kept.get({ id: 'a' }), kept.get({ id: 'a' })])
  assert.deepEqual(
    asked.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  assert.equal(await kept.get({ id: 'a' }), 2)
})

test('no more are kept than may be, and the oldest goes first', async () => {
  let made = 0
  const kept = keptFor(1000, async ({ id }: { id: string }) => `${id}${++made}`, { most: 2 })
  for (const id of ['a', 'b', 'c']) await kept.get({ id })
  assert.equal(await kept.get({ id: 'c' }), 'c3')
  assert.equal(await kept.get({ id: 'b' }), 'b2')
  assert.equal(await kept.get({ id: 'a' }), 'a4')
})
