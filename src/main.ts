import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Context } from 'hono'
import { type Bus, openNatsBus, openPostgresBus } from '#bus'
import { type Conversations, endOffers, fileBodies, openChat, sweepFiles, tellOffers } from '#chat'
import {
  alone,
  askStanding,
  type Database,
  DatabaseUnavailable,
  forgetEvents,
  type Jobs,
  type OpenDatabase,
  openDatabase,
  openJobs,
  unlessDone,
  untilThere,
} from '#database'
import { deskRoutes, officeBodies } from '#desk'
import {
  CannotListen,
  commonHeaders,
  type Log,
  openApp,
  openAssets,
  openHealth,
  openLog,
  openPages,
  openServer,
  ownOrigins,
  reloadRoutes,
  requestAddress,
  type ServerOptions,
} from '#edge'
import { type Media, mediaRoutes, openMedia, sweepBlobs, workFilms } from '#media'
import {
  ensureOwner,
  findPerson,
  findShopper,
  makeGuest,
  oneTimeLink,
  onRevoked,
  openAccounts,
  readGuest,
  readSecret,
} from '#members'
import {
  expireOrders,
  forgetCarts,
  openPayments,
  openShop,
  orderCancelled,
  orderExpired,
  orderPlaced,
  type Payments,
  publishDue,
  type Shop,
  shopRoutes,
  workFeeds,
} from '#shop'
import { problemPage, reviewBodies, signedWrites, webRoutes } from '#web'
import { loadDemo } from '../demo/load.ts'
import { type Config, ConfigError, originAt, readConfig, withEnvFile } from './config.ts'
import { openMetrics } from './metrics.ts'

/** The owner's address until they set their own; no mail can ever go there (RFC 2606). */
const firstEmail = 'owner@doumi.invalid'
const root = resolve(import.meta.dirname, '..')
/** How often what has its time is looked for, in milliseconds. */
const tickMs = 5000

try {
  const config = readConfig(withEnvFile(process.env, { file: resolve('.env') }), process.argv.slice(2))
  await run(config)
} catch (thrown) {
  process.exitCode = tellFailure(thrown)
}

/** Opens every room, lower ones first, says where the shop is, and closes them in turn at the first signal. */
async function run(config: Config): Promise<void> {
  const { dataFolder: folder, trustedProxies: proxies, rooms } = config
  const log = openLog(config.logLevel)
  const signal = stopSignal()
  process.on('unhandledRejection', error => log.error({ err: error }, 'a promise failed and nobody waited for it'))
  await mkdir(folder, { recursive: true })

  await using database = await openDatabase({ url: config.databaseUrl, folder, log, signal })
  const { db, connection } = database
  await using bus = openBus(config, { database, log })
  await using media = await openMedia({ db, folder: join(folder, 'media'), log })
  sweepDaily({ database, media, log })
  const shop = openShop()
  shareCatalogue(shop, bus)
  const fill = () => fillWithDemo({ db, shop, media, log, signal })
  const demo = config.demo ? await alone({ connection, name: 'demo.load', log, signal }, fill) : null

  // The port decides the address where none is set, so it is taken first and answers once everything is open.
  let answer: ServerOptions['handle'] = (_, response) => response.writeHead(503).end()
  let upgrade: ServerOptions['upgrade'] = (_, socket) => socket.destroy()
  let isOpen = false
  using metrics = openMetrics()
  const standing = askStanding(database.pool)
  const missing = async () => [
    ...(signal.aborted ? ['stopping'] : isOpen ? [] : ['rooms']),
    ...({ ready: [], away: ['database'], other_version: ['migrations'] } as const)[await standing()],
  ]
  const { metricsToken } = config
  const health = openHealth({ missing, bus: bus.state, metrics: metrics.read, metricsToken })
  await using server = await openServer({
    host: config.host,
    port: config.port,
    handle: (request, response) => health.serve(request, response) || answer(request, response),
    upgrade: (request, socket, head) => upgrade(request, socket, head),
  })
  const origin = originAt(config, server)
  const secure = origin.startsWith('https:')
  const origins = ownOrigins(origin)
  const accounts = openAccounts({ db, origin, secret: await readSecret(folder), secureCookies: secure })
  const visitor = (headers: Headers) => findPerson(accounts, headers)
  const shopper = (headers: Headers) => findShopper(accounts, headers)
  const newGuest = () => makeGuest({ secure })
  await using chat = openChat({
    db,
    runner: database.pool,
    bus,
    media,
    epoch: database.epoch,
    origins,
    proxies,
    log,
    visitor,
    newGuest,
    onFlush: metrics.onFlush,
    onWritten: metrics.onWritten,
  })
  metrics.watch({ chat, bus, pool: database.pool })

  onRevoked(accounts, chat.recheck)
  await using jobs = openJobs({ db, connection, log })
  const payments = openPayments({ db, log, ...config.payments })
  workFeeds(jobs, { db, media, shop, log })
  await using _films = workFilms(jobs, media, { here: rooms.has('media'), onPublished: () => shop.catalogueChanged() })
  listen(jobs, { db, conversations: chat.conversations, payments })
  using _clock = openClock({ db, shop, conversations: chat.conversations, log })

  const assets = openAssets([join(root, 'dist', 'client'), join(root, 'dist', 'desk-client')], { dev: config.dev })
  const pages = openPages(commonHeaders(secure))
  const webAssets = assets.of('src/web/client.ts')
  const stageAssets = assets.of('src/web/stage/client.ts')
  const app = openApp({
    origins,
    secure,
    log,
    largeBodies: oneOf([fileBodies, officeBodies, reviewBodies]),
    signedWrites,
    problemPage: problemPage(webAssets),
  })
  const addressOf = (c: Context) => requestAddress(c, proxies)
  const shared = { db, conversations: chat.conversations, origin, address: addressOf }
  const guest = (headers: Headers) => readGuest(headers.get('cookie'), { secure })
  app.route('/assets', assets.routes)
  if (config.dev) app.route('/dev', reloadRoutes())
  if (rooms.has('chat')) app.route('/api', chat.routes)
  if (rooms.has('chat')) app.route('/api', shopRoutes({ db, address: addressOf }))
  if (rooms.has('media')) app.route('/media', mediaRoutes(media))
  if (rooms.has('desk'))
    app.route(
      '/',
      deskRoutes({
        ...shared,
        ...{ accounts, shop, media, payments, assets: assets.of('src/desk/client.ts') },
      }),
    )
  if (rooms.has('web')) {
    const { recheck } = chat
    const parts = {
      ...shared,
      accounts,
      shop,
      media,
      assets: webAssets,
      stageAssets,
      pages,
      guest,
      newGuest,
      shopper,
      recheck,
      payments,
    }
    app.route('/', webRoutes(parts))
  }
  const listener = getRequestListener(app.fetch)
  answer = (request, response) => pages.serve(request, response) || void listener(request, response)
  if (rooms.has('chat')) upgrade = chat.upgrade

  const name = demo?.kind === 'loaded' ? demo.owner.ko : '주인'
  const makeOwner = () => ensureOwner(accounts, { name, email: firstEmail })
  const link = await untilThere(
    async () => {
      const owner = await alone({ connection, name: 'members.owner', log, signal }, makeOwner)
      return oneTimeLink(accounts, { userId: owner.id, now: new Date() })
    },
    { log, signal },
  )
  say(`\nThe shop   ${origin}`)
  say(`The desk   ${origin}${link}`)
  say('           this link signs you in once, within a day\n')
  await untilThere(() => jobs.begin(), { log, signal })
  isOpen = true
  if (!signal.aborted) await new Promise(done => signal.addEventListener('abort', done, { once: true }))
  say('Stopping ...')
}

