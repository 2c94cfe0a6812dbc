import { tmpdir } from 'node:os'
import { getRequestListener } from '@hono/node-server'
import { openChat } from '#chat'
import { openDatabase } from '#database'
import { openApp, openLog, openServer, ownOrigins, type ServerOptions } from '#edge'
import { findPerson, makeGuest, openAccounts } from '#members'

/**
 * The chat of the shop behind its own edge, joined as the program joins them, on the database that it is told of; behind
 * one proxy, which tells it whom it serves. Prints its address.
 */
const { DATABASE_URL: url, ACCOUNTS_SECRET: secret = '' } = process.env
const stopped = new Promise(resolve => process.once('SIGTERM', resolve))
const log = openLog('warn')
let answer: ServerOptions['handle'] = (_, response) => response.writeHead(503).end()
let upgrade: ServerOptions['upgrade'] = (_, socket) => socket.destroy()

await using database = await openDatabase({ url, folder: tmpdir(), log })
await using server = await openServer({
  host: '127.0.0.1',
  port: 0,
  handle: (request, response) => answer(request, response),
  upgrade: (request, socket, head) => upgrade(request, socket, head),
})
const origin = `http://127.0.0.1:${server.port}`
const origins = ownOrigins(origin)
const accounts = openAccounts({ db: database.db, origin, secret, secureCookies: false })
await using chat = openChat({
  db: database.db,
  runner: database.pool,
  epoch: database.epoch,
  origins,
  proxies: 1,
  log,
  visitor: headers => findPerson(accounts, headers),
  newGuest: () => makeGuest({ secure: false }),
})
const app = openApp({ origins, secure: false, log, problemPage: () => ({ html: '', policy: '' }) })
app.route('/api', chat.routes)
const listener = getRequestListener(app.fetch)
answer = (request, response) => void listener(request, response)
upgrade = chat.upgrade

process.stdout.write(`${origin}\n`)
await stopped
