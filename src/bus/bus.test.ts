import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openLog } from '#edge'
import { layCable } from '../../test/cable.ts'
import { testDatabase } from '../../test/database.ts'
import { startNatsServer } from '../../test/nats.ts'
import { until } from '../../test/programs.ts'
import type { Bus, Heard } from './bus.ts'
import { openMemoryHub } from './memory.ts'
import { openNatsBus } from './nats.ts'
import { openPostgresBus } from './postgres.ts'

const log = openLog('silent')
const opened = new AsyncDisposableStack()
after(() => opened.disposeAsync())

/** An end of a bus whose way to the engine can be cut. */
interface End extends AsyncDisposable {
  bus: Bus
  cut(): void
  mend(): void
}

interface Engine {
  /** What it makes of news. */
  carries: Heard['kind']
  end(prefix: string): Promise<End>
}

const hubs = new Map<string, ReturnType<typeof openMemoryHub>>()
const engines: Record<string, () => Promise<Engine>> = {
  memory: async () => ({
    carries: 'whole',
    async end(prefix) {
      const hub = hubs.get(prefix) ?? openMemoryHub({ log })
      hubs.set(prefix, hub)
      const bus = hub.end()
      return { bus, cut: bus.cut, mend: bus.mend, [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose]() }
    },
  }),
  async nats() {
    const { url } = opened.use(await startNatsServer())
    const port = Number(new URL(url).port)
    return {
      carries: 'whole',
      end: prefix =>
        onCable({ host: '127.0.0.1', port }, port => openNatsBus({ url: `nats://127.0.0.1:${port}`, prefix, log })),
    }
  },
  async postgres() {
    const { pool, connection } = opened.use(await testDatabase())
    const { host, port, user, password, database } = new pg.Client(connection)
    await pool.query('select')
    const to = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
    return {
      carries: 'brief',
      end: prefix =>
        onCable(to, port =>
          openPostgresBus({ connection: { host: '127.0.0.1', port, user, password, database }, prefix, log }),
        ),
    }
  },
}

async function onCable(to: Parameters<typeof layCable>[0], open: (port: number) => Bus): Promise<End> {
  const cable = await layCable(to)
  const bus = open(cable.port)
  await until(() => bus.state() === 'up')
  return {
    bus,
    cut: cable.cut,
    mend: cable.mend,
    async [Symbol.asyncDispose]() {
      await bus[Symbol.asyncDispose]()
      await cable[Symbol.asyncDispose]()
    },
  }
}

function ear(bus: Bus, subject: string): { heard: Heard[]; backs: number; numbers(): unknown[] } {
  const heard: Heard[] = []
  const one = { heard, backs: 0, numbers: () => heard.map(each => (each.kind === 'whole' ? each.data : each.brief)) }
  bus.subscribe(subject, each => heard.push(each))
  bus.onBack(() => {
    one.backs += 1
  })
  return one
}

/** Waits until every end hears every other: one that still takes itself to be alone tells nothing. */
async function haveMet(ends: readonly End[]): Promise<void> {
  const heard = new Set<string>()
  const leave = ends.map(({ bus }, to) =>
    bus.subscribe('met', each => heard.add(`${each.kind === 'whole' ? each.data : each.brief} ${to}`)),
  )
  await until(() => {
    for (const [from, { bus }] of ends.entries()) bus.publish({ subject: 'met', data: from, brief: from })
    return heard.size === ends.length * (ends.length - 1)
  })
  for (const each of leave) each()
}

const number = (n: number) => ({ subject: 'numbers', data: n, brief: n })

