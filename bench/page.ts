import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from '../scripts/build.ts'
import { startProgram } from '../scripts/program.ts'
import { ensurePeerBuilt } from './frame/build-peer.ts'
import { note } from './frame/output.ts'
import { ensurePeers, peersFolder } from './frame/peers.ts'
import { pin, type Served, startServer } from './frame/processes.ts'
import type { Bench } from './frame/result.ts'
import { rounded } from './frame/statistics.ts'
import { lookAt } from './page/browser.ts'
import { getPage } from './page/get.ts'
import { type Figures, load } from './page/load.ts'
import { measured } from './page/measured.ts'
import { type FilledShop, fillShop } from './page/shop.ts'
import { talk } from './page/talk.ts'

/** The server's core; load and database have the other one. */
const core = 0
const path = `/ko/p/${measured.slug}`
const lists = {
  category: `/ko/c/${measured.category}`,
  search: `/ko/search?${new URLSearchParams({ q: measured.query })}`,
} as const
const products = 10_000
const sources = [
  'bench/peers/page/*',
  'src/language/**',
  'src/ui/icons.tsx',
  'src/web/{facts,stage/facts,talk/card-view}.ts',
  'bench/page/listed.ts',
]

/**
 * In a shop of 10,000 products: the product page for a visitor with a conversation, the same page on other frameworks,
 * and the page for a visitor without an identity beside its saved bytes on a bare server; then a category's page and a
 * search's, made anew for each request (ours by all its statements, but for the counts of a category, which serve for
 * some seconds), beside the same pages on other frameworks. `kept` is the category's page as ours sends it to visitors
 * with an identity who ask for the same address. Each server is a new process in each round, on one core; the best round
 * counts. The peers read what they show from memory, ours from PostgreSQL.
 */
