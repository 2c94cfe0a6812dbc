import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { anOperator } from './fixture.ts'
import { openStage } from './room.ts'
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

test('a conversation about a subject is found again by its words, and its numbers of cards are not kept', async () => {
  const { cookie } = served.guest()
  const ask = async (subject: string) =>
    (await call('/inquiries', { cookie, body: { subject, language: 'ko' } })).json()
  const first = await ask('배송이 늦어요')
  assert.deepEqual([first.kind, first.last], ['inquiry', 0])
  assert.equal((await ask('  배송이   늦어요 ')).room, first.room)
  assert.notEqual((await ask('교환')).room, first.room)
  for (const subject of ['', '   ', 'x'.repeat(121)]) {
    assert.equal((await call('/inquiries', { cookie, body: { subject, language: 'ko' } })).status, 422)
  }
  const carded = await ask('카드 4111-1111-1111-1111')
  await call(`/rooms/${carded.room}/entries`, { cookie, body: text('이 카드요') })
  const { conversations } = await (await call('/conversations', { cookie })).json()
  assert.deepEqual(
    conversations.map((one: { subject: string; unread: number }) => one.subject),
    ['카드 ****-****-****-1111'],
  )
  const both = { subject: '배송', productId: crypto.randomUUID(), language: 'ko' }
  assert.equal((await call('/inquiries', { cookie, body: both })).status, 404)
})

test('a product that is not on sale has neither a conversation nor a crowded room, but for staff who prepare one', async () => {
  const productId = await aProductOnSale(database, 'secret', null)
  const { cookie } = served.guest()
  assert.equal((await call('/inquiries', { cookie, body: { productId, language: 'ko' } })).status, 404)
  assert.equal((await call('/stages', { cookie, body: { productId } })).status, 404)
  assert.equal((await call('/stages?as=operator', { cookie, body: { productId } })).status, 401)
  const made = await call('/stages?as=operator', { cookie: await served.mina(), body: { productId } })
  assert.equal((await made.json()).kind, 'stage')
})

test('a page gets the log forward and backward, with who it is and what the room has come to', async () => {
  const { cookie, room } = await served.shopper()
  const path = `/rooms/${room.id}/entries`
  for (const word of ['하나', '둘', '셋', '넷']) await call(path, { cookie, body: text(word) })
  const get = async (query: string) => (await call(`${path}?${query}`, { cookie })).json()
  const seqs = ({ entries }: { entries: { seq: number }[] }) => entries.map(({ seq }) => seq)
  const whole = await get('')
  assert.deepEqual(seqs(whole), [1, 2, 3, 4])
  assert.ok(whole.entries.every((entry: { author: string }) => entry.author === whole.you))
  assert.deepEqual([whole.kind, whole.room, whole.last, whole.facts.seq], ['inquiry', room.id, 4, 4])
  assert.deepEqual(seqs(await get('after=1&limit=2')), [2, 3])
  assert.deepEqual(seqs(await get('before=4&limit=2')), [2, 3])
  assert.deepEqual(seqs(await get('before=1')), [])
  for (const query of ['before=2&after=1', 'limit=0', 'limit=501', 'after=x', 'after=1e3', 'before=-1']) {
    assert.equal((await call(`${path}?${query}`, { cookie })).status, 422, query)
  }
})

test('the history of an entry is for staff', async () => {
  const { cookie, room } = await served.shopper()
  const path = `/rooms/${room.id}/entries`
  await call(path, { cookie, body: text('처음') })
  const edit = { cid: crypto.randomUUID(), body: { kind: 'edit', of: 1, text: '나중' } }
  await call(path, { cookie, body: edit })
  assert.equal((await call(`${path}/1/history`, { cookie })).status, 401)
  const mina = await served.mina()
  const { entries } = await (await call(`${path}/1/history?as=operator`, { cookie: mina })).json()
  assert.deepEqual(
    entries.map(({ body }: { body: { text: string } }) => body.text),
    ['처음', '나중'],
  )
  assert.equal((await call(`${path}/9/history?as=operator`, { cookie: mina })).status, 404)
  const shown = await (await call(path, { cookie })).json()
  assert.ok(!JSON.stringify(shown).includes('처음'))
})

test('one’s conversations are one’s own, with what one has not read', async () => {
  const { cookie, room } = await served.shopper()
  assert.deepEqual(await (await call('/conversations')).json(), { conversations: [] })
  assert.deepEqual(await (await call('/conversations', { cookie: served.guest().cookie })).json(), {
    conversations: [],
  })
  const mina = await served.mina()
  await call(`/rooms/${room.id}/entries?as=operator`, { cookie: mina, body: text('안녕하세요') })
  const { conversations } = await (await call('/conversations', { cookie })).json()
  assert.deepEqual(
    conversations.map((one: { room: string; unread: number; lastLine: string }) => [
      one.room,
      one.unread,
      one.lastLine,
    ]),
    [[room.id, 1, '안녕하세요']],
  )
})

test('no route gives or does anything by another visitor’s ids', async () => {
  const [theirs, mine] = [await served.shopper(), await served.shopper()]
  await call(`/rooms/${theirs.room.id}/entries`, { cookie: theirs.cookie, body: text('비밀이에요') })
  const stage = await openStage(database.db, { productId: crypto.randomUUID() })
  const id = theirs.room.id
  const asked: [string, { body?: unknown; method?: string }][] = [
    [`/rooms/${id}/entries`, {}],
    [`/rooms/${id}/entries?after=0`, {}],
    [`/rooms/${id}/entries?before=9`, {}],
    [`/rooms/${id}/entries`, { body: text('엿보기') }],
    [`/rooms/${id}/entries`, { body: { cid: 'delete-it', body: { kind: 'delete', of: 1 } } }],
    [`/rooms/${id}/entries?as=operator`, {}],
    [`/rooms/${id}/entries?as=operator`, { body: text('점원인 척') }],
    [`/rooms/${id}/entries/1/history`, {}],
    [`/rooms/${id}/entries/1/history?as=operator`, {}],
    [`/rooms/${id}/held/${crypto.randomUUID()}`, { body: { let: true } }],
    [`/rooms/${stage.id}/held/${crypto.randomUUID()}`, { body: { let: true } }],
    [`/rooms/${stage.id}/entries`, { body: { cid: 'rule-it-1', body: { kind: 'access', open: false } } }],
    ['/banned-words', {}],
    ['/banned-words', { body: { word: '안녕' } }],
    ['/banned-words', { body: { word: '안녕' }, method: 'DELETE' }],
  ]
  for (const [path, o] of asked) {
    for (const cookie of [mine.cookie, undefined]) {
      const answer = await call(path, { cookie, ...o })
      assert.ok([401, 403, 404].includes(answer.status), `${path} ${answer.status}`)
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      assert.ok(!(await answer.text()).includes('비밀'))
    }
  }
  const { entries } = await (await call(`/rooms/${id}/entries`, { cookie: theirs.cookie })).json()
  assert.equal(entries.length, 1)
})

test('what another site sends in a person’s name is refused on every writing route', async () => {
  const { cookie, room } = await served.shopper()
  const id = anOperator().id
  for (const path of [
    '/inquiries',
    '/stages',
    `/rooms/${room.id}/entries`,
    '/banned-words',
    `/rooms/${room.id}/held/${id}`,
  ]) {
    const answer = await fetch(`${served.origin}/api${path}`, {
      method: 'POST',
      headers: { Origin: 'https://evil.example', 'Content-Type': 'application/json', Cookie: cookie },
      body: JSON.stringify(text('남의 이름으로')),
    })
    assert.equal(answer.status, 403, path)
  }
})
