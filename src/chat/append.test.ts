import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { useDatabase } from '#database'
import { Problem } from '#edge'
import { quiet, testDatabase } from '../../test/database.ts'
import { type Appended, type AppenderEars, openAppender, type Runner, type Say, type Within } from './append.ts'
import { anOperator, aRoom, aSay, dice, foldOf, noLog, wholeLog, wordsOf } from './fixture.ts'
import type { LogEntry } from './protocol.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db, pool, connection } = database

const deaf: AppenderEars = { onCommitted() {}, onUncertain() {} }
const anAppender = (ears: Partial<AppenderEars> = {}, runner: Runner = pool) =>
  openAppender(runner, { ...deaf, ...ears, log: noLog })
const refused = (code: string) => (thrown: unknown) => thrown instanceof Problem && thrown.code === code
const seqs = (entries: readonly LogEntry[]) => entries.map(entry => entry.seq)
const upTo = (length: number) => Array.from({ length }, (_, i) => i + 1)

test('256 callers at once over several rooms leave no gap and no double in any of them', async () => {
  const { append } = anAppender()
  const rooms = await Promise.all(upTo(5).map(() => aRoom(db)))
  const told = await Promise.all(
    upTo(256).map(async n => {
      const said: Appended[] = []
      for (let turn = 0; turn < 4; turn += 1) said.push(await append(aSay(rooms[(n + turn) % 5]!, { text: `${n}` })))
      return said
    }),
  )
  for (const room of rooms) {
    const log = await wholeLog(db, room)
    const told256 = told.flat().filter(({ roomId }) => roomId === room.id)
    assert.deepEqual(seqs(log), upTo(told256.length))
    assert.deepEqual(
      told256.map(({ entry }) => entry).sort((a, b) => a.seq - b.seq),
      log,
    )
    assert.equal((await foldOf(database, room)).lastSeq, told256.length)
  }
})

test('callers who wait together share a transaction, and each room keeps the order in which it was spoken to', async () => {
  let statements = 0
  const counting: Runner = {
    connect: () => pool.connect(),
    query: statement => {
      statements += 1
      return pool.query(statement)
    },
  }
  const { append } = anAppender({}, counting)
  const rooms = [await aRoom(db), await aRoom(db)]
  await Promise.all(upTo(600).map(n => append(aSay(rooms[n % 2]!, { text: `${n}` }))))
  assert.equal(statements, 2)
  for (const [i, room] of rooms.entries())
    assert.deepEqual(
      wordsOf(await wholeLog(db, room)),
      upTo(600)
        .filter(n => n % 2 === i)
        .map(String),
    )
})

test('the same cid again is the same entry, and not a fresh one', async () => {
  const { append } = anAppender()
  const room = await aRoom(db)
  const say = aSay(room)
  const first = await append(say)
  await append(aSay(room, { text: '그리고' }))
  const again = await append({ ...say, at: new Date(Date.now() + 5000) })
  assert.deepEqual([first.fresh, again.fresh], [true, false])
  assert.deepEqual(again.entry, first.entry)
  assert.equal((await wholeLog(db, room)).length, 2)
})

test('the same cid twice in one batch is one entry, whether it is new or known', async () => {
  const { append } = anAppender()
  const room = await aRoom(db)
  const say = aSay(room)
  for (const fresh of [
    [true, false, false],
    [false, false, false],
  ]) {
    const three = await Promise.all([append(say), append(say), append({ ...say, at: new Date(0) })])
    assert.deepEqual(
      three.map(each => each.fresh),
      fresh,
    )
    for (const { entry } of three) assert.deepEqual(entry, three[0]!.entry)
  }
  assert.equal((await wholeLog(db, room)).length, 1)
})

test('the same cid is another entry in another room and from another person', async () => {
  const { append } = anAppender()
  const [one, two] = [await aRoom(db), await aRoom(db)]
  const cid = randomUUID()
  const jun = anOperator()
  const said = await Promise.all([
    append(aSay(one, { cid })),
    append(aSay(two, { cid })),
    append(aSay(one, { cid, authorId: jun.id, role: 'operator', name: jun.name })),
  ])
  assert.deepEqual(
    said.map(({ fresh, entry }) => [fresh, entry.seq]),
    [
      [true, 1],
      [true, 1],
      [true, 2],
    ],
  )
})

test('the same cid with other words is refused, at once or later, and changes nothing', async () => {
  const { append } = anAppender()
  const room = await aRoom(db)
  const say = aSay(room, { text: '파란색 있어요?' })
  const other: Say = { ...say, body: { kind: 'text', text: '빨간색 있어요?' } }
  const [kept, clash] = await Promise.allSettled([append(say), append(other)])
  assert.equal(kept.status, 'fulfilled')
  assert.ok(clash.status === 'rejected' && refused('chat.cid_taken')(clash.reason))
  const fold = await foldOf(database, room)
  await assert.rejects(append(other), refused('chat.cid_taken'))
  assert.deepEqual(wordsOf(await wholeLog(db, room)), ['파란색 있어요?'])
  assert.deepEqual(await foldOf(database, room), fold)
})

