import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Bus, openMemoryHub, openNatsBus, openPostgresBus } from '#bus'
import { type Cable, layCable } from '../../test/cable.ts'
import { testDatabase } from '../../test/database.ts'
import { startNatsServer } from '../../test/nats.ts'
import { until } from '../../test/programs.ts'
import { type Conversations, openConversations } from './conversations.ts'
import { aFollow, wholeness } from './fanout-scene.ts'
import { anOperator, aReader, aRoom, aSay, aShopper, aStage, dice, noLog, type Reader, wholeLog } from './fixture.ts'
import type { Room } from './room.ts'

const database = await testDatabase()
const opened = new AsyncDisposableStack()
opened.use(database)
after(() => opened.disposeAsync())
const { db, pool } = database

const isWhole = wholeness(database)

/** An end of the bus of one process, and the way to cut it off. */
interface End {
  bus: Bus
  cut(): void
  mend(): void
}

/** One process of several, as far as conversations go. */
interface Node extends Conversations {
  cut(): void
  mend(): void
}

const engines: Record<string, () => Promise<() => Promise<End>>> = {
  async memory() {
    const hub = openMemoryHub({ log: noLog })
    return async () => {
      const bus = hub.end()
      return { bus, cut: bus.cut, mend: bus.mend }
    }
  },
  async nats() {
    const port = Number(new URL(opened.use(await startNatsServer()).url).port)
    const prefix = randomUUID()
    return () =>
      onCable({ host: '127.0.0.1', port }, ({ port }) =>
        openNatsBus({ url: `nats://127.0.0.1:${port}`, prefix, log: noLog }),
      )
  },
  async postgres() {
    const { host, port, user, password, database: name } = new pg.Client(database.connection)
    const to = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
    const prefix = randomUUID()
    return () =>
      onCable(to, ({ port }) => {
        const connection = { host: '127.0.0.1', port, user, password, database: name }
        return openPostgresBus({ connection, prefix, log: noLog })
      })
  },
}

async function onCable(to: Parameters<typeof layCable>[0], open: (cable: Cable) => Bus): Promise<End> {
  const cable = opened.use(await layCable(to))
  const bus = opened.use(open(cable))
  await until(() => bus.state() === 'up')
  return { bus, cut: cable.cut, mend: cable.mend }
}

function follow({ fanout }: Conversations, room: Room, after = 0): Reader {
  const reader = aReader({ after })
  fanout.join(aFollow(room, reader, { after, role: 'operator' }))
  return reader
}

const lastOf = <T>(list: readonly T[]) => list.at(-1)

