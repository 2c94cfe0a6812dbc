import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isLang, type Lang, preferredLang } from '#language'
import { clientAddress } from './address.ts'
import { commonHeaders } from './headers.ts'
import type { Log } from './log.ts'
import { checkOrigin, type Origins } from './origin.ts'
import { asProblem, Problem, problemBody } from './problem.ts'

/** Most bytes of a request's body, where a route does not say otherwise. */
const largestBody = 64 * 1024

export interface AppOptions {
  origins: Origins
  secure: boolean
  log: Log
  /** Paths whose routes take large bodies and count them themselves while they come. */
  largeBodies?: RegExp
  /** Paths to which programs of others write, which prove by a signature who they are. */
  signedWrites?: RegExp
  /** A refusal as a page, for people. */
  problemPage(problem: Problem, lang: Lang): { html: string; policy: string }
}

/**
 * The root of everything that is answered over HTTP: headers on every reply, writes only from the shop's own pages,
 * bodies within their size, and every refusal told once, as a page to people and as RFC 9457 to programs.
 */
export function openApp({ origins, secure, log, largeBodies, signedWrites, problemPage }: AppOptions): Hono {
  const app = new Hono()
  const headers = Object.entries(commonHeaders(secure))
  const limitBody = bodyLimit({
    maxSize: largestBody,
    onError: () => {
      throw new Problem('too_large')
    },
  })

  app.use(async (c, next) => {
    // Nothing is called so, and no database can be asked for it.
    if (c.req.path.includes('\0')) throw new Problem('missing')
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      if (!signedWrites?.test(c.req.path)) checkOrigin(origins, c.req.header('origin'))
      await (largeBodies?.test(c.req.path) ? next() : limitBody(c, next))
    } else await next()
    // A page that opens another one's window says so itself.
    for (const [name, value] of headers) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  })
  app.notFound(c => answer(c, new Problem('missing')))
  app.onError((thrown, c) => {
    const problem = asProblem(thrown)
    if (problem.kind === 'internal') log.error({ err: thrown, path: c.req.path }, 'a request failed')
    return answer(c, problem)
  })

  function answer(c: Context, problem: Problem): Response {
    const lang = requestLang(c)
    const retry = problem.retryAfter === undefined ? {} : { 'Retry-After': String(problem.retryAfter) }
    const common = { ...Object.fromEntries(headers), ...retry, 'Cache-Control': 'no-store' }
    if (c.req.header('accept')?.includes('text/html')) {
      const { html, policy } = problemPage(problem, lang)
      return c.html(html, problem.status, { ...common, 'Content-Security-Policy': policy })
    }
    const type = { 'Content-Type': 'application/problem+json; charset=utf-8' }
    return c.body(JSON.stringify(problemBody(problem, lang)), problem.status, { ...common, ...type })
  }

  return app
}

/** The reader's language: the path's, else what the page asks for, else what the browser prefers. */
export function requestLang(c: Context): Lang {
  const inPath = c.req.path.split('/')[1]
  if (isLang(inPath)) return inPath
  const asked = c.req.query('lang')
  return isLang(asked) ? asked : preferredLang(c.req.header('accept-language'))
}

/** The address a request came from, for limits. */
export function requestAddress(c: Context, proxies: number): string {
  const bindings: { incoming?: IncomingMessage; outgoing?: ServerResponse } = c.env ?? {}
  return bindings.incoming === undefined ? 'unknown' : clientAddress(bindings.incoming, proxies)
}
