import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import {
  addressKey,
  asProblem,
  checkOrigin,
  clientAddress,
  type Log,
  type Origins,
  Problem,
  problemBody,
  takeFrom,
} from '#edge'
import { isLang, type Lang, preferredLang } from '#language'
import type { ChatLimits } from './limits.ts'
import { actorOf, type Visitor } from './policy.ts'
import type { Sockets } from './socket.ts'

export interface LiveDoor {
  origins: Origins
  proxies: number
  limits: ChatLimits
  log: Log
  visitor(headers: Headers): Promise<Visitor>
}

/**
 * Takes an upgrade at /live: only from the shop's own pages, not too many from one address, and with the identity of
 * the cookies it came with. `?as=operator` is the desk's, and needs a signed-in operator; `?lang=` is for refusals,
 * which say why, as those of the HTTP edge do.
 */
export function liveUpgrade(sockets: Sockets, { origins, proxies, limits, log, visitor }: LiveDoor) {
  return async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    socket.on('error', () => socket.destroy())
    const lang = langOf(request)
    try {
      const { pathname, searchParams: query } = addressOf(request)
      if (pathname !== '/live') throw new Problem('missing')
      checkOrigin(origins, request.headers.origin)
      const address = addressKey(clientAddress(request, proxies))
      await takeFrom(limits.arriving, address)
      const role = query.get('as') === 'operator' ? 'operator' : 'shopper'
      const askedAt = performance.now()
      const headers = headersOf(request)
      const who = await visitor(headers)
      const actor = actorOf(who, role)
      if (role === 'operator' && actor === null) {
        sockets.turnAway({ request, socket, head })
        return
      }
      const people = [who.guest, who.member, who.staff].flatMap(person => person?.id ?? [])
      const hasSession = actor !== null && actor.id !== who.guest?.id
      const again = hasSession ? async () => actorOf(await visitor(headers), role) : null
      sockets.accept({ request, socket, head, actor, people, askedAt, again, lang, address })
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (problem.kind === 'internal') log.error({ err: thrown }, 'an upgrade failed')
      refuse(socket, problem, lang)
    }
  }
}

function addressOf(request: IncomingMessage): URL {
  if (!URL.canParse(request.url ?? '/', 'http://localhost')) throw new Problem('missing')
  return new URL(request.url ?? '/', 'http://localhost')
}

/** The language that the page asks for, else what the browser prefers. */
function langOf(request: IncomingMessage): Lang {
  const asked = /[?&]lang=(\w+)/.exec(request.url ?? '')?.[1]
  return isLang(asked) ? asked : preferredLang(request.headers['accept-language'])
}

/** The headers that tell who somebody is, as the rest of the program takes them. */
function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value)
  }
  return headers
}

/** Answers as the HTTP edge does, since there is no socket yet over which it could be said. */
function refuse(socket: Duplex, problem: Problem, lang: Lang): void {
  const { status, retryAfter } = problem
  const body = Buffer.from(JSON.stringify(problemBody(problem, lang)))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/problem+json; charset=utf-8',
    'Cache-Control: no-store',
    ...(retryAfter === undefined ? [] : [`Retry-After: ${retryAfter}`]),
    `Content-Length: ${body.length}`,
  ]
  socket.once('finish', () => socket.destroy())
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  socket.end(body)
}
