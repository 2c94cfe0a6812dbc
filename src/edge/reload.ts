import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'

/** The page reloads when the stream it listens to comes back, which is when the program has been started anew. */
const script = `let seen = false
new EventSource('/dev/reload').onopen = () => {
  if (seen) location.reload()
  seen = true
}
`

/** For development only, to be mounted at /dev: pages reload when the program is started anew. */
export function reloadRoutes(): Hono {
  const app = new Hono()
  app.get('/reload.js', c =>
    c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-store' }),
  )
  app.get('/reload', c =>
    streamSSE(c, async stream => {
      await stream.writeSSE({ data: 'here', retry: 300 })
      await new Promise<void>(resolve => stream.onAbort(resolve))
    }),
  )
  return app
}
