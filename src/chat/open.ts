import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Hono } from 'hono'
import type { Database } from '#database'
import { type Log, type Origins, requestAddress } from '#edge'
import type { Runner } from './append.ts'
import { type Conversations, openConversations } from './conversations.ts'
import { liveUpgrade } from './live.ts'
import type { Visitor } from './policy.ts'
import { chatRoutes } from './routes.ts'
import { openSockets } from './socket.ts'

export interface ChatOptions {
  db: Database
  /** Where entries are written: a pool whose statements are prepared by name. */
  runner: Runner
  /** Changes when the log is restored; clients that knew another one begin anew. */
  epoch: string
  origins: Origins
  proxies: number
  log: Log
  visitor(headers: Headers): Promise<Visitor>
  newGuest(): { id: string; cookie: string }
}

/** The chat server of this process. Closing it sends the sockets away and ends when all that was taken is written. */
export interface Chat extends AsyncDisposable {
  conversations: Conversations
  /** To be mounted under /api. */
  routes: Hono
  /** For upgrades at /live. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>
  /** Looks at an operator's open pages again, as when one of their sessions has ended. */
  recheck(staffId: string): void
}

/** Opens the chat server: the log, its fan-out, and their edges over HTTP and the socket. */
export function openChat({ db, runner, epoch, origins, proxies, log, visitor, newGuest }: ChatOptions): Chat {
  const conversations = openConversations({ db, runner, log })
  const sockets = openSockets(conversations, { epoch, log })
  return {
    conversations,
    routes: chatRoutes(conversations, { visitor, newGuest, address: c => requestAddress(c, proxies) }),
    upgrade: liveUpgrade(sockets, { origins, proxies, log, visitor }),
    recheck: sockets.recheck,
    async [Symbol.asyncDispose]() {
      await sockets[Symbol.asyncDispose]()
      await conversations.appender.idle()
      await conversations.receipts.idle()
    },
  }
}
