import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Context } from 'hono'
import { openChat } from '#chat'
import { DatabaseUnavailable, openDatabase } from '#database'
import { deskRoutes } from '#desk'
import {
  CannotListen,
  commonHeaders,
  type Log,
  openApp,
  openAssets,
  openLog,
  openPages,
  openServer,
  ownOrigins,
  reloadRoutes,
  requestAddress,
  type ServerOptions,
} from '#edge'
import { type Media, mediaRoutes, openMedia, sweepBlobs } from '#media'
import {
  ensureOwner,
  findPerson,
  makeGuest,
  oneTimeLink,
  onRevoked,
  openAccounts,
  readGuest,
  readSecret,
} from '#members'
import { openShop, type Shop } from '#shop'
import { problemPage, webRoutes } from '#web'
import { loadDemo } from '../demo/load.ts'
import { type Config, ConfigError, originAt, readConfig, withEnvFile } from './config.ts'

/** The owner's address until they set their own; no mail can ever go there (RFC 2606). */
const firstEmail = 'owner@doumi.invalid'
const root = resolve(import.meta.dirname, '..')

try {
  const config = readConfig(withEnvFile(process.env, { file: resolve('.env') }), process.argv.slice(2))
  await run(config)
} catch (thrown) {
  process.exitCode = tellFailure(thrown)
}

/** Opens every room, lower ones first, says where the shop is, and closes them in turn at the first signal. */
async function run(config: Config): Promise<void> {
  const { dataFolder: folder, trustedProxies: proxies } = config
  const log = openLog(config.logLevel)
  const signal = stopSignal()
  process.on('unhandledRejection', error => log.error({ err: error }, 'a promise failed and nobody waited for it'))
  await mkdir(folder, { recursive: true })

  await using database = await openDatabase({ url: config.databaseUrl, folder, log, signal })
  const { db } = database
  await using media = await openMedia({ db, folder: join(folder, 'media'), log })
  sweepDaily(media, log)
  const shop = openShop()
  const demo = config.demo ? await fillWithDemo({ db, shop, media, log, signal }) : null

  // The port decides the address where none is set, so it is taken first and answers once everything is open.
  let answer: ServerOptions['handle'] = (_, response) => response.writeHead(503).end()
  let upgrade: ServerOptions['upgrade'] = (_, socket) => socket.destroy()
  await using server = await openServer({
    host: config.host,
    port: config.port,
    handle: (request, response) => answer(request, response),
    upgrade: (request, socket, head) => upgrade(request, socket, head),
  })
  const origin = originAt(config, server)
  const secure = origin.startsWith('https:')
  const origins = ownOrigins(origin)
  const accounts = openAccounts({ db, origin, secret: await readSecret(folder), secureCookies: secure })
  const visitor = (headers: Headers) => findPerson(accounts, headers)
  const newGuest = () => makeGuest({ secure })
  await using chat = openChat({
    db,
    runner: database.pool,
    epoch: database.epoch,
    origins,
    proxies,
    log,
    visitor,
    newGuest,
  })

  onRevoked(accounts, chat.recheck)

  const assets = openAssets([join(root, 'dist', 'client'), join(root, 'dist', 'desk-client')], { dev: config.dev })
  const pages = openPages(commonHeaders(secure))
  const webAssets = assets.of('src/web/client.ts')
  const stageAssets = assets.of('src/web/stage/client.ts')
  const app = openApp({ origins, secure, log, problemPage: problemPage(webAssets) })
  const addressOf = (c: Context) => requestAddress(c, proxies)
  const shared = { db, conversations: chat.conversations, origin, address: addressOf }
  const guest = (headers: Headers) => readGuest(headers.get('cookie'), { secure })
  app.route('/api', chat.routes)
  app.route('/media', mediaRoutes(media))
  app.route('/assets', assets.routes)
  if (config.dev) app.route('/dev', reloadRoutes())
  app.route('/', deskRoutes({ ...shared, accounts, assets: assets.of('src/desk/client.ts') }))
  app.route('/', webRoutes({ ...shared, shop, assets: webAssets, stageAssets, pages, guest, newGuest }))
  const listener = getRequestListener(app.fetch)
  answer = (request, response) => pages.serve(request, response) || void listener(request, response)
  upgrade = chat.upgrade

  const owner = await ensureOwner(accounts, {
    name: demo?.kind === 'loaded' ? demo.owner.ko : '주인',
    email: firstEmail,
  })
  const link = await oneTimeLink(accounts, { userId: owner.id, now: new Date() })
  say(`\nThe shop   ${origin}`)
  say(`The desk   ${origin}${link}`)
  say('           this link signs you in once, within a day\n')
  if (!signal.aborted) await new Promise(done => signal.addEventListener('abort', done, { once: true }))
  say('Stopping ...')
}

interface DemoParts {
  db: Parameters<typeof loadDemo>[0]['db']
  shop: Shop
  media: Media
  log: Log
  signal: AbortSignal
}

async function fillWithDemo(parts: DemoParts): ReturnType<typeof loadDemo> {
  let told = -1
  return loadDemo({
    ...parts,
    folder: join(root, 'demo'),
    onProgress({ done, total }) {
      const percent = Math.floor((done / total) * 10) * 10
      if (percent > told) say(`Loading the demo shop ... ${percent} %`)
      told = percent
    },
  })
}

/** Removes files that no row names, as a kill in the middle of an upload leaves behind: at start, then once a day. */
function sweepDaily(media: Media, log: Log): void {
  const sweep = () => sweepBlobs(media, { now: new Date() }).catch(error => log.error({ err: error }, 'a sweep failed'))
  void sweep()
  setInterval(sweep, 24 * 60 * 60 * 1000).unref()
}

/** Aborted by Ctrl-C or when the system asks the program to end. */
function stopSignal(): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort())
  return stop.signal
}

/** What an owner can mend is one sentence; what only we can mend comes with its stack. */
function tellFailure(thrown: unknown): number {
  if (thrown instanceof Error && thrown.name === 'AbortError') return 130
  const expected = [ConfigError, DatabaseUnavailable, CannotListen].some(kind => thrown instanceof kind)
  const text = thrown instanceof Error ? (expected ? thrown.message : thrown.stack) : String(thrown)
  process.stderr.write(`${text}\n`)
  return 1
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
