import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { aProductOnSale, serve } from './served-fixture.ts'

const database = await testDatabase()
const served = await serve(database)
after(async () => {
  await served[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

/** A request as a page of the shop makes it. */
function call(
  path: string,
  o: { cookie?: string | undefined; body?: unknown; method?: string } = {},
): Promise<Response> {
  return fetch(`${served.origin}/api${path}`, {
    method: o.method ?? (o.body === undefined ? 'GET' : 'POST'),
    headers: {
      Origin: served.origin,
      'Content-Type': 'application/json',
      'Accept-Language': 'en',
      ...(o.cookie !== undefined && { Cookie: o.cookie }),
    },
    ...(o.body !== undefined && { body: typeof o.body === 'string' ? o.body : JSON.stringify(o.body) }),
  })
}

const text = (words: string) => ({ cid: crypto.randomUUID(), body: { kind: 'text', text: words } })

test('the first question makes a visitor known, and asking again leads to the same conversation', async () => {
  const productId = await aProductOnSale(database, 'mug')
  const first = await call('/inquiries', { body: { productId, language: 'ko' } })
  const set = first.headers.get('set-cookie') ?? ''
  assert.match(set, /^doumi_guest=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/)
  const { room } = await first.json()
  const again = await call('/inquiries', { cookie: set.split(';')[0], body: { productId, language: 'ko' } })
  assert.equal(again.headers.get('set-cookie'), null)
  assert.equal((await again.json()).room, room)
  assert.equal((await call('/inquiries', { body: { productId: crypto.randomUUID(), language: 'ko' } })).status, 404)
})

test('what is said is read after a seq, and said again under its cid it is the same entry', async () => {
  const { cookie, room } = await served.shopper()
  const path = `/rooms/${room.id}/entries`
  const say = text('하나')
  const { entry } = await (await call(path, { cookie, body: say })).json()
  assert.deepEqual((await (await call(path, { cookie, body: say })).json()).entry, entry)
  await call(path, { cookie, body: text('둘') })
  const { entries, last } = await (await call(`${path}?after=1`, { cookie })).json()
  assert.deepEqual([entries.map((one: { body: { text: string } }) => one.body.text), last], [['둘'], 2])
  const other = await call(path, { cookie, body: { ...say, body: { kind: 'text', text: '다른 말' } } })
  assert.equal(other.status, 409)
})

test('another visitor’s room answers exactly as one that is not there', async () => {
  const [jiyun, hangyeol] = [await served.shopper(), await served.shopper()]
  for (const body of [undefined, text('엿보기')]) {
    const answers = []
    for (const room of [jiyun.room.id, crypto.randomUUID(), 'no-uuid']) {
      const answer = await call(`/rooms/${room}/entries`, { cookie: hangyeol.cookie, body })
      answers.push([answer.status, await answer.text()])
    }
    assert.deepEqual(answers[0], answers[1])
    assert.deepEqual(answers[0], answers[2])
    assert.equal(answers[0]?.[0], 404)
  }
  const { entries } = await (await call(`/rooms/${jiyun.room.id}/entries`, { cookie: jiyun.cookie })).json()
  assert.deepEqual(entries, [])
  const asOperator = await call(`/rooms/${jiyun.room.id}/entries?as=operator`, { cookie: hangyeol.cookie })
  assert.ok(asOperator.status === 401 || asOperator.status === 404)
})

test('bad input gets its status and a sentence in the language of the reader, and changes nothing', async () => {
  const { cookie, room } = await served.shopper()
  const path = `/rooms/${room.id}/entries`
  for (const body of [
    '{',
    '[]',
    { cid: 'x', body: { kind: 'text', text: 'a' } },
    { ...text('a'), body: { kind: 'shout' } },
  ]) {
    const answer = await call(path, { cookie, body })
    assert.equal(answer.status, 422)
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
    assert.match((await answer.json()).title, /could not be understood/)
  }
  assert.equal((await call(path, { cookie, body: text('   ') })).status, 422)
  assert.equal((await call(path, { cookie, body: text('x'.repeat(70_000)) })).status, 413)
  assert.equal(
    (await call(path, { cookie, body: { ...text(''), body: { kind: 'card', productId: room.id } } })).status,
    403,
  )
  assert.equal((await call(`${path}?after=-1`, { cookie })).status, 422)
  assert.equal((await (await call(path, { cookie })).json()).last, 0)
})
