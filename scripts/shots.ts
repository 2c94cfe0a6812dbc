import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { ensureBuilt } from './build.ts'
import { chromiumFlags, ensureChromium } from './chromium.ts'
import { say, seconds } from './install.mjs'
import { startProgram } from './program.ts'
import { type Scene, setScene } from './shots-scene.ts'

/** One page. `{lang}` stands for ko and en, `{conversation}` and `{talk}` for that of the scene, at the desk and alone. */
interface Shot {
  name: string
  path: string
  /** Who looks; a visitor without cookies if nobody is named. */
  by?: 'shopper' | 'owner'
  /** What it answers if not 200. */
  status?: number
  /** For a page that goes on by itself where scripts are on. */
  withoutScripts?: true
}

const shots: readonly Shot[] = [
  { name: 'home', path: '/{lang}' },
  { name: 'new', path: '/{lang}/new' },
  { name: 'category', path: '/{lang}/c/camping' },
  { name: 'search-start', path: '/{lang}/search' },
  { name: 'search-found', path: '/{lang}/search?q=%EB%9E%9C%ED%84%B4' },
  { name: 'search-nothing', path: '/{lang}/search?q=zzzz' },
  { name: 'product-film', path: '/{lang}/p/olive-lantern' },
  { name: 'product-asked', path: '/{lang}/p/olive-lantern', by: 'shopper' },
  { name: 'product-everyone', path: '/{lang}/p/olive-lantern/everyone', by: 'shopper' },
  { name: 'product-pictures', path: '/{lang}/p/willow-basket' },
  { name: 'talk', path: '/{lang}{talk}', by: 'shopper' },
  { name: 'talk-new', path: '/{lang}/talks/new' },
  { name: 'not-found', path: '/{lang}/p/no-such-thing', status: 404 },
  { name: 'desk-sign-in', path: '/{lang}/desk/sign-in' },
  { name: 'desk-enter', path: '/desk/enter?lang={lang}&token=of-a-picture', withoutScripts: true },
  { name: 'desk-refused', path: '/desk/enter?lang={lang}', status: 401 },
  { name: 'desk', path: '/{lang}/desk', by: 'owner' },
  { name: 'desk-conversation', path: '/{lang}{conversation}', by: 'owner' },
  { name: 'sign-in', path: '/{lang}/sign-in' },
  { name: 'sign-up', path: '/{lang}/sign-up' },
  { name: 'talks', path: '/{lang}/talks', by: 'shopper' },
  { name: 'cart', path: '/{lang}/cart', by: 'shopper' },
  { name: 'reviews', path: '/{lang}/p/olive-lantern/reviews' },
  { name: 'desk-rooms', path: '/{lang}/desk?queue=rooms', by: 'owner' },
  { name: 'desk-words', path: '/{lang}/desk/words', by: 'owner' },
  { name: 'desk-orders', path: '/{lang}/desk/orders', by: 'owner' },
  { name: 'desk-products', path: '/{lang}/desk/products', by: 'owner' },
  { name: 'desk-reviews', path: '/{lang}/desk/reviews', by: 'owner' },
  { name: 'desk-feeds', path: '/{lang}/desk/feeds', by: 'owner' },
  { name: 'desk-account', path: '/{lang}/desk/account', by: 'owner' },
  { name: 'desk-people', path: '/{lang}/desk/people', by: 'owner' },
]
const sizes = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
]
const folder = 'shots'
const wanted = process.argv.slice(3)
const chosen = shots.filter(({ name }) => wanted.length === 0 || wanted.includes(name))

if (chosen.length === 0) say(`There is no page ${wanted.join(' or ')}; there are ${shots.map(s => s.name).join(', ')}.`)
process.exitCode = chosen.length > 0 && (await ensureBuilt()) ? await takeAll() : 1

async function takeAll(): Promise<number> {
  const started = Date.now()
  const temporary = mkdtempSync(join(tmpdir(), 'doumi-shots-'))
  const problems: string[] = []
  try {
    say('Starting the demo shop in a temporary folder ...')
    await using program = await startProgram({ dataFolder: join(temporary, 'data'), timeoutMs: 300_000 })
    await using browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumFlags] })
    const scene = await setScene(browser, program, { product: 'olive-lantern' })
    mkdirSync(folder, { recursive: true })
    for (const { lang, look, ending } of looks()) {
      for (const shot of chosen) {
        const path = shot.path
          .replace('{lang}', lang)
          .replace('{conversation}', scene.conversation)
          .replace('{talk}', scene.talk)
        const file = join(folder, `${shot.name}.${ending}.png`)
        const found = await take(browser, { shot, look, scene, file, address: program.origin + path })
        problems.push(...found.map(problem => `${file}: ${problem}`))
      }
      say(`  ${ending}`)
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 })
  }
  for (const problem of problems) console.log(problem)
  const count = looks().length * chosen.length
  say(`${count} pictures in ${folder}/ in ${seconds(started)}, ${problems.length} problems`)
  return problems.length === 0 ? 0 : 1
}

function looks() {
  return ['ko', 'en'].flatMap(lang =>
    (['light', 'dark'] as const).flatMap(colorScheme =>
      sizes.map(viewport => ({
        lang,
        look: { viewport, colorScheme, locale: lang === 'ko' ? 'ko-KR' : 'en-GB' },
        ending: `${lang}.${colorScheme}.${viewport.width}`,
      })),
    ),
  )
}

interface Take {
  shot: Shot
  look: BrowserContextOptions
  scene: Scene
  file: string
  address: string
}

/** Opens a page, waits until it is quiet, saves its picture and gives what went wrong on it. */
async function take(browser: Browser, { shot, look, scene, file, address }: Take): Promise<string[]> {
  await using context = await browser.newContext({
    ...look,
    ...(shot.by && { storageState: scene[shot.by] }),
    javaScriptEnabled: !shot.withoutScripts,
  })
  const page = await context.newPage()
  const expected = shot.status ?? 200
  const problems = listen(page, { address, expected, scripts: !shot.withoutScripts })
  const reply = await page.goto(address, { waitUntil: 'load' })
  if (reply?.status() !== expected) problems.push(`answered ${reply?.status()}, not ${expected}`)
  // A page of the same path stays itself, whatever it notes behind the question mark.
  if (new URL(page.url()).pathname !== new URL(address).pathname) problems.push(`led to ${page.url()}`)
  if (!shot.withoutScripts) await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.waitForTimeout(300)
  await page.screenshot({ path: file, fullPage: true, animations: 'disabled' })
  return problems
}

function listen(page: Page, o: { address: string; expected: number; scripts: boolean }): string[] {
  const { address, expected, scripts } = o
  const problems: string[] = []
  page.on('pageerror', error => problems.push(`error on the page: ${error.message}`))
  page.on('requestfailed', request => {
    if (!scripts && request.resourceType() === 'script') return
    problems.push(`request failed: ${request.url()} ${request.failure()?.errorText}`)
  })
  page.on('response', reply => {
    if (reply.status() >= 400 && reply.url() !== address) problems.push(`${reply.status()} for ${reply.url()}`)
  })
  page.on('console', message => {
    // The browser itself reports a page that is meant to be refused as an error.
    const meant = expected >= 400 && message.location().url === address
    if (message.type() === 'error' && !meant) problems.push(`console: ${message.text()}`)
  })
  return problems
}
