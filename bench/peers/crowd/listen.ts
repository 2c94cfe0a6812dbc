import { once } from 'node:events'
import type { Server } from 'node:http'

/** Listens on any free port and prints the address. */
export async function listen(server: Server): Promise<void> {
  await once(server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  process.stdout.write(`http://127.0.0.1:${address.port}\n`)
}
