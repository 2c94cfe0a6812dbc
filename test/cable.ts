import { createServer, connect as openSocket, type Socket } from 'node:net'

/** A way to a server that can be cut, for tests of what happens then. */
export interface Cable extends AsyncDisposable {
  port: number
  /** Nothing passes, and who comes is turned away. */
  cut(): void
  mend(): void
}

/** Lays a cable from a port of this machine to a server's port or its socket file. */
export async function layCable(to: { host: string; port: number } | { path: string }): Promise<Cable> {
  const sockets = new Set<Socket>()
  let whole = true
  const server = createServer(near => {
    if (!whole) {
      near.destroy()
      return
    }
    const far = openSocket(to)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.setNoDelay(true)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const cut = () => {
    whole = false
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut,
    mend() {
      whole = true
    },
    async [Symbol.asyncDispose]() {
      cut()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
