import { createServer } from 'node:http'
import pg from 'pg'
import { Server } from 'socket.io'
import { listen } from './listen.ts'

/**
 * Rooms of Socket.IO whose messages are kept: each is inserted and committed, then sent to its room, then acknowledged.
 * The table has the columns and the indexes of the shop's own log.
 */
const pool = new pg.Pool({ connectionString: process.env.ASK_DATABASE, max: 10 })
await pool.query(`
  create schema if not exists peer;
  create table if not exists peer.message (
    id bigint generated always as identity primary key, room text not null, author uuid not null, cid text not null,
    body jsonb not null, at timestamptz not null default now(), unique (room, author, cid)
  );
  create index if not exists message_room on peer.message (room, id)`)
const insert = {
  name: 'keep',
  text: 'insert into peer.message (room, author, cid, body) values ($1, $2, $3, $4) returning id, at',
}

const server = createServer()
const io = new Server(server, { transports: ['websocket'], pingInterval: 120_000, pingTimeout: 60_000 })

io.on('connection', socket => {
  const author = crypto.randomUUID()
  socket.on('join', (rooms: string[]) => {
    socket.join(rooms)
    socket.emit('joined')
  })
  socket.on('say', async ({ room, cid, text }, acknowledge) => {
    const body = { kind: 'text', text }
    const { rows } = await pool.query({ ...insert, values: [room, author, cid, JSON.stringify(body)] })
    io.to(room).emit('msg', { ...rows[0], room, author, cid, body })
    acknowledge(rows[0].id)
  })
})
await listen(server)
