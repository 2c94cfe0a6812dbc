import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Program } from './program.ts'

/** What a browser must bring along to be somebody. */
type State = NonNullable<BrowserContextOptions['storageState']>

/**
 * A shop in which something has happened: who is in it, and the addresses of their conversation, at the desk and as the
 * shopper's own page.
 */
export interface Scene {
  shopper: State
  owner: State
  conversation: string
  talk: string
}

/** Lets a shopper ask about a product, the owner answer it, the shopper ask once more and tell everybody. */
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
  await owner.waitForLoadState('networkidle')
  await say(owner, '.reply textarea', '네, 생활방수라 비는 괜찮아요. 물에 담그지만 않으면 돼요.')
  await shopper.locator('.theirs').first().waitFor()
  await say(shopper, '.composer textarea', '배터리는 얼마나 가요?')
  await owner.getByText('배터리는 얼마나 가요?').first().waitFor()

  await shopper.locator('#way-everyone').click()
  await say(shopper, '#talk-everyone textarea', '저는 지난주에 받았는데 이틀 밤 썼어요.')

  const conversation = new URL(owner.url()).pathname.replace(/^\/(ko|en)/, '')
  const talk = `/talks/${conversation.split('/').at(-1)}`
  return { shopper: await shoppers.storageState(), owner: await owners.storageState(), conversation, talk }
}

async function say(page: Page, field: string, text: string): Promise<void> {
  await page.locator(field).fill(text)
  await page.keyboard.press('Enter')
  await page.getByText(text).first().waitFor()
}
