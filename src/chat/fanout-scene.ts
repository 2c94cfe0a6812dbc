import type { OpenDatabase } from '#database'
import { type Appended, openAppender } from './append.ts'
import { openFanout } from './fanout.ts'
import { aSay, noLog } from './fixture.ts'
import { entriesAfter, type Room } from './room.ts'

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
