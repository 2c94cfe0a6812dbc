import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import pg from 'pg'
import * as v from 'valibot'
import { WebSocket } from 'ws'
import { useDatabase } from '#database'
import { CatalogueProduct, upsertCategory, upsertProduct } from '#shop'
import { startProgram } from '../scripts/program.ts'
import { quiet, startTestServer } from './database.ts'
import { temporaryFolder } from './folder.ts'
import { startNatsServer } from './nats.ts'
import { until } from './programs.ts'

test('two programs started at once on one database serve one shop, joined by PostgreSQL or by NATS', async () => {
  await using server = await startTestServer()
  await using nats = await startNatsServer()
  for (const settings of [{}, { NATS_URL: nats.url }]) {
    await using place = await temporaryFolder()
    const DATABASE_URL = await freshDatabase(server.url)
    const start = (more: Record<string, string>) =>
      startProgram({ dataFolder: place.folder, settings: { DATABASE_URL, DEMO: 'no', ...settings, ...more } })
    const [whole, part] = await Promise.all([start({}), start({ ROOMS: 'web' })])
    try {
      assert.equal((await fetch(`${whole.origin}/ko/desk/sign-in`)).status, 200)
      assert.equal((await fetch(`${part.origin}/ko/desk/sign-in`)).status, 404)
      const { room, cookie } = await openInquiry(whole.origin, await aMug({ connectionString: DATABASE_URL }))
      await using page = await openPage(whole.origin, cookie)
      page.send({ t: 'join', room, after: null })
      await until(() => page.heard('joined'))
      // A form that is sent to a process without sockets reaches those of the others.
      assert.equal((await askAt(part.origin, { cookie, text: '여기요' })).status, 303)
      await until(() => page.heard('여기요'))
      assert.equal((await sayAt(whole.origin, { room, cookie, text: '저기요' })).status, 200)
      await until(() => page.heard('저기요'))
    } finally {
      assert.deepEqual(await Promise.all([whole.stop(), part.stop()]), [0, 0])
    }
  }
})

/** Puts a product on sale, and gives its id. */
async function aMug(connection: pg.PoolConfig): Promise<string> {
  await using database = await useDatabase(connection, { log: quiet })
  const both = (text: string) => ({ ko: text, en: text })
  return await database.db.transaction(async tx => {
    const shelf = { slug: 'kitchen', name: both('부엌'), about: both('팬'), picture: null }
    await upsertCategory(tx, { category: shelf, position: 0 })
    const product = v.parse(CatalogueProduct, {
      slug: 'mug',
      category: 'kitchen',
      brand: 'Modak',
      name: both('머그'),
      lead: both('따뜻하게'),
      about: { title: both('이야기'), text: both('마실 것') },
      facts: [],
      options: [],
      variants: [{ sku: 'MUG', options: {}, price: 12_000, stock: 9 }],
      attributes: {},
      onFilm: [],
      images: [],
      film: null,
      published: new Date(),
    })
    return upsertProduct(tx, { product })
  })
}

async function freshDatabase(serverUrl: string): Promise<string> {
  const name = `shop_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  await client.query(`create database ${name} template template0 encoding 'UTF8'`)
  await client.end()
  return serverUrl.replace('/postgres?', `/${name}?`)
}

const json = { 'content-type': 'application/json' }

async function openInquiry(origin: string, productId: string): Promise<{ room: string; cookie: string }> {
  const body = JSON.stringify({ productId, language: 'ko' })
  const reply = await fetch(`${origin}/api/inquiries`, { method: 'POST', headers: { ...json, origin }, body })
  const { room }: { room: string } = await reply.json()
  return {
    room,
    cookie: reply.headers
      .getSetCookie()
      .map(each => each.split(';')[0])
      .join('; '),
  }
}

function askAt(origin: string, { cookie, text }: { cookie: string; text: string }) {
  const body = new URLSearchParams({ text, nonce: randomUUID() })
  return fetch(`${origin}/ko/p/mug/ask`, { method: 'POST', redirect: 'manual', headers: { origin, cookie }, body })
}

function sayAt(origin: string, { room, cookie, text }: { room: string; cookie: string; text: string }) {
  const body = JSON.stringify({ cid: randomUUID(), body: { kind: 'text', text } })
  const headers = { ...json, origin, cookie }
  return fetch(`${origin}/api/rooms/${room}/entries`, { method: 'POST', headers, body })
}

async function openPage(origin: string, cookie: string) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/live`, { headers: { origin, cookie } })
  let text = ''
  socket.on('message', data => {
    text += String(data)
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return {
    send: (message: unknown) => socket.send(JSON.stringify([message])),
    heard: (part: string) => text.includes(part),
    async [Symbol.asyncDispose]() {
      socket.terminate()
    },
  }
}
