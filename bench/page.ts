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
import { type FilledShop, fillShop, product } from './page/shop.ts'
import { talk } from './page/talk.ts'

/** The server's core; load and database have the other one. */
const core = 0
const path = `/ko/p/${product.slug}`
const sources = [
  'bench/peers/page/*',
  'src/language/**',
  'src/ui/icons.tsx',
  'src/web/{facts,stage/facts,talk/card-view}.ts',
]

/**
 * The product page for a visitor with a conversation, the same page on other frameworks, the page for a visitor without
 * an identity beside its saved bytes on a bare server, and a category's page. Each server is a new process in each
 * round, on one core; the best round counts. The peers read their data from memory, ours from PostgreSQL.
 */
export const run: Bench = async ({ quick }) => {
  if (!(await ensureBuilt())) throw new Error('There is nothing to measure: the build failed.')
  await ensurePeers()
  ensurePeerBuilt({ folder: 'sveltekit', command: ['../node_modules/vite/bin/vite.js', 'build'], sources })
  ensurePeerBuilt({ folder: 'react-router', command: ['../node_modules/@react-router/dev/bin.cjs', 'build'], sources })
  const folder = mkdtempSync(join(tmpdir(), 'doumi-bench-'))
  try {
    note('Filling the shop ...')
    const shop = await fillShop(folder)
    const span = quick ? { warmSeconds: 1.8, seconds: 1.2 } : { warmSeconds: 10, seconds: 6 }
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
  const peer = async (name: string, file: string, env: Record<string, string>) => {
    await using server = await startServer({ file, cwd: join(peersFolder, name), env })
    return await loadServer(server, { path, span, cookie, talks: name !== 'page' })
  }
  return {
    ours,
    peers: {
      sveltekit: await peer('sveltekit', 'server.ts', { PAGE_FIXTURE: fixture }),
      'react-router': await peer('react-router', 'server.ts', { PAGE_FIXTURE: fixture }),
      canned: await peer('page', 'canned.ts', { PAGE_CANNED: canned }),
    },
  }
}

/** Ours; leaves the bytes of the page for visitors without an identity in `canned`. */
async function measureOurs(o: { shop: FilledShop; span: Span; look: boolean; canned: string }) {
  const { shop, span } = o
  const settings = { DEMO: 'no', NODE_ENV: 'production' }
  await using program = await startProgram({ dataFolder: shop.dataFolder, settings })
  const signedIn = await loadServer(program, { path, span, cookie: shop.cookie, talks: true })
  const anonymous = await loadServer(program, { path, span })
  const catalogue = await loadServer(program, { path: `/ko/c/${product.category}`, span, cookie: shop.cookie })
  const reply = await getPage(program.origin + path)
  const { date: _, connection: __, 'keep-alive': ___, ...headers } = reply.headers
  writeFileSync(o.canned, JSON.stringify({ headers, html: String(reply.html) }))
  return { signedIn, anonymous, catalogue, seen: o.look ? await lookAt(program.origin + path) : null }
}

async function loadServer(
  { origin, pid }: Pick<Served, 'origin' | 'pid'>,
  { path, span, cookie, talks }: { path: string; span: Span; cookie?: string; talks?: boolean },
): Promise<Figures> {
  pin(pid, core)
  const url = origin + path
  if (talks) await checkTalk(url, cookie)
  return load({ url, pid, ...span, ...(cookie && { cookie }) })
}

/** Whether a page holds the whole conversation: a peer that leaves something out is no peer. */
async function checkTalk(url: string, cookie: string | undefined): Promise<void> {
  const { html } = await getPage(url, cookie)
  for (const { body } of talk) {
    const words = body?.text.split(/\d+:\d+/).at(-1)
    if (words !== undefined && !html.includes(words)) throw new Error(`${url} does not say "${words}"`)
  }
}

function resultOf(rounds: Round[]) {
  const best = (of: (round: Round) => Figures) =>
    rounds.map(of).reduce((a, b) => (b.requestsPerCpuSecond > a.requestsPerCpuSecond ? b : a))
  const signedIn = best(({ ours }) => ours.signedIn)
  const anonymous = best(({ ours }) => ours.anonymous)
  const sveltekit = best(({ peers }) => peers.sveltekit)
  const reactRouter = best(({ peers }) => peers['react-router'])
  const canned = best(({ peers }) => peers.canned)
  const ratio = (a: Figures, b: Figures) => rounded(a.requestsPerCpuSecond / b.requestsPerCpuSecond)
  return {
    ours: { signedIn, anonymous, catalogue: best(({ ours }) => ours.catalogue), ...rounds[0]?.ours.seen },
    peers: { sveltekit, 'react-router': reactRouter, canned },
    ratio: {
      'signedIn/sveltekit': ratio(signedIn, sveltekit),
      'signedIn/react-router': ratio(signedIn, reactRouter),
      'anonymous/canned': ratio(anonymous, canned),
    },
  }
}