export const run: Bench = async ({ quick }) => {
  if (!(await ensureBuilt())) throw new Error('There is nothing to measure: the build failed.')
  await ensurePeers()
  ensurePeerBuilt({ folder: 'sveltekit', command: ['../node_modules/vite/bin/vite.js', 'build'], sources })
  ensurePeerBuilt({ folder: 'react-router', command: ['../node_modules/@react-router/dev/bin.cjs', 'build'], sources })
  const folder = mkdtempSync(join(tmpdir(), 'doumi-bench-'))
  try {
    note('Filling the shop ...')
    const shop = await fillShop(folder, { products })
    const span = quick ? { warmSeconds: 1.5, seconds: 0.6 } : { warmSeconds: 10, seconds: 6 }
    const rounds = []
    for (let round = 1; round <= (quick ? 1 : 2); round += 1) {
      note(`Round ${round} ...`)
      rounds.push(await measureOnce({ shop, folder, span, look: round === 1 }))
    }
    return resultOf(rounds)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Span {
  warmSeconds: number
  seconds: number
}

type Round = Awaited<ReturnType<typeof measureOnce>>

async function measureOnce(o: { shop: FilledShop; folder: string; span: Span; look: boolean }) {
  const { shop, folder, span } = o
  const { cookie, fixture } = shop
  const canned = join(folder, 'canned.json')
  const ours = await measureOurs({ ...o, canned })
  const framework = async (name: string) => {
    const env = { PAGE_FIXTURE: fixture, LISTS_FIXTURE: shop.lists }
    await using server = await startServer({ file: 'server.ts', cwd: join(peersFolder, name), env })
    return {
      page: await loadServer(server, { path, span, cookie, shows: said }),
      category: await loadServer(server, {
        path: lists.category,
        span,
        isWarm: true,
        anew: true,
        shows: shop.listed.category,
      }),
      search: await loadServer(server, {
        path: lists.search,
        span,
        isWarm: true,
        anew: true,
        shows: shop.listed.search,
      }),
    }
  }
  const saved = async () => {
    const env = { PAGE_CANNED: canned }
    await using server = await startServer({ file: 'canned.ts', cwd: join(peersFolder, 'page'), env })
    return await loadServer(server, { path, span, cookie })
  }
  return {
    ours,
    peers: {
      sveltekit: await framework('sveltekit'),
      'react-router': await framework('react-router'),
      canned: await saved(),
    },
  }
}

/** Ours; leaves the bytes of the page for visitors without an identity in `canned`. */
async function measureOurs(o: { shop: FilledShop; span: Span; look: boolean; canned: string }) {
  const { shop, span } = o
  const settings = { DEMO: 'no', NODE_ENV: 'production', TRUST_PROXY: '1' }
  await using program = await startProgram({ dataFolder: shop.dataFolder, settings })
  const { cookie, listed } = shop
  const signedIn = await loadServer(program, { path, span, cookie, shows: said })
  const anonymous = await loadServer(program, { path, span })
  const kept = await loadServer(program, { path: lists.category, span, isWarm: true, cookie, shows: listed.category })
  const category = await loadServer(program, { path: lists.category, span, isWarm: true, cookie, anew: true })
  const search = await loadServer(program, {
    path: lists.search,
    span,
    isWarm: true,
    cookie,
    anew: true,
    shows: listed.search,
  })
  const reply = await getPage(program.origin + path)
  const { date: _, connection: __, 'keep-alive': ___, ...headers } = reply.headers
  writeFileSync(o.canned, JSON.stringify({ headers, html: String(reply.html) }))
  return { signedIn, anonymous, kept, category, search, seen: o.look ? await lookAt(program.origin + path) : null }
}

/** What the conversation's page says, whoever renders it. */
const said = talk.flatMap(({ body }) => body?.text.split(/\d+:\d+/).at(-1) ?? [])

async function loadServer(
  { origin, pid }: Pick<Served, 'origin' | 'pid'>,
  o: { path: string; span: Span; cookie?: string; anew?: boolean; isWarm?: boolean; shows?: readonly string[] },
): Promise<Figures> {
  pin(pid, core)
  const url = origin + o.path
  const { cookie, anew = false } = o
  // what a page before it has warmed up is warm
  const span = o.isWarm ? { ...o.span, warmSeconds: o.span.warmSeconds / 2 } : o.span
  await checkShown(url, { cookie, shows: o.shows ?? [] })
  return load({ url, pid, anew, ...span, ...(cookie && { cookie }) })
}

/** Whether a page shows all of it: a peer that leaves something out is no peer. */
async function checkShown(url: string, { cookie, shows }: { cookie: string | undefined; shows: readonly string[] }) {
  const html = String((await getPage(url, cookie)).html)
  const missing = shows.find(words => !html.includes(words))
  if (missing !== undefined) throw new Error(`${url} does not say "${missing}"`)
}

function resultOf(rounds: Round[]) {
  const best = (of: (round: Round) => Figures) =>
    rounds.map(of).reduce((a, b) => (b.requestsPerCpuSecond > a.requestsPerCpuSecond ? b : a))
  const ours = {
    signedIn: best(({ ours }) => ours.signedIn),
    anonymous: best(({ ours }) => ours.anonymous),
    category: best(({ ours }) => ours.category),
    kept: best(({ ours }) => ours.kept),
    search: best(({ ours }) => ours.search),
  }
  const framework = (name: 'sveltekit' | 'react-router') => ({
    page: best(({ peers }) => peers[name].page),
    category: best(({ peers }) => peers[name].category),
    search: best(({ peers }) => peers[name].search),
  })
  const peers = {
    sveltekit: framework('sveltekit'),
    'react-router': framework('react-router'),
    canned: best(({ peers }) => peers.canned),
  }
  const ratio = (a: Figures, b: Figures) => rounded(a.requestsPerCpuSecond / b.requestsPerCpuSecond)
  return {
    ours: { products, ...ours, ...rounds[0]?.ours.seen },
    peers,
    ratio: {
      'signedIn/sveltekit': ratio(ours.signedIn, peers.sveltekit.page),
      'signedIn/react-router': ratio(ours.signedIn, peers['react-router'].page),
      'anonymous/canned': ratio(ours.anonymous, peers.canned),
      'category/sveltekit': ratio(ours.category, peers.sveltekit.category),
      'category/react-router': ratio(ours.category, peers['react-router'].category),
      'kept/sveltekit': ratio(ours.kept, peers.sveltekit.category),
      'kept/react-router': ratio(ours.kept, peers['react-router'].category),
      'search/sveltekit': ratio(ours.search, peers.sveltekit.search),
      'search/react-router': ratio(ours.search, peers['react-router'].search),
    },
  }
}
