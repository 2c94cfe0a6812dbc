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
import type { Role } from './protocol.ts'
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
    const { path, as, lang } = asked(request)
    try {
      if (path !== '/live') throw new Problem('missing')
      checkOrigin(origins, request.headers.origin)
      const address = addressKey(clientAddress(request, proxies))
      await takeFrom(limits.arriving, address)
      const askedAt = performance.now()
      const headers = cookiesOf(request)
      const who = await visitor(headers)
      const actor = actorOf(who, as)
      if (as === 'operator' && actor === null) {
        sockets.turnAway({ request, socket, head })
        return
      }
      const people = [who.guest, who.member, who.staff].flatMap(person => person?.id ?? [])
      const hasSession = actor !== null && actor.id !== who.guest?.id
      const again = hasSession ? async () => actorOf(await visitor(headers), as) : null
      sockets.accept({ request, socket, head, actor, people, askedAt, again, lang, address })
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (problem.kind === 'internal') log.error({ err: thrown }, 'an upgrade failed')
      refuse(socket, problem, lang)
    }
  }
}

/** What an upgrade asks for: where, in which capacity, and in which language it wants to be refused. */
function asked({ url = '/', headers }: IncomingMessage): { path: string; as: Role; lang: Lang } {
  const [path = '', query = ''] = url.split('?', 2)
  const words = new Map(
    query.split('&', 20).map(word => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  )
  const lang = words.get('lang')
  return {
    path,
    as: words.get('as') === 'operator' ? 'operator' : 'shopper',
    lang: isLang(lang) ? lang : preferredLang(headers['accept-language']),
  }
}

/** The headers that tell who somebody is, as the rest of the program takes them. */
function cookiesOf({ headers: { cookie } }: IncomingMessage): Headers {
  return new Headers(cookie === undefined ? undefined : [['cookie', cookie]])
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