for (const [name, open] of Object.entries(engines)) {
  describe(`two processes over ${name}`, async () => {
    const end = await open()
    const scene = async () => {
      const stack = new AsyncDisposableStack()
      const node = async (): Promise<Node> => {
        const { bus, cut, mend } = await end()
        const conversations = stack.use(openConversations({ db, runner: pool, bus, log: noLog }))
        return { ...conversations, cut, mend }
      }
      const nodes = [await node(), await node()] as const
      return { nodes, [Symbol.asyncDispose]: () => stack.disposeAsync() }
    }

    test('whoever follows at either one gets every entry once, in order, whatever is said where', async () => {
      await using here = await scene()
      for (let seed = 1; seed <= 8; seed += 1) {
        const random = dice(seed)
        const rooms = [await aRoom(db), await aStage(db)]
        const readers: { reader: Reader; room: Room; after: number }[] = []
        for (let step = 0; step < 60; step += 1) {
          const node = here.nodes[random() < 0.5 ? 0 : 1]
          const room = rooms[random() < 0.5 ? 0 : 1] as Room
          const dies = random()
          if (dies < 0.7) void node.appender.append(aSay(room))
          else if (dies < 0.85) {
            const after = Math.floor(random() * ((await wholeLog(db, room)).length + 1))
            readers.push({ reader: follow(node, room, after), room, after })
          } else await sleep(random() * 10)
        }
        for (const node of here.nodes) await node.appender.idle()
        for (const { reader, room, after } of readers) await isWhole(reader, room, after)
      }
    })

    test('while one is cut off both go on, and both have everything when it is back, or soon without', async () => {
      await using here = await scene()
      const [one, two] = here.nodes
      const room = await aRoom(db)
      const readers = [follow(one, room), follow(two, room)]
      await one.appender.append(aSay(room))
      for (const reader of readers) await isWhole(reader, room)
      one.cut()
      await until(() => one.bus.state() === 'away')
      await one.appender.append(aSay(room))
      await two.appender.append(aSay(room))
      // Who knows that it is cut off looks by itself; the other one hears of it when that is over.
      await isWhole(readers[0] as Reader, room)
      one.mend()
      for (const reader of readers) await isWhole(reader, room)
      await two.appender.append(aSay(room))
      for (const reader of readers) await isWhole(reader, room)
    })

    test('who is here is counted over both, and who only looks in at one is seen at the other', async () => {
      await using here = await scene()
      const [one, two] = here.nodes
      const [stage, inquiry] = [await aStage(db), await aRoom(db)]
      const desk = follow(two, inquiry)
      const enter = (node: Node, page: string, person: string) =>
        node.presence.enterRoom({ roomId: stage.id, kind: 'stage', page, person })
      enter(one, '1', 'mina')
      enter(one, '2', 'mina')
      enter(one, '3', 'jun')
      enter(two, '1', 'sora')
      one.presence.enterDesk({ page: '9', staffId: randomUUID(), name: 'Hana' })
      one.presence.enterRoom({ roomId: inquiry.id, kind: 'inquiry', page: '1', person: 'mina' })
      one.presence.type({ roomId: inquiry.id, role: 'shopper' })
      one.presence.watch({ roomId: inquiry.id, page: '1', watching: { second: 12, playing: true } })
      await until(() => here.nodes.every(node => node.presence.now(stage.id).viewers === 3))
      const seen = () => lastOf(desk.messages.flatMap(each => (each.t === 'now' ? [each] : [])))
      await until(() => seen()?.watching?.second === 12)
      const { shopperHere, typing } = seen() ?? {}
      assert.deepEqual([shopperHere, typing, two.presence.staffHere()], [true, ['shopper'], ['Hana']])
    })

    test('a process that comes later learns who is where, and one that ends properly takes its people along', async () => {
      await using here = await scene()
      const [one] = here.nodes
      const rooms = await Promise.all(Array.from({ length: 70 }, () => aRoom(db)))
      for (const { id: roomId } of rooms) {
        one.presence.enterRoom({ roomId, kind: 'inquiry', page: '1', person: 'mina' })
      }
      const { bus } = await end()
      await using late = openConversations({ db, runner: pool, bus, log: noLog })
      await until(() => rooms.every(({ id }) => late.presence.now(id).shopperHere))
      one.presence[Symbol.dispose]()
      await until(() => rooms.every(({ id }) => !late.presence.now(id).shopperHere))
    })

    test('receipts, what waits for staff, the desk and a recheck cross over', async () => {
      await using here = await scene()
      const [one, two] = here.nodes
      const [inquiry, stage] = [await aRoom(db), await aStage(db)]
      const [desk, crowd, board] = [follow(two, inquiry), follow(two, stage), aReader()]
      const rechecked: (string | null)[] = []
      two.onRecheck(person => rechecked.push(person))
      two.board.join(board)
      await until(() => board.messages.some(({ t }) => t === 'inquiries'))
      await one.appender.append(aSay(inquiry))
      await until(() =>
        board.messages.some(each => each.t === 'inquiries' && each.inquiries.some(({ room }) => room === inquiry.id)),
      )
      const shopper = { id: inquiry.shopperId, role: 'shopper' as const, name: null }
      one.receipts.mark({ roomId: inquiry.id, actor: shopper, delivered: 1, read: 1 })
      const receipts = () => desk.messages.flatMap(each => (each.t === 'receipt' ? each.receipts : []))
      await until(() => receipts().some(({ role, read }) => role === 'shopper' && read === 1))
      const words = { room: stage, actor: aShopper(), cid: randomUUID(), body: { kind: 'text' as const, text: '저요' } }
      const now = new Date()
      await one.crowd.held.hold({ ...words, now }, { releaseAt: new Date(now.getTime() + 60_000) })
      await until(() => crowd.messages.some(each => each.t === 'held' && each.held.length === 1))
      const { id: person } = anOperator()
      one.recheckElsewhere(person)
      await until(() => rechecked.includes(person))
    })
  })
}