test('an entry that the database refuses fails alone, and its neighbours are kept in their order', async () => {
  const { append } = anAppender()
  const room = await aRoom(db)
  const bad: Record<number, { say: Say; code: string }> = {
    3: { say: aSay({ ...room, id: randomUUID() }), code: 'chat.no_such_room' },
    7: { say: aSay(room, { text: 'a\0b' }), code: 'invalid' },
    8: { say: aSay({ ...room, id: 'no id' }), code: 'invalid' },
    20: { say: aSay(room, { text: '\ud83d' }), code: 'invalid' },
    31: { say: aSay(room, { authorId: 'nobody' }), code: 'invalid' },
  }
  const outcomes = await Promise.allSettled(upTo(40).map(n => append(bad[n]?.say ?? aSay(room, { text: `${n}` }))))
  for (const [i, outcome] of outcomes.entries()) {
    const code = bad[i + 1]?.code
    if (code === undefined) assert.equal(outcome.status, 'fulfilled', `entry ${i + 1}`)
    else assert.ok(outcome.status === 'rejected' && refused(code)(outcome.reason), `entry ${i + 1}`)
  }
  const good = upTo(40).filter(n => bad[n] === undefined)
  const log = await wholeLog(db, room)
  assert.deepEqual(wordsOf(log), good.map(String))
  assert.deepEqual(seqs(log), upTo(good.length))
})

test('nothing is answered or told before it is committed', async () => {
  const told: string[] = []
  const { append } = anAppender({ onCommitted: batch => told.push(...batch.map(({ entry }) => entry.cid)) })
  const room = await aRoom(db)
  const say = aSay(room)
  const other = new pg.Client(connection)
  await other.connect()
  await other.query('begin')
  await other.query('select from chat.room where id = $1 for update', [room.id])
  let answered = false
  const answer = append(say).then(() => {
    answered = true
  })
  await sleep(150)
  assert.deepEqual([answered, told], [false, []])
  await other.query('commit')
  await answer
  const { rows } = await other.query('select seq from chat.entry where room_id = $1', [room.id])
  assert.deepEqual(rows, [{ seq: 1 }])
  assert.deepEqual(told, [say.cid])
  await other.end()
})

test('listeners hear of a batch before its callers, in the order of seq, and of repeated words too', async () => {
  const heard: string[] = []
  const { append } = anAppender({
    onCommitted: batch => heard.push(batch.map(({ entry, fresh }) => `${entry.seq}${fresh ? '' : ' again'}`).join()),
  })
  const room = await aRoom(db)
  const say = aSay(room)
  await append(say).then(() => heard.push('answered'))
  await Promise.all([append(aSay(room)), append(say), append(aSay(room))])
  assert.deepEqual(heard, ['1', 'answered', '1 again,2,3'])
})

test('a listener that fails takes neither the answer from its caller nor the voice from the next', async () => {
  const { append } = anAppender({
    onCommitted() {
      throw new Error('deaf')
    },
  })
  const room = await aRoom(db)
  assert.equal((await append(aSay(room))).entry.seq, 1)
  assert.equal((await append(aSay(room))).entry.seq, 2)
})

test('two processes on the same rooms leave no gap and no double, wait in no circle, and keep a cid once', async () => {
  // Their planners choose differently, and so would the order in which they lock.
  const options = '-c enable_hashjoin=off -c enable_seqscan=off'
  await using others = await useDatabase({ ...connection, options }, { log: quiet })
  const failures: unknown[] = []
  const watched = (over: pg.Pool): Runner => ({
    connect: () => over.connect(),
    query: statement =>
      over.query(statement).catch((thrown: unknown) => {
        failures.push(thrown)
        throw thrown
      }),
  })
  const processes = [anAppender({}, watched(pool)), anAppender({}, watched(others.pool))]
  const rooms = await Promise.all(upTo(12).map(() => aRoom(db)))
  const random = dice(1)
  const shared: Say[] = []
  const said = await Promise.all(
    processes.map(async ({ append }) => {
      const all: Appended[] = []
      for (let round = 0; round < 25; round += 1) {
        const says = upTo(20).map(n => aSay(rooms[Math.floor(random() * 12)]!, { text: `${round} ${n}` }))
        shared.push(says[0]!)
        const repeated = [shared.at(-1)!, shared.at(-2) ?? says[1]!, shared[Math.floor(random() * shared.length)]!]
        all.push(...(await Promise.all([...says, ...repeated].map(append))))
      }
      return all
    }),
  )
  const once = new Map(said.flat().map(({ entry }) => [entry.cid, entry]))
  assert.equal(once.size, 1000)
  assert.equal(said.flat().filter(({ fresh }) => fresh).length, 1000)
  for (const room of rooms) {
    const log = await wholeLog(db, room)
    assert.deepEqual(seqs(log), upTo(log.length))
    for (const entry of log) assert.deepEqual(once.get(entry.cid), entry)
  }
  assert.deepEqual(
    failures.filter(thrown => !(thrown instanceof pg.DatabaseError && thrown.code === '23505')),
    [],
  )
})

