import type { Pool } from 'pg'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Bus } from '#bus'
import type { Chat, ChatOptions } from '#chat'
import { limitHit } from '#edge'

/** What is counted in this process, for Prometheus; see `openMetrics`. */
export interface Metrics extends Required<Pick<ChatOptions, 'onFlush' | 'onWritten'>>, Disposable {
  /** From here on it also tells of these. */
  watch(parts: { chat: Chat; bus: Bus; pool: Pool }): void
  read(): Promise<{ type: string; text: string }>
}

/** Seconds; a flush of a small room takes less than a thousandth. */
const cpuBuckets = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25]
const lagBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/**
 * Opens the counting: the process and its event loop, limits that were met, and the chat server's work. What others count
 * already is read from them when somebody asks.
 */
export function openMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const written = counter('doumi_entries_written_total', 'Entries that this process wrote into the log.')
  const hits = new Counter({
    name: 'doumi_limit_hits_total',
    help: 'Times that a limit refused somebody, by the name of the limit.',
    labelNames: ['limit'],
    registers,
  })
  const flushCpu = histogram('doumi_flush_cpu_seconds', 'Processor time of one flush of a room.', cpuBuckets)
  const flushLag = histogram(
    'doumi_flush_lag_seconds',
    'How long the oldest entry of a flush had waited when the last follower was sent it.',
    lagBuckets,
  )
  const onHit = (name: unknown) => hits.inc({ limit: String(name) })
  limitHit.subscribe(onHit)

  function counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers })
  }

  function histogram(name: string, help: string, buckets: number[]): Histogram {
    return new Histogram({ name, help, buckets, registers })
  }

  /** What is counted elsewhere since the start of this process. */
  function countedBy(name: string, help: string, count: () => number): void {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(count())
      },
    })
  }

  function gauge(name: string, help: string, now: () => number): void {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(now())
      },
    })
  }

  return {
    onFlush({ cpuMs, lagMs, entries }) {
      flushCpu.observe(cpuMs / 1000)
      if (entries > 0) flushLag.observe(lagMs / 1000)
    },
    onWritten: entries => written.inc(entries),
    watch({ chat, bus, pool }) {
      const fanout = () => chat.conversations.fanout.figures()
      gauge('doumi_sockets', 'Open pages of shoppers and operators.', () => chat.sockets().pages)
      countedBy('doumi_sockets_refused_total', 'Sockets refused: too many were open.', () => chat.sockets().refused)
      gauge('doumi_rooms', 'Rooms that somebody follows here.', () => fanout().rooms)
      gauge('doumi_followers', 'Followers of rooms, counted once for each room.', () => fanout().followers)
      countedBy('doumi_entries_sent_total', 'Entries sent, once for each follower.', () => fanout().entries)
      countedBy('doumi_flushes_total', 'Flushes of rooms to their followers.', () => fanout().flushes)
      countedBy('doumi_followers_resumed_total', 'Followers that came back and were caught up.', () => fanout().resumed)
      countedBy(
        'doumi_followers_slow_total',
        'Times that a follower was passed by for not reading.',
        () => fanout().slow,
      )
      countedBy(
        'doumi_followers_removed_total',
        'Followers taken out of a room by what the log says.',
        () => fanout().dropped,
      )
      countedBy(
        'doumi_followers_failed_total',
        'Followers that could not be caught up or written to.',
        () => fanout().failed,
      )
      countedBy('doumi_room_refills_total', 'Reads of the database for a whole room.', () => fanout().refills)
      gauge('doumi_bus_up', 'Whether other processes can be heard: 1, or 0 while the bus is away.', () =>
        bus.state() === 'up' ? 1 : 0,
      )
      gauge('doumi_database_connections', 'Connections of the pool to the database.', () => pool.totalCount)
      gauge('doumi_database_connections_idle', 'Those of them that are not in use.', () => pool.idleCount)
      gauge('doumi_database_waiting', 'Queries that wait for a connection.', () => pool.waitingCount)
    },
    read: async () => ({ type: registry.contentType, text: await registry.metrics() }),
    [Symbol.dispose]() {
      limitHit.unsubscribe(onHit)
      registry.clear()
    },
  }
}
