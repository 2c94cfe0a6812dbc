import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { Hono } from 'hono'
import { type Origins, requestAddress } from '#edge'
import type { Media } from '#media'
import { type ConversationParts, type Conversations, openConversations } from './conversations.ts'
import { fileRoutes } from './file-routes.ts'
import { liveUpgrade } from './live.ts'
import type { Visitor } from './policy.ts'
import { chatRoutes } from './routes.ts'
import { openSockets } from './socket.ts'

export interface ChatOptions extends ConversationParts {
  /** Where files of conversations are kept; without it none are taken. */
  media?: Media | undefined
  /** Changes when the log is restored; clients that knew another one begin anew. */
  epoch: string
  origins: Origins
  proxies: number
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
  /** Looks at somebody's open pages again, in every process, as when one of their sessions has ended. */
  recheck(personId: string): void
  /** What is counted about the sockets of this process. */
  sockets(): { pages: number; refused: number }
}

/** Opens the chat server: the log, its fan-out, and their edges over HTTP and the socket. */
export function openChat({ media, epoch, origins, proxies, visitor, newGuest, ...parts }: ChatOptions): Chat {
  const { db, log } = parts
  const conversations = openConversations(parts)
  const sockets = openSockets(conversations, { epoch, log })
  const door = { visitor, newGuest, address: (c: Parameters<typeof requestAddress>[0]) => requestAddress(c, proxies) }
  const routes = new Hono()
  if (media !== undefined) routes.route('/', fileRoutes({ db, media }, door))
  routes.route('/', chatRoutes(conversations, door))
  conversations.onRecheck(sockets.recheck)
  return {
    conversations,
    routes,
    upgrade: liveUpgrade(sockets, { origins, proxies, limits: conversations.limits, log, visitor }),
    recheck(personId) {
      sockets.recheck(personId)
      conversations.recheckElsewhere(personId)
    },
    sockets: sockets.figures,
    async [Symbol.asyncDispose]() {
      await sockets[Symbol.asyncDispose]()
      await conversations[Symbol.asyncDispose]()
    },
  }
}
