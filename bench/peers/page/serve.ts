import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { WebSocketServer } from 'ws'

/** Listens on any free port, answers chat on the same one, and prints the address. */
export async function serve(listener: RequestListener): Promise<void> {
  const server = createServer(listener)
  const sockets = new WebSocketServer({ server, path: '/live' })
  sockets.on('connection', socket => {
    let seq = 1000
    socket.send(JSON.stringify({ t: 'hello' }))
    socket.on('message', data => {
      const { cid, text } = JSON.parse(String(data))
      seq += 1
      const entry = { seq, at: new Date(), author: cid, role: 'shopper', name: null, cid, body: { kind: 'text', text } }
      socket.send(JSON.stringify({ t: 'log', entries: [entry] }))
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  process.stdout.write(`http://127.0.0.1:${address.port}\n`)
}
