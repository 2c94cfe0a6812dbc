import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { OpenDatabase } from '#database'
import { until } from '../../test/programs.ts'
import { type Appended, openAppender } from './append.ts'
import { type Fanout, type Follow, type Outlet, openFanout } from './fanout.ts'
import { aReader, aSay, noLog, type Reader, wholeLog } from './fixture.ts'
import { entriesAfter } from './log.ts'
import type { Room } from './room.ts'

/** For tests: somebody who follows a room from the start, unless `changes` say something else. */
export function aFollow(room: Pick<Room, 'id'>, outlet: Outlet, changes: Partial<Follow> = {}): Follow {
  const { after = 0 } = changes
  const who = { author: randomUUID(), role: 'shopper' as const, authorisedSeq: after, onDropped() {} }
  return { roomId: room.id, outlet, after, ...who, ...changes }
}

/** For tests: a reader who follows a room. */
export function join(fanout: Fanout, room: Pick<Room, 'id'>, after = 0): Reader {
  const reader = aReader({ after })
  fanout.join(aFollow(room, reader, { after }))
  return reader
}

/**
 * For tests: opens the check that a reader has the log to its end, as the database has it, that it has nothing else,
 * and that it was sent nothing twice.
 */
export function wholeness({ db }: Pick<OpenDatabase, 'db'>) {
  return async (reader: Reader, room: Pick<Room, 'id'>, after = 0): Promise<void> => {
    const log = (await wholeLog(db, room)).slice(after)
    await until(() => reader.log(room.id).length >= log.length)
    assert.deepEqual(reader.log(room.id), log)
    const sent = reader.messages.flatMap(each => (each.t === 'log' && each.room === room.id ? each.entries : []))
    assert.deepEqual(sent, log)
  }
}

/** For tests: a fan-out over the database, the way into its log, and one that this process hears nothing of. */
export function fanoutScene({ db, pool }: OpenDatabase) {
  const house = { reads: 0, away: false, beforeRead: async () => {} }
  const fanout = openFanout(
    async page => {
      const { away } = house
      house.reads += 1
      await house.beforeRead()
      if (away) throw new Error('the database is away')
      return entriesAfter(db, page)
    },
    { log: noLog },
  )
  const told = (batch: Appended[]) => fanout.committed(batch)
  const { append } = openAppender(pool, { onCommitted: told, onUncertain() {}, log: noLog })
  const elsewhere = openAppender(pool, { onCommitted() {}, onUncertain() {}, log: noLog })
  const sayAll = (room: Room, texts: readonly (number | string)[], via = append) =>
    Promise.all(texts.map(text => via(aSay(room, { text: `${text}` }))))
  return { fanout, append, elsewhere, sayAll, house }
}
