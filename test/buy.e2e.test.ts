import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { findsNothing, fits } from './axe.ts'
import { ask, mina, openStreet, type Person, person, type Street, sayIn, toStage } from './people.ts'

const password = 'a tent by the lake'
const lantern = '/p/olive-lantern'

describe('from the stage to the order', () => {
  let street: Street
  let owner: Person

  before(async () => {
    street = await openStreet()
    owner = await mina(street)
    await setUpPayments(owner.page)
  })
  after(() => street[Symbol.asyncDispose]())

  async function visitor(
    options: BrowserContextOptions = {},
  ): Promise<Person & { go(path: string): Promise<unknown> }> {
    const one = await person(street.browser, options)
    return { ...one, go: path => one.page.goto(street.program.origin + path) }
  }

  async function setUpPayments(page: Page): Promise<void> {
    await page.goto(`${street.program.origin}/ko/desk/payments`)
    await page.locator('input[name="transfer"]').check()
    await page.locator('input[name="bankName"]').fill('한빛은행')
    await page.locator('input[name="bankAccount"]').fill('110-234-567890')
    await page.locator('input[name="bankHolder"]').fill('모닥')
    await page.locator('input[name="delivery"]').check()
    await page.locator('main form button[type="submit"]').first().click()
    await page.waitForURL(/done=/)
  }

  /** Fills in the checkout of a page and orders. */
  async function order(page: Page, { email = 'jimin@example.com', payBy = 'transfer' } = {}): Promise<void> {
    await page.locator('#email').fill(email)
    await page.locator('#country').selectOption('KR')
    await page.locator('#name').fill('김지민')
    await page.locator('#phone').fill('010-1234-5678')
    await page.locator('#postcode').fill('04524')
    await page.locator('#line1').fill('서울 중구 세종대로 110')
    await page.locator(`input[name="payBy"][value="${payBy}"]`).check()
    await page.locator('input[name="consent"]').check()
    await page.locator('[data-place]').click()
    await page.waitForURL(/\/orders\/[\w-]{20,}/)
  }

  /** The desk's page of the newest order. */
  async function newestOrder(): Promise<Page> {
    const { page } = owner
    await page.goto(`${street.program.origin}/ko/desk/orders`)
    await page.locator('.orders td a').first().click()
    await page.waitForURL(/orders\/[\da-f-]{36}/)
    return page
  }

  async function check(page: Page, what: string): Promise<void> {
    await findsNothing(page, what)
    await fits(page, what)
  }

  test('a guest fills the cart while the film goes on, pays by transfer, and sees how the order comes along', async () => {
    const jimin = await visitor()
    const { page } = jimin
    await toStage(jimin, street, `/ko${lantern}`)
    const film = page.locator('video[data-film]')
    await film.evaluate((video: HTMLVideoElement) => video.play())
    await page.locator('.buy').getByText('모래', { exact: true }).click()
    await page.locator('.buy input[name="quantity"]').fill('2')
    await page.locator('.buy button[value="add"]').dblclick()
    await page.locator('.put-told[role="status"]', { hasText: '장바구니에 담았어요' }).waitFor()
    const at = await film.evaluate((video: HTMLVideoElement) => video.currentTime)
    await page.locator('[data-cart]').click()
    const sheet = page.getByRole('dialog', { name: '장바구니' })
    await sheet.getByText('올리브 캠핑 랜턴').waitFor()
    assert.equal(await sheet.getByRole('spinbutton').inputValue(), '2')
    await check(page, 'the sheet')
    await sheet.getByRole('spinbutton').fill('1')
    await page.keyboard.press('Tab')
    await page.locator('[data-cart] b', { hasText: /^1$/ }).waitFor()
    await page.waitForTimeout(300)
    const later = await film.evaluate((video: HTMLVideoElement) => ({ at: video.currentTime, paused: video.paused }))
    assert.ok(later.at > at && !later.paused, 'the film goes on')
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    assert.ok(await page.locator('[data-cart]').evaluate(link => link === document.activeElement))

    await jimin.go('/ko/cart')
    await check(page, 'the cart')
    await page.getByRole('link', { name: '주문하러 가기' }).click()
    await page.waitForURL(/checkout/)
    await check(page, 'the checkout')
    await order(page)
    await page.getByText('110-234-567890').waitFor()
    await check(page, 'the order')
    assert.equal(await page.locator('[data-cart] b').count(), 0)

    const desk = await newestOrder()
    await check(desk, 'the desk’s order')
    await desk.getByRole('button', { name: '입금 확인' }).click()
    await desk.getByText('입금을 확인했어요').waitFor()
    await page.reload()
    await page.locator('.badge', { hasText: '결제됐어요' }).waitFor()
    await desk.locator('#carrier').selectOption('cj')
    await desk.locator('#tracking').fill('654321098765')
    await desk.getByRole('button', { name: '발송하기' }).click()
    await desk.getByText('발송했어요').waitFor()
    await page.reload()
    await page.locator('.badge', { hasText: '보냈어요' }).waitFor()
    const track = page.getByRole('link', { name: '배송 조회' })
    assert.match((await track.getAttribute('href')) ?? '', /cjlogistics\.com.*654321098765/)
    await desk.getByRole('button', { name: '도착으로 표시' }).click()
    await page.reload()
    await page.locator('.badge', { hasText: '도착했어요' }).waitFor()
    assert.deepEqual(jimin.complaints, [])
    await jimin.context.close()
  })

  test('an agreed price goes into the cart from its card while the film goes on, and is used by the order', async () => {
    const jimin = await visitor()
    const { page } = jimin
    await toStage(jimin, street, `/ko${lantern}`)
    await ask(jimin, '조금 깎아 주실 수 있어요?')
    await page.locator('.mine:not(.sending)').waitFor()
    const room = await page.evaluate(async () => {
      const { conversations } = await (await fetch('/api/conversations')).json()
      return conversations[0].room as string
    })
    const offer = randomUUID()
    const variantId = await page.evaluate(() => {
      const props = document.querySelector('[data-island="Buy"]')?.nextElementSibling?.textContent ?? '{}'
      return JSON.parse(props).variants[0].id as string
    })
    await sayIn(owner, room, { kind: 'offer', offer, variantId, quantity: 2, unitAmount: 50_000 })
    await page.getByRole('button', { name: '좋아요' }).click()
    const film = page.locator('video[data-film]')
    await film.evaluate((video: HTMLVideoElement) => video.play())
    await page.locator('form[action$="/cart/offers"] button').click()
    const sheet = page.getByRole('dialog', { name: '장바구니' })
    await sheet.getByText('정한 가격').waitFor()
    await sheet.locator('time.left', { hasText: /\d\d:\d\d/ }).waitFor()
    assert.equal(await sheet.getByRole('spinbutton').count(), 0)
    assert.ok(!(await film.evaluate((video: HTMLVideoElement) => video.paused)))
    await check(page, 'the sheet with an agreed price')
    await jimin.go('/ko/checkout')
    await order(page)
    await page.getByText('100,000').first().waitFor()
    await owner.page.goto(`${street.program.origin}/ko/desk/c/${room}`)
    await owner.page
      .locator('#known, .known')
      .getByText(/주문 \d+/)
      .first()
      .waitFor()
    await jimin.context.close()
  })

  test('two tabs share the cart, and its number', async () => {
    const jimin = await visitor()
    const { page } = jimin
    await toStage(jimin, street, '/ko/p/oak-board')
    await page.locator('.buy button[value="add"]').click()
    await page.locator('[data-cart] b', { hasText: /^1$/ }).waitFor()
    const other = await jimin.context.newPage()
    await other.goto(`${street.program.origin}/ko/p/enamel-mug`)
    await other.locator('[data-cart] b', { hasText: /^1$/ }).waitFor()
    await other.locator('.buy button[value="add"]').click()
    await other.locator('[data-cart] b', { hasText: /^2$/ }).waitFor()
    await jimin.go('/ko/cart')
    assert.equal(await page.locator('.cart-lines > li').count(), 2)
    await jimin.context.close()
  })

  for (const width of [1280, 320]) {
    test(`with scripts off everything can be bought, changed and called off, at ${width} pixels`, async () => {
      const plain = await visitor({ javaScriptEnabled: false, viewport: { width, height: 800 } })
      const { page } = plain
      await plain.go(`/ko${lantern}`)
      await page.locator('.buy').getByText('모래', { exact: true }).click()
      await page.locator('.buy button[value="add"]').click()
      await page.waitForURL(/#in-cart$/)
      assert.ok(await page.locator('#in-cart').isVisible())
      await page.locator('#in-cart a').click()
      await page.getByText('모래').waitFor()
      await page.getByRole('spinbutton').fill('3')
      await page.getByRole('button', { name: '바꾸기' }).click()
      assert.equal(await page.getByRole('spinbutton').inputValue(), '3')
      await page.getByRole('link', { name: '주문하러 가기' }).click()
      await order(page, { payBy: 'delivery' })
      await page.locator('.badge', { hasText: '주문이 확인됐어요' }).waitFor()
      await page.getByText('주문 취소').click()
      await page.getByRole('button', { name: '네, 취소할게요' }).click()
      await page.getByText('주문을 취소했어요').waitFor()
      await plain.context.close()
    })
  }

  test('a member comes back from the door to the checkout, types less the second time, and finds the orders', async () => {
    const jiyun = await visitor({ locale: 'en-GB' })
    const { page } = jiyun
    const go = async () => {
      await jiyun.go(`/en${lantern}`)
      await page.locator('.buy button[value="buy"]').click()
      await page.waitForURL(/\/en\/checkout$/)
    }
    await go()
    await page.getByRole('link', { name: 'Sign in and come back here' }).click()
    await page.locator('a[href*="sign-up"]').first().click()
    await page.locator('#name').fill('Jiyun')
    await page.locator('#email').fill('jiyun@mail.example')
    await page.locator('#password').fill(password)
    await page.locator('main form button[type="submit"]').click()
    await page.waitForURL(/\/en\/checkout$/)
    await page.getByText('You order as Jiyun').waitFor()
    assert.equal(await page.locator('#email').inputValue(), 'jiyun@mail.example')
    await order(page, { email: 'jiyun@mail.example' })
    await page.getByText('Thank you for your order').waitFor()
    await check(page, 'the order in English')
    await go()
    assert.equal(await page.locator('#line1').inputValue(), '서울 중구 세종대로 110')
    await jiyun.go('/en/account')
    await page.locator('.order-rows a').first().waitFor()
    await page.getByRole('link', { name: 'All orders' }).click()
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
    assert.equal(await page.locator('.order-rows a').count(), 1)
    await check(page, 'the list of orders')
    assert.deepEqual(jiyun.complaints, [])
    await jiyun.context.close()
  })

  test('another country changes the sum where it stands, and what was typed stays', async () => {
    const jimin = await visitor({ locale: 'en-GB' })
    const { page } = jimin
    await jimin.go('/en/p/oak-board')
    await page.locator('.buy button[value="buy"]').click()
    await page.waitForURL(/checkout$/)
    await page.locator('#name').fill('Ada')
    await page.locator('#country').selectOption('DE')
    await page.locator('#city').waitFor({ state: 'visible' })
    assert.equal(await page.locator('#name').inputValue(), 'Ada')
    await page.locator('[data-place]').waitFor()
    await jimin.context.close()
  })

  test('a new order appears in the desk’s list without a reload', async () => {
    const { page } = owner
    await page.goto(`${street.program.origin}/ko/desk/orders`)
    const before = await page.locator('.orders tbody tr').count()
    const jimin = await visitor()
    await jimin.go('/ko/p/oak-board')
    await jimin.page.locator('.buy button[value="buy"]').click()
    await jimin.page.waitForURL(/checkout$/)
    await order(jimin.page)
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.locator('.orders tbody tr').nth(before).waitFor()
    await jimin.context.close()
  })

  for (const width of [1280, 390, 320]) {
    test(`axe finds nothing on the way to an order, and nothing is too wide, ${width} pixels`, async () => {
      const jimin = await visitor({ viewport: { width, height: 844 } })
      const { page } = jimin
      for (const lang of ['ko', 'en']) {
        await jimin.go(`/${lang}/cart`)
        await check(page, `${lang}, the empty cart`)
        await jimin.go(`/${lang}${lantern}`)
        if (width < 900) await page.locator('#tab-details').click()
        await page.locator('.buy button[value="add"]').click()
        await page.locator('.put-told .link').first().waitFor()
        await check(page, `${lang}, the stage`)
        await page.locator('.put-told .link').first().click()
        await page.locator('.cart-sheet .cart-lines').waitFor()
        await check(page, `${lang}, the sheet`)
        await jimin.go(`/${lang}/cart`)
        await check(page, `${lang}, the cart`)
        await jimin.go(`/${lang}/checkout`)
        await page.locator('form[data-checkout]').evaluate((form: HTMLFormElement) => {
          form.noValidate = true
        })
        await page.locator('[data-place]').click()
        await page.locator('.word.bad').waitFor()
        await check(page, `${lang}, the refused checkout`)
        await order(page)
        await check(page, `${lang}, the order`)
        await jimin.go(`/${lang}/orders`)
        await check(page, `${lang}, the orders`)
      }
      await jimin.context.close()
    })
  }

  test('axe finds nothing on the desk’s pages of orders, and nothing is too wide on a phone', async () => {
    const { page, context } = await mina(street, { viewport: { width: 390, height: 844 } })
    for (const lang of ['ko', 'en']) {
      await page.goto(`${street.program.origin}/${lang}/desk/orders`)
      await check(page, `${lang}, the desk’s orders`)
      await page.locator('.orders td a').first().click()
      await page.waitForURL(/orders\/[\da-f-]{36}/)
      await check(page, `${lang}, the desk’s order`)
    }
    await context.close()
  })
})