test('the same words that two processes take at the same moment are one entry, and both hear so', async () => {
  await using other = await useDatabase(connection, { log: quiet })
  const [one, two] = [anAppender(), anAppender({}, other.pool)]
  const room = await aRoom(db)
  for (let turn = 1; turn <= 40; turn += 1) {
    const say = aSay(room)
    const both = await Promise.all([one.append(say), two.append(say)])
    assert.deepEqual(both[0].entry, both[1].entry)
    assert.equal(both[0].entry.seq, turn)
    assert.equal(both.filter(({ fresh }) => fresh).length, 1)
  }
})

test('the beginning of a long text that the desk lists never ends in half a character', async () => {
  const { append } = anAppender()
  const room = await aRoom(db)
  await append(aSay(room, { text: `${'가'.repeat(199)}🏕️ 텐트` }))
  assert.equal((await foldOf(database, room)).lastLine, '가'.repeat(199))
})

interface Fold {
  lastSeq: number
  lastAt: Date | null
  lastLine: string | null
  state: string
  waitingSince: Date | null
}

/** What one more entry makes of a conversation, by the words of the schema. */
function next(fold: Fold, { role, body, at }: Say): Fold {
  const lastAt = fold.lastAt === null || at > fold.lastAt ? at : fold.lastAt
  const moved = { ...fold, lastSeq: fold.lastSeq + 1, lastAt }
  if (body.kind === 'state') {
    return { ...moved, state: body.state, waitingSince: body.state === 'resolved' ? null : fold.waitingSince }
  }
  const lastLine = body.kind === 'text' ? body.text : ''
  if (role === 'operator') return { ...moved, lastLine, waitingSince: null }
  return { ...moved, lastLine, state: 'open', waitingSince: fold.waitingSince ?? at }
}

test('state, wait and last line are the fold of the entries, however they fall into batches', async () => {
  const { append } = anAppender()
  const jun = anOperator()
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = dice(seed)
    const pick = <One>(...all: One[]) => all[Math.floor(random() * all.length)]!
    const room = await aRoom(db)
    let fold: Fold = { lastSeq: 0, lastAt: null, lastLine: null, state: 'open', waitingSince: null }
    while (fold.lastSeq < 24) {
      const batch = upTo(1 + Math.floor(random() * 8)).map(() => {
        // Clocks of several processes differ, so that a later entry may say an earlier time.
        const at = new Date(Date.UTC(2026, 10, 20) + Math.floor(random() * 600_000))
        const text = `${Math.floor(random() * 1e6)}`
        if (random() < 0.5) return aSay(room, { at, text })
        const body = pick<Say['body']>(
          { kind: 'text', text },
          { kind: 'card', productId: randomUUID() },
          { kind: 'state', state: 'resolved' },
          { kind: 'state', state: 'open' },
        )
        return aSay(room, { at, authorId: jun.id, role: 'operator', name: jun.name, body })
      })
      // Repeated words change nothing.
      const repeated = pick([], [pick(...batch)])
      await Promise.all([...batch, ...repeated].map(append))
      fold = batch.reduce(next, fold)
    }
    assert.deepEqual(await foldOf(database, room), fold, `seed ${seed}`)
  }
})

test('work that belongs to an entry is done with it, once, or not at all', async () => {
  const { append } = anAppender()
  const room = await aRoom(db)
  let done = 0
  const within: Within = async tx => {
    done += 1
    await tx.execute(sql`update chat.room set subject = coalesce(subject, '') || '*' where id = ${room.id}`)
    return { kind: 'text', text: '했어요' }
  }
  const say = aSay(room, { within })
  const both = await Promise.all([append(say), append(aSay(room, { text: '옆' })), append(say)])
  assert.deepEqual([both[0]?.entry.seq, both[2]?.entry.seq, done], [1, 1, 1])
  const fails: Within = async tx => {
    await within(tx)
    throw new Problem('conflict', 'chat.gone')
  }
  await assert.rejects(append(aSay(room, { within: fails })), { code: 'chat.gone' })
  const { rows } = await pool.query('select subject from chat.room where id = $1', [room.id])
  assert.equal(rows[0].subject, '*')
  assert.deepEqual(wordsOf(await wholeLog(db, room)), ['했어요', '옆'])
  assert.equal((await append(aSay(room))).entry.seq, 3)
})
