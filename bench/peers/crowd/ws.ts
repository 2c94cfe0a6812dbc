import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { listen } from './listen.ts'

/** One room as it is written first: what one says is sent to each. */
const server = createServer()
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
const members = new Set<WebSocket>()
let id = 1_000_000_000

server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, member => {
    members.add(member)
    member.on('close', () => members.delete(member))
    member.on('error', () => member.terminate())
    member.on('message', data => {
      id += 1
      const text = JSON.stringify({ id, ...JSON.parse(String(data)) })
      for (const each of members) each.send(text)
    })
  })
})
await listen(server)
