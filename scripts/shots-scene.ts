import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Program } from './program.ts'

/** What a browser must bring along to be somebody. */
type State = NonNullable<BrowserContextOptions['storageState']>

/** A shop in which something has happened: who is in it, and the address of their conversation at the desk. */
export interface Scene {
  shopper: State
  owner: State
  conversation: string
}

/** Lets a shopper ask about the first product, the owner answer it, and the shopper ask once more. */
export async function setScene(browser: Browser, program: Program, { product }: { product: string }): Promise<Scene> {
  await using shoppers = await browser.newContext({ locale: 'ko-KR' })
  await using owners = await browser.newContext({ locale: 'ko-KR' })
  const shopper = await shoppers.newPage()
  await shopper.goto(`${program.origin}/ko/p/${product}`)
  await say(shopper, '.composer textarea', '비 오는 날 밖에 걸어 둬도 되나요?')

  const owner = await owners.newPage()
  await owner.goto(await program.deskLink())
  await owner.waitForURL(/\/desk(\?|$)/)
  await owner.locator('a[href*="/desk/c/"]').first().click()
  await owner.waitForURL(/\/desk\/c\//)
  await say(owner, '.reply textarea', '네, 생활방수라 비는 괜찮아요. 물에 담그지만 않으면 돼요.')
  await shopper.locator('.theirs').first().waitFor()
  await say(shopper, '.composer textarea', '배터리는 얼마나 가요?')
  await owner.getByText('배터리는 얼마나 가요?').first().waitFor()

  const conversation = new URL(owner.url()).pathname.replace(/^\/(ko|en)/, '')
  return { shopper: await shoppers.storageState(), owner: await owners.storageState(), conversation }
}

async function say(page: Page, field: string, text: string): Promise<void> {
  await page.locator(field).fill(text)
  await page.keyboard.press('Enter')
  await page.getByText(text).first().waitFor()
}