for (const [name, open] of Object.entries(engines)) {
  describe(`over ${name}`, async () => {
    const engine = await open()
    const scene = async (count: number) => {
      const stack = new AsyncDisposableStack()
      const prefix = randomUUID()
      const ends: End[] = []
      for (let n = 0; n < count; n += 1) ends.push(stack.use(await engine.end(prefix)))
      await haveMet(ends)
      return { ends, prefix, [Symbol.asyncDispose]: () => stack.disposeAsync() }
    }

    test('all others hear what one publishes, and the one does not', async () => {
      await using here = await scene(3)
      const ears = here.ends.map(({ bus }) => ear(bus, 'chat.log'))
      here.ends[0]?.bus.publish({ subject: 'chat.log', data: { words: '얼마예요?' }, brief: { room: 'r', last: 7 } })
      const expected =
        engine.carries === 'whole'
          ? { kind: 'whole', data: { words: '얼마예요?' } }
          : { kind: 'brief', brief: { room: 'r', last: 7 } }
      await until(() => ears[1]?.heard.length === 1 && ears[2]?.heard.length === 1)
      assert.deepEqual(
        ears.map(each => each.heard),
        [[], [expected], [expected]],
      )
    })

    test('the news of one process arrive in their order, each once', async () => {
      await using here = await scene(2)
      const [from, to] = here.ends as [End, End]
      const { heard, numbers } = ear(to.bus, 'numbers')
      for (let n = 0; n < 2000; n += 1) {
        from.bus.publish(number(n))
        if (n % 100 === 0) await sleep(1)
      }
      await until(() => heard.length === 2000)
      assert.deepEqual(
        numbers(),
        Array.from({ length: 2000 }, (_, n) => n),
      )
    })

    test('another subject, and another shop on the same engine, are not heard', async () => {
      await using here = await scene(2)
      await using other = await scene(1)
      const [from, to] = here.ends as [End, End]
      const [elsewhere, wrong, right] = [
        ear((other.ends[0] as End).bus, 'numbers'),
        ear(to.bus, 'number'),
        ear(to.bus, 'numbers'),
      ]
      from.bus.publish(number(1))
      await until(() => right.heard.length === 1)
      await sleep(50)
      assert.deepEqual([elsewhere.heard, wrong.heard], [[], []])
    })

    test('who has unsubscribed hears nothing more; a listener that throws keeps no other from hearing', async () => {
      await using here = await scene(2)
      const [from, to] = here.ends as [End, End]
      const gone: Heard[] = []
      to.bus.subscribe('numbers', heard => gone.push(heard))()
      to.bus.subscribe('numbers', () => {
        throw new Error('broken')
      })
      const { heard } = ear(to.bus, 'numbers')
      from.bus.publish(number(1))
      from.bus.publish(number(2))
      await until(() => heard.length === 2)
      assert.deepEqual(gone, [])
    })

    test('while it is away publishing does nothing, and when it is back both sides hear so and are joined again', async () => {
      await using here = await scene(2)
      const [cut, whole] = here.ends as [End, End]
      const ears = [ear(cut.bus, 'numbers'), ear(whole.bus, 'numbers')] as const
      cut.bus.publish(number(0))
      await until(() => ears[1].heard.length === 1)
      await sleep(50)
      for (const each of ears) [each.backs, each.heard.length] = [0, 0]
      cut.cut()
      await until(() => cut.bus.state() === 'away')
      assert.equal(whole.bus.state(), 'up')
      cut.bus.publish(number(1))
      whole.bus.publish(number(2))
      await sleep(100)
      cut.mend()
      await until(() => cut.bus.state() === 'up' && ears[0].backs === 1 && ears[1].backs === 1)
      cut.bus.publish(number(3))
      whole.bus.publish(number(4))
      await until(() => ears[0].heard.length > 0 && ears[1].heard.length > 0)
      assert.deepEqual([ears[0].numbers(), ears[1].numbers()], [[4], [3]])
    })

    test('who publishes and ends is still heard', async () => {
      await using here = await scene(1)
      const leaving = await engine.end(here.prefix)
      const { heard } = ear((here.ends[0] as End).bus, 'numbers')
      leaving.bus.publish(number(1))
      await leaving[Symbol.asyncDispose]()
      await until(() => heard.length === 1)
    })
  })
}

test('NATS that is not there at the start is waited for without keeping anybody waiting', async () => {
  await using server = await startNatsServer()
  await server.kill()
  await using bus = openNatsBus({ url: server.url, prefix: 'p', log })
  await using other = openNatsBus({ url: server.url, prefix: 'p', log })
  const { heard } = ear(bus, 'numbers')
  other.publish(number(1))
  assert.equal(bus.state(), 'away')
  await server.start()
  await until(() => bus.state() === 'up' && other.state() === 'up')
  other.publish(number(2))
  await until(() => heard.length === 1)
})

test('NATS that is killed is away, and back when it is started again', async () => {
  await using server = await startNatsServer()
  await using bus = openNatsBus({ url: server.url, prefix: 'p', log })
  await until(() => bus.state() === 'up')
  const here = ear(bus, 'numbers')
  await server.kill()
  await until(() => bus.state() === 'away')
  for (let n = 0; n < 1000; n += 1) bus.publish(number(n))
  await server.start()
  await until(() => here.backs === 1 && bus.state() === 'up')
})

test('news too large for NATS goes out briefly', async () => {
  await using server = await startNatsServer()
  await using from = openNatsBus({ url: server.url, prefix: 'p', log })
  await using to = openNatsBus({ url: server.url, prefix: 'p', log })
  await until(() => from.state() === 'up' && to.state() === 'up')
  const { heard } = ear(to, 'big')
  from.publish({ subject: 'big', data: '물'.repeat(500_000), brief: 'look it up' })
  from.publish({ subject: 'big', data: '물'.repeat(200_000), brief: 'look it up' })
  await until(() => heard.length === 2)
  assert.deepEqual(
    heard.map(({ kind }) => kind),
    ['brief', 'whole'],
  )
})

test('a user and password in the address of NATS are used', async () => {
  await using server = await startNatsServer({ user: 'doumi', password: 'p@ss' })
  await using wrong = openNatsBus({ url: server.url.replace('p%40ss', 'no'), prefix: 'p', log })
  await using right = openNatsBus({ url: server.url, prefix: 'p', log })
  await until(() => right.state() === 'up')
  assert.equal(wrong.state(), 'away')
})

test('who is alone on PostgreSQL tells nobody, and whoever comes then is told to look for what was missed', async () => {
  await using database = await testDatabase()
  const { connection, pool } = database
  const payloads: string[] = []
  const listener = await pool.connect()
  listener.on('notification', ({ payload }) => void payloads.push(payload ?? ''))
  await listener.query('listen doumi_bus')
  await using one = openPostgresBus({ connection, prefix: 'p', log })
  await until(() => one.state() === 'up')
  one.publish(number(1))
  await sleep(100)
  assert.deepEqual(
    payloads.filter(payload => payload.includes('numbers')),
    [],
  )
  await using two = openPostgresBus({ connection, prefix: 'p', log })
  const here = ear(two, 'numbers')
  await until(() => here.backs === 1)
  one.publish(number(2))
  await until(() => here.heard.length === 1)
  listener.release(true)
})