/** Matches what one of these does. */
function oneOf(patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'))
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

/** What joins this process with others of the same shop. */
function openBus({ natsUrl: url }: Config, { database, log }: { database: OpenDatabase; log: Log }): Bus {
  const { connection, epoch: prefix } = database
  return url === undefined ? openPostgresBus({ connection, prefix, log }) : openNatsBus({ url, prefix, log })
}

/** Lets the other processes' pages know of a change of the catalogue, and ours of theirs. */
function shareCatalogue(shop: Shop, bus: Bus): void {
  const subject = 'shop.catalogue'
  let isTheirs = false
  const hear = () => {
    isTheirs = true
    shop.catalogueChanged()
    isTheirs = false
  }
  shop.onCatalogueChanged(() => {
    if (!isTheirs) bus.publish({ subject, data: null, brief: null })
  })
  bus.subscribe(subject, hear)
  bus.onBack(hear)
}

/**
 * Removes files that no row names, as a kill in the middle of an upload leaves behind, and those of conversations that
 * were never said: at start, then once a day, by one of the processes.
 */
function sweepDaily({ database, media, log }: { database: OpenDatabase; media: Media; log: Log }): void {
  const { db, connection } = database
  const work = async () => {
    await sweepFiles({ db }, { now: new Date() })
    await sweepBlobs(media, { now: new Date() })
  }
  const sweep = () =>
    unlessDone({ connection, name: 'media.sweep', log }, work).catch(error => {
      log.error({ err: error }, 'a sweep failed')
    })
  void sweep()
  setInterval(sweep, 24 * 60 * 60 * 1000).unref()
}

/** What follows from what happened, in the background. */
function listen(
  jobs: Jobs,
  { db, conversations, payments }: { db: Database; conversations: Conversations; payments: Payments },
): void {
  for (const kind of [orderPlaced, orderExpired, orderCancelled]) {
    jobs.on(kind, 'tell-offers', ({ orderId }, { now }) => tellOffers(conversations, { orderId, now }))
  }
  jobs.every('shop.payments', '* * * * *', payments.work)
  jobs.every('shop.forget', '20 3 * * *', async ({ now }) => {
    await forgetCarts(db, { now })
    await forgetEvents(db, { now })
  })
}

interface ClockParts {
  db: Database
  shop: Shop
  conversations: Conversations
  log: Log
}

/** Ends offers and orders whose time is over, and publishes what is due. Every process may do it. */
function openClock({ db, shop, conversations, log }: ClockParts): Disposable {
  let running = false
  async function tick(): Promise<void> {
    const now = new Date()
    await endOffers(conversations, { now })
    if ((await publishDue(db, { now })) > 0) shop.catalogueChanged()
    await expireOrders(db, { now })
  }
  const timer = setInterval(() => {
    if (running) return
    running = true
    tick()
      .catch((thrown: unknown) => log.warn({ err: thrown }, 'the clock failed'))
      .finally(() => {
        running = false
      })
  }, tickMs).unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
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
