import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { ensureBuilt } from './build.ts'
import { chromiumFlags, ensureChromium } from './chromium.ts'
import { say, seconds } from './install.mjs'
import { type Program, startProgram } from './program.ts'

/** Every page that there is; `{lang}` stands for ko and en. `status` is what it answers if not 200. */
const pages: readonly { name: string; path: string; status?: number; atDesk?: true }[] = [
  { name: 'home', path: '/{lang}' },
  { name: 'new', path: '/{lang}/new' },
  { name: 'category', path: '/{lang}/c/camping' },
  { name: 'search-start', path: '/{lang}/search' },
  { name: 'search-found', path: '/{lang}/search?q=%EB%9E%9C%ED%84%B4' },
  { name: 'search-nothing', path: '/{lang}/search?q=zzzz' },
  { name: 'product-film', path: '/{lang}/p/olive-lantern' },
  { name: 'product-pictures', path: '/{lang}/p/willow-basket' },
  { name: 'not-found', path: '/{lang}/p/no-such-thing', status: 404 },
  { name: 'desk-sign-in', path: '/{lang}/desk/sign-in' },
  { name: 'desk', path: '/{lang}/desk', atDesk: true },
]
const sizes = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
]
const langs = ['ko', 'en'] as const
const schemes = ['light', 'dark'] as const
const folder = 'shots'
const wanted = process.argv.slice(3)

process.exitCode = (await ensureBuilt()) ? await takeAll() : 1

async function takeAll(): Promise<number> {
  const started = Date.now()
  const temporary = mkdtempSync(join(tmpdir(), 'doumi-shots-'))
  const problems: string[] = []
  let taken = 0
  try {
    await using program = await startProgram({ dataFolder: join(temporary, 'data'), timeoutMs: 300_000 })
    await using browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumFlags] })
    const state = await signIn(browser, program)
    mkdirSync(folder, { recursive: true })
    for (const lang of langs) {
      for (const colorScheme of schemes) {
        for (const viewport of sizes) {
          const look = { viewport, colorScheme, locale: lang === 'ko' ? 'ko-KR' : 'en-GB' }
          for (const page of pages.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
            await using context = await browser.newContext({ ...look, ...(page.atDesk && { storageState: state }) })
            const file = join(folder, `${page.name}.${lang}.${colorScheme}.${viewport.width}.png`)
            const found = await take(await context.newPage(), {
              ...page,
              address: program.origin + page.path.replace('{lang}', lang),
              file,
            })
            problems.push(...found.map(problem => `${file}: ${problem}`))
            taken += 1
          }
        }
      }
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 })
  }
  for (const problem of problems) console.log(problem)
  say(`${taken} pictures in ${folder}/ in ${seconds(started)}, ${problems.length} problems`)
  return problems.length === 0 ? 0 : 1
}

async function signIn(browser: Browser, program: Program) {
  await using context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(await program.deskLink())
  return await context.storageState()
}

/** Opens a page, waits until it is quiet, saves its picture and gives what went wrong on it. */
async function take(page: Page, o: { address: string; file: string; status?: number }): Promise<string[]> {
  const problems: string[] = []
  const expected = o.status ?? 200
  page.on('pageerror', error => problems.push(`error on the page: ${error.message}`))
  page.on('requestfailed', request => problems.push(`request failed: ${request.url()} ${request.failure()?.errorText}`))
  page.on('response', reply => {
    if (reply.status() >= 400 && reply.url() !== o.address) problems.push(`${reply.status()} for ${reply.url()}`)
  })
  page.on('console', message => {
    // The browser itself reports a page that is meant to be missing as an error.
    const meant = expected >= 400 && message.location().url === o.address
    if (message.type() === 'error' && !meant) problems.push(`console: ${message.text()}`)
  })
  const reply = await page.goto(o.address, { waitUntil: 'load' })
  if (reply?.status() !== expected) problems.push(`answered ${reply?.status()}, not ${expected}`)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.waitForTimeout(300)
  await page.screenshot({ path: o.file, fullPage: true, animations: 'disabled' })
  return problems
}
