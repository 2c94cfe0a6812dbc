import assert from 'node:assert/strict'
import { join, resolve } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { type Person, person, type Street, toStage } from './people.ts'

const pictures = resolve(import.meta.dirname, '..', 'demo', 'pictures')

/** Fills in the checkout that is open, and orders. */
export async function order(page: Page, { name, email, payBy }: { name: string; email: string; payBy: string }) {
  const typed = { email, name, phone: '010-1234-5678', postcode: '04524', line1: '서울 중구 세종대로 110' }
  for (const [field, text] of Object.entries(typed)) await page.locator(`form [name="${field}"]`).fill(text)
  await page.locator(`[name="payBy"][value="${payBy}"]`).check()
  await page.locator('[name="consent"]').check()
  await page.locator('[data-place]').click()
}

/** The address of the order that a buyer's page shows, without what it tells once. */
export async function orderOf(page: Page): Promise<string> {
  await page.waitForURL(/\/orders\/[\w-]{20,}/)
  return page.url().replace(/[?#].*/, '')
}

/** Writes a review into the form that is open, with a picture, and sends it. */
export async function review(page: Page, { stars, author, text }: { stars: number; author: string; text: string }) {
  await page.getByText(`${stars}★`).click()
  await page.locator('[name="author"]').fill(author)
  await page.locator('[name="text"]').fill(text)
  await page.locator('[name="pictures"]').setInputFiles(join(pictures, 'mug.webp'))
  await page.locator('main form button[type="submit"]').click()
  await page.locator('.word.good').waitFor()
}

/** What search engines are told of a product. */
export async function facts(
  page: Page,
  address: string,
): Promise<{ ratingValue: number; reviewCount: number } | undefined> {
  await page.goto(address)
  const texts = await page.locator('script[type="application/ld+json"]').allTextContents()
  const product = texts.map(text => JSON.parse(text)).find(fact => fact['@type'] === 'Product')
  return product.aggregateRating
}

/** A shopper on the stage whose film goes on; `goesOn` says so and that the page was never left. */
export async function watching(
  street: Street,
  { path, play, ...options }: BrowserContextOptions & { path: string; play: string },
): Promise<Person & { goesOn(when: string): Promise<void> }> {
  const shopper = await person(street.browser, options)
  const { page } = shopper
  await toStage(shopper, street, path)
  await page.getByRole('button', { name: play }).click()
  const film = page.locator('video[data-film]')
  // Slowly, so that it is not over before the bargain is made.
  await film.evaluate((video: HTMLVideoElement) => {
    video.playbackRate = 0.25
  })
  const now = () =>
    film.evaluate((video: HTMLVideoElement) => ({
      page: performance.timeOrigin,
      second: video.currentTime,
      isOver: video.paused || video.ended,
    }))
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0)
  let last = await now()
  const goesOn = async (when: string) => {
    const next = await now()
    assert.equal(next.page, last.page, `the stage was left ${when}`)
    assert.ok(!next.isOver && next.second > last.second, `the film stands still ${when}`)
    last = next
  }
  return { ...shopper, goesOn }
}
