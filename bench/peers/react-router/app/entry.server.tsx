import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { isbot } from 'isbot'
import { type RenderToPipeableStreamOptions, renderToPipeableStream } from 'react-dom/server'
import { type EntryContext, type RouterContextProvider, ServerRouter } from 'react-router'
import { nonceContext } from './nonce.ts'

export { nonceContext }

export const streamTimeout = 5_000

/** The framework's own entry, with a nonce and the policy that names it. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  loadContext: RouterContextProvider,
) {
  const nonce = loadContext.get(nonceContext)
  const agent = request.headers.get('user-agent')
  const ready: keyof RenderToPipeableStreamOptions = agent && isbot(agent) ? 'onAllReady' : 'onShellReady'
  headers.set('Content-Type', 'text/html')
  headers.set('Content-Security-Policy', policy(nonce))
  return new Promise((resolve, reject) => {
    let late: ReturnType<typeof setTimeout> | undefined
    const { pipe, abort } = renderToPipeableStream(<ServerRouter context={context} url={request.url} nonce={nonce} />, {
      nonce,
      [ready]() {
        const body = new PassThrough({
          final(callback) {
            clearTimeout(late)
            late = undefined
            callback()
          },
        })
        pipe(body)
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status }))
      },
      onShellError: reject,
      onError: console.error,
    })
    late = setTimeout(abort, streamTimeout + 1000)
  })
}

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
