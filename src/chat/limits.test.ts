import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { until } from '../../test/programs.ts'
import type { Runner } from './append.ts'
import { wholeLog, wordsOf } from './fixture.ts'
import { openLimits } from './limits.ts'
import { anAddress, aProductOnSale, serve, type TestPage } from './served-fixture.ts'

const database = await testDatabase()
const { db, pool } = database
let appends = 0
const runner: Runner = {
  query(statement) {
    if (typeof statement !== 'string' && statement.name === 'chat.append') appends += 1
    return pool.query(statement)
  },
  connect: () => pool.connect(),
}
const limits = { ...openLimits(), mostOpen: { ofAddress: 4, ofPerson: 3 } }
const served = await serve(database, { runner, limits })
after(async () => {
  await served[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})
const text = (words: string) => ({ kind: 'text' as const, text: words })
const answers = (page: TestPage) => page.messages.filter(({ t }) => t === 'ok' || t === 'no')

test('what a page says in a burst goes into few commits, in its order, and is answered in its order', async () => {
  const { cookie, room } = await served.shopper()
  const page = await served.page({ cookie })
  page.send({ t: 'join', room: room.id, after: null })
  await page.heard('log')
  appends = 0
  const cids = Array.from({ length: 50 }, () => randomUUID())
  page.send(...cids.map((cid, n) => ({ t: 'say' as const, room: room.id, cid, body: text(`${n}`) })))
  await until(() => answers(page).length === 50)
  assert.deepEqual(
    answers(page).map(one => (one.t === 'ok' ? one.cid : one.t)),
    cids,
  )
  assert.deepEqual(
    wordsOf(await wholeLog(db, room)),
    cids.map((_, n) => `${n}`),
  )
  assert.ok(appends <= 2, `${appends} commits`)
  page.socket.close()
})

test('frames that come together share commits too, whatever they say, and what is refused keeps its place', async () => {
  const product = await aProductOnSale(database, 'mug')
  const { room } = await served.shopper()
  const desk = await served.page({ cookie: await served.mina(), as: 'operator' })
  desk.send({ t: 'join', room: room.id, after: null })
  await desk.heard('log')
  appends = 0
  const bodies = Array.from({ length: 30 }, (_, n) => {
    if (n % 10 === 3) return { kind: 'card' as const, productId: product }
    return n % 10 === 7 ? { kind: 'card' as const, productId: randomUUID() } : text(`${n}`)
  })
  for (const body of bodies) desk.send({ t: 'say', room: room.id, cid: randomUUID(), body })
  await until(() => answers(desk).length === 30)
  assert.deepEqual(
    answers(desk).map(({ t }) => t),
    bodies.map((_, n) => (n % 10 === 7 ? 'no' : 'ok')),
  )
  const expected = bodies.flatMap((body, n) => (n % 10 === 7 ? [] : [body.kind === 'card' ? 'card' : `${n}`]))
  assert.deepEqual(wordsOf(await wholeLog(db, room)), expected)
  assert.ok(appends <= 15, `${appends} commits`)
  desk.socket.close()
})

test('a refusal for being too often says when it is worth trying again, in the language of the reader', async () => {
  const { cookie, room } = await served.shopper()
  const page = await served.page({ cookie, lang: 'ko' })
  for (let n = 0; n < 70; n += 1) page.send({ t: 'say', room: room.id, cid: randomUUID(), body: text(`${n}`) })
  const no = await page.heard('no')
  assert.match(no.text, /너무 잦아요\. \d+초 뒤에/)
  assert.ok(no.again && no.cid && (no.afterMs ?? 0) > 0 && (no.afterMs ?? 0) <= 60_000)
  page.socket.close()
})

test('what a person says is counted over the socket and over HTTP together', async () => {
  const { cookie, room } = await served.shopper()
  const page = await served.page({ cookie })
  for (let n = 0; n < 40; n += 1) page.send({ t: 'say', room: room.id, cid: randomUUID(), body: text(`${n}`) })
  await until(() => answers(page).length === 40)
  const post = () => served.call(`/rooms/${room.id}/entries`, { cookie, body: { cid: randomUUID(), body: text('!') } })
  for (let n = 0; n < 20; n += 1) assert.equal((await post()).status, 200)
  const refused = await post()
  assert.equal(refused.status, 429)
  assert.ok(Number(refused.headers.get('retry-after')) > 0)
  assert.match((await refused.json()).title, /too often.*\d+ seconds/)
  page.send({ t: 'say', room: room.id, cid: randomUUID(), body: text('?') })
  assert.equal((await page.heard('no')).code, 'limited')
  page.socket.close()
})

test('what shoppers at one address say is counted together, whoever they say they are, and staff are free of it', async () => {
  const address = anAddress()
  const pages = []
  for (let n = 0; n < 11; n += 1) {
    const { cookie, room } = await served.shopper()
    const page = await served.page({ cookie, address })
    for (let said = 0; said < 58; said += 1) {
      page.send({ t: 'say', room: room.id, cid: randomUUID(), body: text('!') })
    }
    await until(() => answers(page).length === 58)
    pages.push(page)
    page.socket.close()
    await page.closed
  }
  const refused = pages.map(page => answers(page).filter(({ t }) => t === 'no').length)
  assert.deepEqual(refused, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 38])
  const { room } = await served.shopper()
  const desk = await served.page({ cookie: await served.mina(), as: 'operator', address })
  desk.send({ t: 'say', room: room.id, cid: randomUUID(), body: text('네') })
  await desk.heard('ok')
  desk.socket.close()
})

