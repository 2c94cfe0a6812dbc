import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { openStreet, type Person, person, type Street } from './people.ts'
import { openPortOneServer, type PortOneServer } from './portone-server.ts'
import { openStripeServer, type StripeServer } from './stripe-server.ts'

describe('paying through providers', () => {
  let street: Street
  let stripe: StripeServer
  let portOne: PortOneServer

  before(async () => {
    ;[stripe, portOne] = await Promise.all([openStripeServer(), openPortOneServer()])
    street = await openStreet({
      settings: {
        STRIPE_SECRET_KEY: stripe.settings.secretKey,
        STRIPE_WEBHOOK_SECRET: stripe.settings.webhookSecret,
        STRIPE_API_URL: stripe.settings.apiUrl,
        PORTONE_STORE_ID: portOne.settings.storeId,
        PORTONE_CHANNEL_KEY: portOne.settings.channelKey,
        PORTONE_API_SECRET: portOne.settings.apiSecret,
        PORTONE_WEBHOOK_SECRET: portOne.settings.webhookSecret,
        PORTONE_API_URL: portOne.settings.apiUrl,
      },
    })
    stripe.webhookTo = `${street.program.origin}/pay/stripe/webhook`
    portOne.webhookTo = `${street.program.origin}/pay/portone/webhook`
  })
  after(async () => {
    await street[Symbol.asyncDispose]()
    await stripe[Symbol.asyncDispose]()
    await portOne[Symbol.asyncDispose]()
  })

  /** Somebody who has filled in the checkout for one mug, and chose how to pay. */
  async function atCheckout(lang: 'ko' | 'en', way: string, options: BrowserContextOptions = {}): Promise<Person> {
    const one = await person(street.browser, options)
    const { page } = one
    await page.goto(`${street.program.origin}/${lang}/p/enamel-mug`)
    await page.locator('[name=act][value=buy]').first().click()
    await page.waitForURL(/\/checkout$/)
    for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value)
    await page.locator(`[name=payBy][value=${way}]`).check()
    await page.locator('[name=consent]').check()
    return one
  }

  const place = ({ page }: Person) => page.locator('[data-place]').click()

  async function isPaid({ page, complaints }: Person): Promise<void> {
    await page.waitForURL(/\/orders\//)
    await page
      .locator('.badge.good, .badge', { hasText: /결제했어요|결제됐어요|결제 완료|Paid/ })
      .first()
      .waitFor()
    assert.deepEqual(complaints, [])
  }

  test('a buyer pays on Stripe’s page and comes back to an order that is paid', async () => {
    const jimin = await atCheckout('ko', 'stripe')
    await place(jimin)
    await jimin.page.waitForURL(/\/pay\/cs_test_/)
    assert.match((await jimin.page.locator('h1').textContent()) ?? '', /^Pay \d+ krw$/)
    await jimin.page.getByRole('button', { name: 'Pay' }).click()
    await isPaid(jimin)
  })

  test('the webhook may be lost: who comes back has paid all the same', async () => {
    const webhookTo = stripe.webhookTo
    stripe.webhookTo = null
    const jimin = await atCheckout('en', 'stripe')
    await place(jimin)
    await jimin.page.getByRole('button', { name: 'Pay' }).click()
    await isPaid(jimin)
    stripe.webhookTo = webhookTo
  })

  test('who comes back without having paid can go on, without scripts too', async () => {
    const jimin = await atCheckout('ko', 'stripe', { javaScriptEnabled: false })
    await jimin.page.locator('[data-place]').click()
    await jimin.page.waitForURL(/\/orders\//)
    const pay = () => jimin.page.locator('.pay-now a').click()
    await pay()
    await jimin.page.getByRole('button', { name: 'Cancel' }).click()
    await jimin.page.waitForURL(/\/orders\//)
    await pay()
    await jimin.page.getByRole('button', { name: 'Pay' }).click()
    await isPaid(jimin)
  })

  test('a provider that is away costs nobody the order', async () => {
    stripe.isAway = true
    const jimin = await atCheckout('ko', 'stripe')
    await place(jimin)
    await jimin.page.waitForURL(/\/orders\//)
    await jimin.page.getByRole('alert').waitFor()
    stripe.isAway = false
    await jimin.page.locator('.pay-now a').click()
    await jimin.page.getByRole('button', { name: 'Pay' }).click()
    await jimin.page.waitForURL(/\/orders\//)
    await jimin.page.locator('.badge', { hasText: '결제' }).first().waitFor()
  })

  test('webhooks are taken by their signature alone', async () => {
    const send = async (path: string, { headers, body }: { headers?: HeadersInit; body: string }) =>
      (await fetch(street.program.origin + path, { method: 'POST', body, ...(headers && { headers }) })).status
    const unknown = stripe.hook('customer.created', { id: 'cus_1', object: 'customer' })
    const forged = stripe.hook('customer.created', { id: 'cus_1' }, { secret: 'whsec_guessed' })
    const large = stripe.hook('customer.created', { id: 'x'.repeat(70_000) })
    assert.equal(await send('/pay/stripe/webhook', unknown), 200)
    assert.equal(await send('/pay/stripe/webhook', forged), 422)
    assert.equal(await send('/pay/portone/webhook', unknown), 422)
    assert.equal(await send('/pay/stripe/webhook', large), 413)
    assert.equal(await send('/ko/cart', { body: '' }), 403)
  })

  test('a buyer pays in PortOne’s window, which only its page may open', async () => {
    const jimin = await atCheckout('ko', 'portone')
    await jimin.page.route('https://cdn.portone.io/**', route =>
      route.fulfill({ contentType: 'text/javascript', body: portOne.script }),
    )
    await place(jimin)
    await jimin.page.waitForURL(/\/window\?/)
    await jimin.page.getByRole('button', { name: 'Pay' }).click()
    await isPaid(jimin)
  })
})

const fields = {
  email: 'jimin@example.com',
  name: '김지민',
  phone: '010-1234-5678',
  postcode: '04524',
  line1: '세종대로 110',
}
