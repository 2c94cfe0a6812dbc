import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A request to a provider, read. */
export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  headers: Headers
  body: string
}

/** What a provider answers: JSON, a page, or the way to another one. */
export type Answer = { status?: number; json: unknown } | { status?: number; html: string } | { to: string }

/** A provider on a port of this machine, for as long as a test needs it. */
export interface ProviderServer extends AsyncDisposable {
  origin: string
  /** It takes connections and answers nothing but faults, until it is set back. */
  isAway: boolean
  /** Everything that was asked, as `POST /v1/refunds`. */
  asked: string[]
}

/** Opens a server that answers as a provider does. */
export async function openProvider(answer: (asked: Asked) => Answer | Promise<Answer>): Promise<ProviderServer> {
  const server = createServer((request, response) => void reply(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const provider: ProviderServer = {
    origin: `http://127.0.0.1:${port}`,
    isAway: false,
    asked: [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await read(request)
    if (asked.path === '/favicon.ico') return void response.writeHead(204).end()
    provider.asked.push(`${asked.method} ${asked.path}`)
    if (provider.isAway) return send(response, { status: 503, json: { error: { type: 'api_error' }, type: 'AWAY' } })
    try {
      send(response, await answer(asked))
    } catch (thrown) {
      send(response, { status: 500, json: { error: { type: 'api_error', message: String(thrown) } } })
    }
  }

  return provider
}

/** Sends a webhook, and gives the status of the reply. */
export async function deliver(to: string, { headers, body }: { headers: Headers; body: string }): Promise<number> {
  const reply = await fetch(to, { method: 'POST', headers, body })
  await reply.arrayBuffer()
  return reply.status
}

/** A provider's page on which the buyer pays, or does not. */
export function payPage({ title, action }: { title: string; action: string }): string {
  const button = (name: string, text: string) => `<button name="act" value="${name}">${text}</button>`
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>
<form method="post" action="${action}">${button('pay', 'Pay')} ${button('cancel', 'Cancel')}</form></html>`
}

async function read(request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? '/', 'http://provider')
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value))
  return { method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, headers, body }
}

function send(response: ServerResponse, answer: Answer): void {
  if ('to' in answer) response.writeHead(303, { Location: answer.to }).end()
  else if ('html' in answer) response.writeHead(answer.status ?? 200, { 'Content-Type': 'text/html' }).end(answer.html)
  else response.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.json))
}
