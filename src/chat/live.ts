import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import {
  addressKey,
  asProblem,
  checkOrigin,
  clientAddress,
  type Log,
  makeLimit,
  type Origins,
  Problem,
  takeFrom,
} from '#edge'
import { isLang, preferredLang } from '#language'
import { actorOf, type Visitor } from './policy.ts'
import type { Sockets } from './socket.ts'

export interface LiveDoor {
  origins: Origins
  proxies: number
  log: Log
  visitor(headers: Headers): Promise<Visitor>
}

/**
 * Takes an upgrade at /live: only from the shop's own pages, not too many from one address, and with the identity of
 * the cookies it came with. `?as=operator` is the desk's, and needs a signed-in operator; `?lang=` is for refusals.
 */
export function liveUpgrade(sockets: Sockets, { origins, proxies, log, visitor }: LiveDoor) {
  const opening = makeLimit({ name: 'live-open', points: 120, seconds: 60 })

  return async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    socket.on('error', () => socket.destroy())
    try {
      const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost')
      if (pathname !== '/live') throw new Problem('missing')
      checkOrigin(origins, request.headers.origin)
      const address = addressKey(clientAddress(request, proxies))
      await takeFrom(opening, address)
      const asked = query.get('lang')
      const lang = isLang(asked) ? asked : preferredLang(request.headers['accept-language'])
      const role = query.get('as') === 'operator' ? 'operator' : 'shopper'
      const actor = actorOf(await visitor(headersOf(request)), role)
      if (role === 'operator' && actor === null) sockets.turnAway({ request, socket, head })
      else sockets.accept({ request, socket, head, actor, lang, address })
    } catch (thrown) {
      const { kind, status } = asProblem(thrown)
      if (kind === 'internal') log.error({ err: thrown }, 'an upgrade failed')
      refuse(socket, status)
    }
  }
}

/** The headers that tell who somebody is, as the rest of the program takes them. */
function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value)
  }
  return headers
}

function refuse(socket: Duplex, status: number): void {
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
