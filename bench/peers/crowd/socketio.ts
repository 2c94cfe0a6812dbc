import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { listen } from './listen.ts'

/** One room of Socket.IO. */
const server = createServer()
const io = new Server(server, { transports: ['websocket'], pingInterval: 120_000, pingTimeout: 60_000 })
let id = 1_000_000_000

io.on('connection', socket => {
  socket.join('live-1')
  socket.on('pub', message => {
    id += 1
    io.to('live-1').emit('msg', { id, ...message })
  })
})
await listen(server)
