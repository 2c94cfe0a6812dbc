import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { Problem } from '#edge'
import { openMedia, privateFile } from '#media'
import { testDatabase } from '../../test/database.ts'
import { openAppender } from './append.ts'
import { checkFile, claimFiles, putFile, sweepFiles } from './files.ts'
import { anOperator, aRoom, aShopper, aStage, noLog } from './fixture.ts'
import type { Actor } from './policy.ts'
import type { Attachment, SayBody } from './protocol.ts'
import type { Room } from './room.ts'
import { say } from './say.ts'
import { file, held } from './schema.ts'

const database = await testDatabase()
const { db } = database
const folder = await mkdtemp(join(tmpdir(), 'doumi-files-'))
const media = await openMedia({ db, folder, log: noLog })
const appender = openAppender(database.pool, { log: noLog, onCommitted: () => {}, onUncertain: () => {} })
after(async () => {
  await appender.idle()
  await media[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const hours = (count: number) => new Date(Date.now() + count * 3_600_000)
const pdf = (words: string) => Buffer.from(`%PDF-1.4\n% ${words}\nxref\ntrailer\nstartxref\n9\n%%EOF\n`)

async function* once(bytes: Uint8Array) {
  yield bytes
}

function put(
  room: Room,
  actor: Actor,
  { id = `${randomUUID()}`, words = 'estimate', now = new Date() } = {},
): Promise<Attachment> {
  return putFile({ db, media }, { room, actor, id, name: `${words}.pdf`, source: once(pdf(words)), now })
}

function tell(room: Room, actor: Actor, body: SayBody) {
  const voice = { db, appender, gate: { admit: async () => 'pass' as const } }
  return say(voice, { room, actor, cid: randomUUID(), body, now: new Date() })
}

async function aTalk() {
  const room = await aRoom(db)
  const shopper: Actor = { id: room.shopperId, role: 'shopper', name: null }
  return { room, shopper, operator: anOperator() }
}

const code = (wanted: string) => (thrown: unknown) => thrown instanceof Problem && thrown.code === wanted
const mayHave = async (room: Room, actor: Actor, id: string) => {
  try {
    await checkFile(db, { room, actor, id })
    return true
  } catch (thrown) {
    if (code('chat.no_such_file')(thrown)) return false
    throw thrown
  }
}

test('what an entry shows are the files as they truly are, whatever its sender says of them', async () => {
  const { room, shopper } = await aTalk()
  const file = await put(room, shopper)
  const lie = { ...file, kind: 'image' as const, name: '../../evil.html', sizeBytes: 1, width: 9, height: 9 }
  const { entry } = await tell(room, shopper, { kind: 'text', text: '', files: [lie, lie] })
  assert.deepEqual(entry?.body, { kind: 'text', text: '', files: [file] })
})

test('nobody shows a file of another person, of another room, or one that is not there', async () => {
  const { room, shopper, operator } = await aTalk()
  const other = await aTalk()
  const file = await put(room, shopper)
  const now = new Date()
  const refused = code('chat.no_such_file')
  const claim = (roomId: string, authorId: string, ids: string[]) => claimFiles(db, { roomId, authorId, ids, now })
  await assert.rejects(claim(room.id, operator.id, [file.id]), refused)
  await assert.rejects(claim(other.room.id, shopper.id, [file.id]), refused)
  await assert.rejects(claim(room.id, shopper.id, [file.id, randomUUID()]), refused)
  await assert.rejects(
    tell(other.room, other.shopper, { kind: 'text', text: 'look', files: [file] }),
    (thrown: unknown) => thrown instanceof Problem && thrown.kind === 'missing',
  )
  assert.deepEqual(await claim(room.id, shopper.id, [file.id]), [file])
})

test('an upload that failed cannot be shown', async () => {
  const { room, shopper } = await aTalk()
  const id = randomUUID()
  const html = putFile(
    { db, media },
    { room, actor: shopper, id, name: 'a.pdf', source: once(Buffer.from('<html>')), now: new Date() },
  )
  await assert.rejects(html, code('media.unknown_attachment'))
  const claim = { roomId: room.id, authorId: shopper.id, ids: [id], now: new Date() }
  await assert.rejects(claimFiles(db, claim), code('chat.no_such_file'))
  await put(room, shopper, { id })
  assert.equal((await claimFiles(db, claim)).length, 1)
})

test('an id that stands for another’s file, or for one of another room, is refused', async () => {
  const { room, shopper, operator } = await aTalk()
  const other = await aTalk()
  const { id } = await put(room, shopper)
  await assert.rejects(put(room, operator, { id }), code('chat.file_taken'))
  await assert.rejects(put(other.room, other.shopper, { id }), code('chat.file_taken'))
  const theirs = await put(room, operator)
  await assert.rejects(put(other.room, operator, { id: theirs.id }), code('chat.file_taken'))
  await assert.rejects(put(room, shopper, { id, words: 'other' }), code('media.file_id_taken'))
  assert.equal((await put(room, shopper, { id })).id, id)
})

test('before it is said, a file is its author’s and the staff’s; then everybody’s in the room; and in no other room', async () => {
  const room = await aStage(db)
  const [author, somebody, operator] = [aShopper(), aShopper(), anOperator()]
  const other = await aStage(db)
  const file = await put(room, author)
  const who = () => Promise.all([author, somebody, operator].map(actor => mayHave(room, actor, file.id)))
  assert.deepEqual(await who(), [true, false, true])
  await tell(room, author, { kind: 'text', text: '이거요', files: [file] })
  assert.deepEqual(await who(), [true, true, true])
  for (const actor of [author, somebody, operator]) assert.equal(await mayHave(other, actor, file.id), false)
})

test('a file goes with its entry: taken back or hidden, staff alone have it; shown again, everybody', async () => {
  const room = await aStage(db)
  const [author, somebody, operator] = [aShopper(), aShopper(), anOperator()]
  const who = (id: string) => Promise.all([author, somebody, operator].map(actor => mayHave(room, actor, id)))

  const hidden = await put(room, author)
  const { entry } = await tell(room, author, { kind: 'text', text: 'x', files: [hidden] })
  const of = entry?.seq ?? 0
  await tell(room, operator, { kind: 'hide', of })
  assert.deepEqual(await who(hidden.id), [false, false, true])
  await tell(room, operator, { kind: 'show', of })
  assert.deepEqual(await who(hidden.id), [true, true, true])
  await tell(room, author, { kind: 'edit', of, text: '다른 말' })
  assert.deepEqual(await who(hidden.id), [true, true, true])

  const back = await put(room, author)
  const first = await tell(room, author, { kind: 'text', text: 'x', files: [back] })
  await tell(room, author, { kind: 'delete', of: first.entry?.seq ?? 0 })
  assert.deepEqual(await who(back.id), [false, false, true])
})

test('what was never said is forgotten after a day; what was said, is about to be, or waits for staff is not', async () => {
  const { room, shopper } = await aTalk()
  const [unsaid, said, claimed, waiting, refused] = [
    await put(room, shopper, { words: 'unsaid' }),
    await put(room, shopper, { words: 'said' }),
    await put(room, shopper, { words: 'claimed', now: hours(-20) }),
    await put(room, shopper, { words: 'waiting' }),
    await put(room, shopper, { words: 'refused' }),
  ]
  await tell(room, shopper, { kind: 'text', text: '', files: [said] })
  await claimFiles(db, { roomId: room.id, authorId: shopper.id, ids: [claimed.id], now: hours(20) })
  const rows = [
    [waiting, null],
    [refused, new Date()],
  ] as const
  for (const [file, refusedAt] of rows) {
    const body = { kind: 'text' as const, text: '', files: [file] }
    const cid = randomUUID()
    const row = { id: randomUUID(), roomId: room.id, authorId: shopper.id, cid, body, at: new Date(), refusedAt }
    await db.insert(held).values({ ...row, releaseAt: hours(99) })
  }
  const left = async () => {
    const ids = new Set((await db.select({ id: privateFile.id }).from(privateFile)).map(row => row.id))
    const all = { unsaid, said, claimed, waiting, refused }
    return Object.entries(all).flatMap(([name, { id }]) => (ids.has(id) ? [name] : []))
  }
  await sweepFiles({ db }, { now: hours(23) })
  assert.deepEqual(await left(), ['unsaid', 'said', 'claimed', 'waiting', 'refused'])
  await sweepFiles({ db }, { now: hours(25) })
  assert.deepEqual(await left(), ['said', 'claimed', 'waiting'])
  await sweepFiles({ db }, { now: hours(50) })
  assert.deepEqual(await left(), ['said', 'waiting'])
  assert.equal(await mayHave(room, shopper, said.id), true)
  const { rowCount } = await db.execute(sql`select from ${file} where ${file.id} = ${claimed.id}`)
  assert.equal(rowCount, 0)
})

test('which entry shows a file is found by the index, however long the log is', async () => {
  const { room, shopper } = await aTalk()
  await db.execute(sql`
    insert into chat.entry (room_id, seq, at, author_id, author, author_role, cid, body)
    select ${room.id}, n, now(), ${shopper.id}, ${randomUUID()}, 'shopper', 'cid-' || n, '{"kind":"text","text":"x"}'
    from generate_series(1, 20000) n`)
  await db.execute(sql`analyze chat.entry`)
  const explained = await db.execute(sql`
    explain select from chat.entry where room_id = ${room.id}
      and body -> 'files' is not null and (body -> 'files') @> ${JSON.stringify([{ id: randomUUID() }])}::jsonb`)
  assert.match(JSON.stringify(explained.rows), /entry_files/)
})
