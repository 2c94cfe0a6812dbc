import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** What machines ask a running program; see `openHealth`. */
export interface Health {
  /** Answers such a question, and tells whether it was one. */
  serve(request: IncomingMessage, response: ServerResponse): boolean
}

export interface HealthOptions {
  /** What stands in the way of serving people, in single words; nothing where nothing does. */
  missing(): Promise<string[]>
  /** What joins this process with others; it is told, and serving goes on without it. */
  bus(): 'up' | 'away'
  /** What is counted, as text of this media type. */
  metrics(): Promise<{ type: string; text: string }>
  /** Who brings it may read the metrics from elsewhere. */
  metricsToken: string | undefined
}

/**
 * Opens the routes for whoever watches over the program, ahead of everything else that is answered. `/health` is 200 as
 * long as the process lives and takes turns; `/ready` is 200 only where people can be served, else 503; both say nothing
 * that is a secret. `/metrics` is there only for this machine and for who brings the token; for others there is no such
 * page.
 */
export function openHealth({ missing, bus, metrics, metricsToken }: HealthOptions): Health {
  async function ready(): Promise<Reply> {
    const not = await missing()
    const body = { ready: not.length === 0, ...(not.length > 0 && { not }), bus: bus() }
    return { status: not.length === 0 ? 200 : 503, type: json, text: JSON.stringify(body) }
  }

  function replyTo(request: IncomingMessage): Promise<Reply> | undefined {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
    switch (request.url?.split('?')[0]) {
      case '/health':
        return Promise.resolve({ status: 200, type: json, text: '{"alive":true}' })
      case '/ready':
        return ready()
      case '/metrics':
        if (!isFromHere(request) && !bringsToken(request, metricsToken)) return undefined
        return metrics().then(told => ({ status: 200, ...told }))
      default:
        return undefined
    }
  }

  return {
    serve(request, response) {
      const reply = replyTo(request)
      if (reply === undefined) return false
      void reply.then(
        told => send(response, told, { head: request.method === 'HEAD' }),
        () => response.destroy(),
      )
      return true
    },
  }
}

interface Reply {
  status: number
  type: string
  text: string
}

const json = 'application/json; charset=utf-8'

function send(response: ServerResponse, { status, type, text }: Reply, { head }: { head: boolean }): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(head ? undefined : text)
}

const ownAddress = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/
const ownName = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/
/** What proxies add to what they pass on (RFC 7239, and what was usual before it). */
const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']

/**
 * Whether somebody on this machine asks, and not a proxy on it for somebody else. The name that is asked for counts too:
 * a page of another site whose name leads here asks for that one.
 */
function isFromHere({ socket, headers }: IncomingMessage): boolean {
  if (!ownAddress.test(socket.remoteAddress ?? '') || !ownName.test(headers.host ?? '')) return false
  return passedOn.every(name => headers[name] === undefined)
}

function bringsToken({ headers }: IncomingMessage, token: string | undefined): boolean {
  const [, brought] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? []
  return token !== undefined && brought !== undefined && timingSafeEqual(hashOf(brought), hashOf(token))
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
