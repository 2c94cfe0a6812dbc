import { randomUUID } from 'node:crypto'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { chromiumFlags, ensureChromium } from '../scripts/chromium.ts'
import { type Program, startProgram } from '../scripts/program.ts'
import { demoShop } from './demo-shop.ts'

/** The demo shop running in a process of its own, and a browser to visit it with. */
export interface Street extends AsyncDisposable {
  program: Program
  dataFolder: string
  browser: Browser
  /** Mina's cookies once she has entered; the link she came by works only once. */
  minasCookies: Awaited<ReturnType<BrowserContext['cookies']>>
  /** Starts the program anew on the same data and the same port, as after a crash. */
  startAgain(): Promise<void>
}

const flags = [...chromiumFlags, '--autoplay-policy=no-user-gesture-required']

/** Opens the demo shop on data of its own, and a browser. `settings` are more of the program's. */
export async function openStreet({ settings = {} }: { settings?: Record<string, string> } = {}): Promise<Street> {
  const dataFolder = await demoShop()
  let program = await startProgram({ dataFolder, settings })
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: flags })
  return {
    get program() {
      return program
    },
    dataFolder,
    browser,
    minasCookies: [],
    async startAgain() {
      const { port } = new URL(program.origin)
      program = await startProgram({ dataFolder, port: Number(port), settings })
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await program.stop()
    },
  }
}

/** Somebody at a window: their page, and what it complained about. */
export interface Person {
  context: BrowserContext
  page: Page
  complaints: string[]
}

/** Opens a window of its own for somebody, in a browser profile that nobody else shares. */
export async function person(browser: Browser, options: BrowserContextOptions = {}): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'ko-KR',
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  return { context, page, complaints }
}

/** Mina, the owner, at her desk: the first time by the link that the program printed, later by her cookies. */
export async function mina(street: Street, options: BrowserContextOptions = {}): Promise<Person> {
  const owner = await person(street.browser, options)
  if (street.minasCookies.length > 0) {
    await owner.context.addCookies(street.minasCookies)
    await owner.page.goto(`${street.program.origin}/ko/desk`)
    return owner
  }
  await owner.page.goto(await street.program.deskLink())
  await owner.page.waitForURL(/\/(ko|en)\/desk/)
  street.minasCookies = await owner.context.cookies()
  return owner
}

/** The shopper's page of a product, ready to ask on. */
export async function toStage({ page }: Person, { program }: Street, path: string): Promise<void> {
  await page.goto(program.origin + path)
  // The conversation wakes up with the first sign of somebody there.
  await page.mouse.move(20, 20)
  await page.locator('.talk-head .presence').waitFor()
}

/** Asks by typing and Enter. */
export async function ask({ page }: Person, text: string): Promise<void> {
  await page.locator('.composer textarea').fill(text)
  await page.keyboard.press('Enter')
}

/** Chooses in the menu of the message that says this. */
export async function choose({ page }: Person, text: string, name: string | RegExp): Promise<void> {
  const line = page.locator('.mine, .theirs').filter({ hasText: text, visible: true }).last()
  await line.hover()
  await line.locator('.dots').click()
  const menu = page.getByRole('menu')
  await menu.getByRole('menuitem', { name }).or(menu.getByRole('menuitemcheckbox', { name })).click()
}

/** Says something in a room as the page's own person would, without the page: what a test's scene needs. */
export async function sayIn({ page }: Person, room: string, body: object): Promise<void> {
  const status = await page.evaluate(
    async ([path, text]) => {
      const headers = { 'Content-Type': 'application/json' }
      return (await fetch(path, { method: 'POST', headers, body: text })).status
    },
    [`/api/rooms/${room}/entries?as=operator`, JSON.stringify({ cid: `scene:${randomUUID()}`, body })] as const,
  )
  if (status !== 200) throw new Error(`saying it was answered with ${status}`)
}