test('one person, and one address, have only so many sockets open, and get them back when they close some', async () => {
  const { cookie } = await served.shopper()
  const own = []
  for (let n = 0; n < 3; n += 1) own.push(await served.page({ cookie }))
  await assert.rejects(served.page({ cookie }), /refused 429/)
  own[0]!.socket.close()
  await own[0]!.closed
  await until(() => served.chat.sockets().pages === 2)
  own.push(await served.page({ cookie }))
  const address = anAddress()
  const others = []
  for (let n = 0; n < 4; n += 1) others.push(await served.page({ cookie: served.guest().cookie, address }))
  await assert.rejects(served.page({ cookie: served.guest().cookie, address }), /refused 429/)
  await served.page({ cookie: served.guest().cookie }).then(page => others.push(page))
  assert.equal(served.chat.sockets().refused, 2)
  for (const { socket } of [...own, ...others]) socket.close()
})

test('a refused upgrade says why, in the language of the reader', async () => {
  const answer = await new Promise<{ status: number | undefined; type: string | undefined; body: string }>(resolve => {
    const key = 'dGhlIHNhbXBsZSBub25jZQ=='
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': key,
    }
    const headers = { ...upgrade, origin: 'https://evil.example' }
    request({ port: served.port, path: '/live?lang=ko', headers }, async response => {
      let body = ''
      for await (const chunk of response) body += String(chunk)
      resolve({ status: response.statusCode, type: response.headers['content-type'], body })
    }).end()
  })
  assert.equal(answer.status, 403)
  assert.match(answer.type ?? '', /^application\/problem\+json/)
  assert.match(JSON.parse(answer.body).title, /이 가게의 주소에서/)
})

test('the same cid by socket, over HTTP, in a retry and all at once is one entry with one answer', async () => {
  const { cookie, room } = await served.shopper()
  const pages = [await served.page({ cookie }), await served.page({ cookie })]
  const cid = randomUUID()
  const body = text('한 번만')
  const path = `/rooms/${room.id}/entries`
  const posts = [1, 2, 3].map(() => served.call(path, { cookie, body: { cid, body } }))
  for (const page of pages) for (let n = 0; n < 3; n += 1) page.send({ t: 'say', room: room.id, cid, body })
  const entries = await Promise.all(posts.map(async post => (await (await post).json()).entry))
  await until(() => pages.every(page => answers(page).length === 3))
  const log = await wholeLog(db, room)
  assert.equal(log.length, 1)
  for (const entry of entries) assert.deepEqual(entry, log[0])
  for (const page of pages) {
    for (const answer of answers(page)) assert.deepEqual(answer, { t: 'ok', room: room.id, cid, seq: 1 })
    page.socket.close()
  }
})
