import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'
import { chromiumFlags, ensureChromium } from '../../scripts/chromium.ts'

/** What a visitor's browser does with the page. */
export interface Seen {
  /** All JavaScript that was fetched until the page was quiet, before the film is played; each file at gzip -9. */
  clientJsGzBytes: number
  /** The sum of layout shifts from the start to after the first message, the larger of both windows. */
  cls: number
  /** The same with the shifts that the browser puts down to what the visitor did. */
  clsWithInput: number
}

const windows = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
]
const quietMs = 700

/** Opens the page as a new visitor, on a wide and on a narrow window, leaves it alone until it is quiet, and asks. */
export async function lookAt(url: string): Promise<Seen> {
  await using browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumFlags] })
  const seen = []
  for (const viewport of windows) seen.push(await visit(browser, { url, viewport }))
  return {
    clientJsGzBytes: Math.max(...seen.map(one => one.clientJsGzBytes)),
    cls: Math.max(...seen.map(one => one.cls)),
    clsWithInput: Math.max(...seen.map(one => one.clsWithInput)),
  }
}

async function visit(
  browser: Browser,
  { url, viewport }: { url: string; viewport: (typeof windows)[0] },
): Promise<Seen> {
  await using context = await browser.newContext({ viewport, locale: 'ko-KR' })
  const page = await context.newPage()
  await page.addInitScript(watchShifts)
  const scripts: Promise<number>[] = []
  page.on('response', reply => {
    if (reply.request().resourceType() !== 'script') return
    scripts.push(reply.body().then(body => gzipSync(body, { level: 9 }).byteLength))
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.locator('.talk .presence, .talk-head p').first().waitFor()
  await page.waitForTimeout(quietMs)
  const sizes = await Promise.all(scripts)
  await page.locator('.composer textarea').fill('밤에 아이 방에 켜 두어도 될까요?')
  await page.locator('.composer textarea').press('Enter')
  await page.locator('.mine:not(.sending):not(.failed)').first().waitFor()
  await page.waitForTimeout(quietMs)
  const shifts = await page.evaluate(() => shiftsSeen)
  const sum = (of: typeof shifts) => Math.round(of.reduce((all, shift) => all + shift.value, 0) * 1e4) / 1e4
  return {
    clientJsGzBytes: sizes.reduce((all, size) => all + size, 0),
    cls: sum(shifts.filter(shift => !shift.input)),
    clsWithInput: sum(shifts),
  }
}

declare global {
  var shiftsSeen: { value: number; input: boolean }[]
}

/** Runs in the page, before anything of its own. */
function watchShifts(): void {
  globalThis.shiftsSeen = []
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
      shiftsSeen.push({ value, input: hadRecentInput })
    }
  }).observe({ type: 'layout-shift', buffered: true })
}
