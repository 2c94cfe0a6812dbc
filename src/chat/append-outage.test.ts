import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrateTo, startServer, useDatabase } from '#database'
import { Problem } from '#edge'
import { quiet, testDatabase } from '../../test/database.ts'
import { temporaryFolder } from '../../test/folder.ts'
import { openAppender, type Runner, type Say } from './append.ts'
import { openConversations } from './conversations.ts'
import { aFollow } from './fanout-scene.ts'
import { aReader, aRoom, aSay, noLog, wholeLog, wordsOf } from './fixture.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db, pool } = database

const isAway = (thrown: unknown) => thrown instanceof Problem && thrown.kind === 'unavailable' && thrown.again

test('a database killed in the middle refuses as unavailable, has all that was acknowledged, and repeating keeps each once', async () => {
  await using place = await temporaryFolder()
  const log = { ...quiet, error() {} }
  await using server = await startServer({ folder: place.folder, log })
  await migrateTo(server.connection, { log })
  await using killed = await useDatabase(server.connection, { log })
  const { append } = openAppender(killed.pool, { onCommitted() {}, onUncertain() {}, log: noLog })
  const rooms = [await aRoom(killed.db), await aRoom(killed.db)]
  const says = Array.from({ length: 3000 }, (_, n) => aSay(rooms[n % 2]!, { text: `${n}` }))
  const kept = new Set<string>()
  const attempts = says.map(async (say, n) => {
    await sleep(n / 10)
    await append(say)
    kept.add(say.cid)
  })
  const outcomes = Promise.allSettled(attempts)
  while (kept.size < 300) await sleep(1)
  process.kill(server.pid(), 'SIGKILL')
  const refusals = (await outcomes).filter(outcome => outcome.status === 'rejected')
  assert.ok(refusals.length > 0, 'none was under way')
  for (const { reason } of refusals) assert.ok(isAway(reason), String(reason))

  const end = Date.now() + 30_000
  const insist = async (say: Say): Promise<unknown> => {
    try {
      return await append(say)
    } catch (thrown) {
      assert.ok(isAway(thrown) && Date.now() < end, String(thrown))
      await sleep(100)
      return insist(say)
    }
  }
  await insist(says[0]!)
  const survived = await Promise.all(rooms.map(room => wholeLog(killed.db, room)))
  assert.deepEqual(
    [...kept].filter(cid => !survived.flat().some(entry => entry.cid === cid)),
    [],
  )
  await Promise.all(says.map(insist))
  const logs = await Promise.all(rooms.map(room => wholeLog(killed.db, room)))
  for (const log of logs)
    assert.deepEqual(
      log.map(entry => entry.seq),
      log.map((_, i) => i + 1),
    )
  assert.deepEqual(new Set(logs.flat().map(entry => entry.cid)), new Set(says.map(say => say.cid)))
  assert.equal(logs.flat().length, 3000)
})

/** The database does its work, and the connection is cut before it can say so. */
function losingAnswers(lost: () => boolean): Runner {
  return {
    connect: () => pool.connect(),
    async query(statement) {
      const answer = await pool.query(statement)
      if (lost()) throw new Error('Connection terminated unexpectedly')
      return answer
    },
  }
}

test('an entry whose answer was lost reaches those who follow, though its author never asks again', async () => {
  let losing = false
  const { appender, fanout } = openConversations({ db, runner: losingAnswers(() => losing), log: noLog })
  const room = await aRoom(db)
  const reader = aReader()
  fanout.join(aFollow(room, reader))
  await appender.append(aSay(room, { text: '하나' }))
  await until(() => reader.log(room.id).length === 1)
  losing = true
  await assert.rejects(appender.append(aSay(room, { text: '둘' })), isAway)
  await until(() => reader.log(room.id).length === 2)
  assert.deepEqual(wordsOf(reader.log(room.id)), ['하나', '둘'])
})

test('an entry whose answer was lost, said again, is one entry that everybody has', async () => {
  let losing = true
  const told: number[] = []
  const runner = losingAnswers(() => losing)
  const { append } = openAppender(runner, {
    onCommitted: batch => told.push(...batch.map(({ entry }) => entry.seq)),
    onUncertain() {},
    log: noLog,
  })
  const room = await aRoom(db)
  const say = aSay(room)
  await assert.rejects(append(say), isAway)
  assert.deepEqual(told, [])
  losing = false
  const again = await append(say)
  assert.deepEqual([again.entry.seq, again.fresh], [1, false])
  assert.deepEqual(told, [1])
  assert.equal((await wholeLog(db, room)).length, 1)
})

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 5000
  while (!condition()) {
    assert.ok(Date.now() < end, `still not so: ${condition}`)
    await sleep(5)
  }
}
