import { setTimeout as sleep } from 'node:timers/promises'
import { type ConnectionOptions, connect, type Msg, type NatsConnection } from '@nats-io/transport-node'
import type { Log } from '#edge'
import type { Bus, Heard } from './bus.ts'
import { backSubject, openEars } from './ears.ts'

/** Bytes of one message; a NATS server takes 1 MB unless it is told otherwise. */
const largest = 900_000
const againMs = 500
/** How long what was just published may take to leave when the program ends. */
const goodbyeMs = 1000

/**
 * Joins processes by NATS, by its core: no stream, no storage. `url` is one address or several of a cluster, joined by
 * commas, `nats://` or `tls://`, with a user and password or a token where they are wanted. `prefix` keeps shops on one
 * server apart. It does not wait for the server: until that is there, and whenever it is not, the bus is away.
 */
export function openNatsBus({ url, prefix, log }: { url: string; prefix: string; log: Log }): Bus {
  const ears = openEars({ log })
  const closing = new AbortController()
  const root = `doumi.${prefix}.`
  let connection: NatsConnection | undefined
  let up = false
  /** Whether something was not told because it was away. */
  let silenced = false

  function take(error: Error | null, { subject, data }: Msg): void {
    if (error !== null) return
    const heard = parse(data)
    if (heard !== null) ears.hear(subject.slice(root.length), heard)
  }

  function send(subject: string, heard: Heard): void {
    const bytes = Buffer.from(JSON.stringify(heard))
    if (bytes.length <= largest) connection?.publish(root + subject, bytes)
    else log.error(`news of ${bytes.length} bytes is too large for the bus: ${subject}`)
  }

  function isBack(): void {
    up = true
    silenced = false
    send(backSubject, { kind: 'brief', brief: null })
    ears.back()
  }

  /** Follows one connection through its ups and downs until it is given up, as by a server that refuses us. */
  async function follow(opened: NatsConnection, wasAway: boolean): Promise<void> {
    connection = opened
    const changes = opened.status()
    opened.subscribe(`${root}>`, { callback: take })
    await opened.flush()
    up = true
    if (wasAway || silenced) isBack()
    for await (const { type } of changes) {
      if (type === 'disconnect') {
        if (up) log.warn('NATS is away; other processes are heard again when it is back')
        up = false
      } else if (type === 'reconnect') {
        log.info('NATS is back')
        isBack()
      }
    }
  }

  async function run(): Promise<void> {
    for (let wasAway = false; !closing.signal.aborted; wasAway = true) {
      try {
        await follow(await connect(optionsOf(url)), wasAway)
      } catch (thrown) {
        if (!wasAway) log.warn({ err: thrown }, 'NATS does not answer; trying on')
      }
      up = false
      await sleep(againMs, undefined, { signal: closing.signal }).catch(() => undefined)
    }
    await connection?.close()
  }
  const running = run()

  return {
    publish({ subject, data, brief }) {
      if (!up) {
        silenced = true
        return
      }
      try {
        const whole: Heard = { kind: 'whole', data }
        const text = JSON.stringify(whole)
        if (text.length * 3 <= largest || Buffer.byteLength(text) <= largest) {
          connection?.publish(root + subject, text)
        } else send(subject, { kind: 'brief', brief })
      } catch (thrown) {
        // It is closed already, or was just lost.
        log.warn({ err: thrown }, 'news could not be published')
      }
    },
    subscribe: ears.subscribe,
    onBack: ears.onBack,
    state: () => (up ? 'up' : 'away'),
    async [Symbol.asyncDispose]() {
      closing.abort()
      if (up)
        await Promise.race([connection?.flush().catch(() => undefined), sleep(goodbyeMs, undefined, { ref: false })])
      await connection?.close()
      await running
    },
  }
}

function parse(bytes: Uint8Array): Heard | null {
  try {
    const heard: unknown = JSON.parse(Buffer.from(bytes).toString())
    if (typeof heard !== 'object' || heard === null || !('kind' in heard)) return null
    if (heard.kind === 'whole' && 'data' in heard) return { kind: 'whole', data: heard.data }
    if (heard.kind === 'brief' && 'brief' in heard) return { kind: 'brief', brief: heard.brief }
  } catch {}
  return null
}

function optionsOf(url: string): ConnectionOptions {
  const addresses = url.split(',').map(each => new URL(each.trim()))
  const [first] = addresses
  const user = decodeURIComponent(first?.username ?? '')
  const pass = decodeURIComponent(first?.password ?? '')
  return {
    servers: addresses.map(({ hostname, port }) => `${hostname}:${port || '4222'}`),
    ...(first?.protocol === 'tls:' && { tls: {} }),
    ...(user !== '' && (pass === '' ? { token: user } : { user, pass })),
    name: 'doumi',
    noEcho: true,
    timeout: 5000,
    maxReconnectAttempts: -1,
    reconnectTimeWait: againMs,
    // A server that is gone without a word is missed after two of these.
    pingInterval: 5000,
  }
}
