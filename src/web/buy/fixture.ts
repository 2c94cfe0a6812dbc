import { randomUUID } from 'node:crypto'
import type { Database } from '#database'
import { offer, writePayWays } from '#shop'
import type { Browser } from '../account/fixture.ts'

/** For tests: an address in Korea as somebody types it. */
export const typed = {
  email: 'jimin@example.com',
  country: 'KR',
  name: '김지민',
  phone: '010-1234-5678',
  postcode: '04524',
  line1: '서울 중구 세종대로 110',
  line2: '3층',
  city: '',
  region: '',
  note: '문 앞에 놓아 주세요',
  payBy: 'transfer',
  depositor: '',
  consent: 'yes',
}

/** For tests: lets orders be paid by transfer and at the door. */
export function takeMoney(db: Database): Promise<void> {
  const bank = { bankName: '한빛은행', bankAccount: '110-234-567890', bankHolder: '모닥' }
  return writePayWays(db, { ways: { transfer: true, ...bank, delivery: true, stripe: false, portone: false } })
}

/** For tests: puts so many mugs into a browser's cart, by the form of the stage as it is without scripts. */
export function putMugs(browser: Browser, quantity = '1', more: Record<string, string> = {}): Promise<Response> {
  return browser.post('/ko/cart', { slug: 'mug', quantity, touch: randomUUID(), ...more })
}

/** For tests: the hidden fields of the page's form that has this field. */
export function hidden(html: string, having: string): Record<string, string> {
  const form = html.split('<form').find(part => part.includes(`name="${having}"`)) ?? ''
  const inputs = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]))
}

/** For tests: the checkout as it is shown to a browser, ready to be sent. */
export async function checkoutOf(browser: Browser, lang = 'ko'): Promise<Record<string, string>> {
  const html = await (await browser.get(`/${lang}/checkout`)).text()
  return { ...hidden(html, 'checkoutId'), ...typed, act: 'place' }
}

/** For tests: an accepted price of a shopper for one variant, good for ten minutes. */
export async function anOffer(
  db: Database,
  of: { shopperId: string; variantId: string; productId: string; unitAmount: number; quantity?: number },
): Promise<string> {
  const now = Date.now()
  const [made] = await db
    .insert(offer)
    .values({
      ...{ id: randomUUID(), roomId: randomUUID(), by: 'operator', state: 'accepted', quantity: 1, currency: 'KRW' },
      ...{ expiresAt: new Date(now + 600_000), madeAt: new Date(now) },
      ...of,
    })
    .returning({ id: offer.id })
  return made?.id ?? ''
}
