import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** The listening server of this program. */
export interface OpenServer extends AsyncDisposable {
  /** The port it listens on. */
  port: number
}

export interface ServerOptions {
  host: string
  /** 0 takes any free port. */
  port: number
  handle(request: IncomingMessage, response: ServerResponse): unknown
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): unknown
}

/** The address cannot be listened on; the message says why, in one sentence. */
export class CannotListen extends Error {}

/** How long answers that are under way may take when the program stops. */
const goodbyeMs = 3000

/**
 * Listens, with limits on slow and oversized headers.
 * @throws CannotListen when the port is taken or may not be used.
 */
export async function openServer({ host, port, handle, upgrade }: ServerOptions): Promise<OpenServer> {
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 300_000, keepAliveTimeout: 20_000, maxHeaderSize: 16 * 1024 },
    (request, response) =>
      guard(
        () => handle(request, response),
        () => response.destroy(),
      ),
  )
  server.on('upgrade', (request, socket, head) =>
    guard(
      () => upgrade(request, socket, head),
      () => socket.destroy(),
    ),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(new CannotListen(whyNot(error, { host, port }))))
    server.listen(port, host, 4096, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async [Symbol.asyncDispose]() {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeIdleConnections()
      const late = setTimeout(() => server.closeAllConnections(), goodbyeMs)
      await closed
      clearTimeout(late)
    },
  }
}

/** A fault while one request is answered ends that request, never the program. */
async function guard(answer: () => unknown, giveUp: () => void): Promise<void> {
  try {
    await answer()
  } catch {
    giveUp()
  }
}

function whyNot(error: Error, { host, port }: { host: string; port: number }): string {
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use; stop what runs there or set PORT to another one.`
  if (code === 'EACCES') return `Port ${port} may not be used by this user; set PORT to one above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}; set HOST to one of its own.`
  return `Cannot listen on ${host} port ${port}: ${error.message}`
}
