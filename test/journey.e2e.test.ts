import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { findings } from './axe.ts'
import { ask, mina, openStreet, type Person, person, type Street, toStage } from './people.ts'
import { openStripeServer, type StripeServer } from './stripe-server.ts'
import { facts, order, orderOf, review, watching } from './walk.ts'

/** All the way in one piece: bargained for beside the film, paid, sent, received, reviewed. */
describe('from the first word to the review', () => {
  let street: Street
  let stripe: StripeServer
  let owner: Person

  before(async () => {
    stripe = await openStripeServer()
    const { secretKey, webhookSecret, apiUrl } = stripe.settings
    street = await openStreet({
      settings: { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_URL: apiUrl },
    })
    stripe.webhookTo = `${street.program.origin}/pay/stripe/webhook`
    owner = await mina(street)
  })
  after(async () => {
    await street[Symbol.asyncDispose]()
    await stripe[Symbol.asyncDispose]()
  })

  const at = (path: string) => street.program.origin + path
  const offerCard = ({ page }: Person, price: string): Locator =>
    page.locator('article.offer', { hasText: price }).last()

  /** Opens at the desk the conversation in which this was said. */
  async function answers(said: string): Promise<void> {
    await owner.page.goto(at('/ko/desk'))
    await owner.page.locator('.one', { hasText: said }).first().click()
    await owner.page.locator('.say', { hasText: said }).waitFor()
  }

  /** The owner names another price than the one on this card. */
  async function counters(price: string, { other, gift }: { other: string; gift: string }): Promise<void> {
    await offerCard(owner, price).getByRole('button', { name: '다른 가격 말하기' }).click()
    const sheet = owner.page.locator('dialog.offer-sheet')
    await sheet.getByLabel('하나의 가격').fill(other)
    await sheet.getByLabel(/서비스/).fill(gift)
    await sheet.getByRole('button', { name: '제안 보내기' }).click()
  }

  /** The desk's page of the newest order, which comes to this. */
  async function newestOrder(total: string): Promise<Page> {
    const { page } = owner
    await page.goto(at('/ko/desk/orders'))
    await page.locator('.orders td a').first().click()
    await page.waitForURL(/orders\/[\da-f-]{36}/)
    await page.getByText(total).filter({ visible: true }).first().waitFor()
    return page
  }

  async function ship(desk: Page): Promise<void> {
    await desk.locator('#carrier').selectOption('cj')
    await desk.locator('#tracking').fill('654321098765')
    await desk.getByRole('button', { name: '발송하기' }).click()
    await desk.getByText('발송했어요').waitFor()
  }

  test('a member’s price is agreed on by the shop’s rules, paid through Stripe, and given back in part', async () => {
    const member = await person(street.browser, { locale: 'en-GB' })
    await member.page.goto(at('/en/sign-up'))
    await member.page.locator('#name').fill('Hana')
    await member.page.locator('#email').fill('hana@mail.example')
    await member.page.locator('#password').fill('a tent by the lake')
    await member.page.locator('main form button[type="submit"]').click()
    await member.page.waitForURL(/\/en\/account/)
    const storageState = await member.context.storageState()
    await member.context.close()

    const hana = await watching(street, {
      path: '/en/p/celadon-teapot',
      play: 'Play the film',
      locale: 'en-GB',
      storageState,
    })
    const { page, goesOn } = hana
    await page.getByRole('button', { name: 'Make an offer' }).click()
    await page.getByLabel('Price each').fill('72000')
    await page.getByRole('button', { name: 'Send the offer' }).click()
    await page.locator('article.offer.accepted', { hasText: '72,000' }).getByText('by the shop’s rules').waitFor()
    await goesOn('after the rules agreed')
    await page.getByRole('button', { name: 'Buy at this price' }).click()
    const cart = page.getByRole('dialog', { name: 'Cart' })
    await cart.getByText('₩72,000').first().waitFor()
    await goesOn('with the agreed price in the cart')
    await cart.getByRole('link', { name: 'Go to checkout' }).click()
    await page.waitForURL(/\/en\/checkout/)
    await page.getByText('You order as Hana').waitFor()
    await order(page, { name: 'Hana Kim', email: 'hana@mail.example', payBy: 'stripe' })
    await page.waitForURL(/\/pay\/cs_test_/)
    const session = [...stripe.sessions.values()].at(-1)
    assert.deepEqual([session?.amount_total, session?.currency], [72_000, 'krw'])
    await page.getByRole('button', { name: 'Pay' }).click()
    const link = await orderOf(page)
    await page.locator('.badge', { hasText: 'Paid' }).waitFor()

    const desk = await newestOrder('72,000')
    await ship(desk)
    await desk.getByRole('button', { name: '도착으로 표시' }).click()
    await desk.getByRole('button', { name: '환불', exact: true }).first().click()
    await desk.locator('#give-amount').fill('10,000')
    await desk.locator('#give-why').fill('뚜껑에 흠집')
    await desk.locator('#sure-give').getByRole('button', { name: '환불' }).click()
    await desk.getByText('돈을 돌려줬어요').waitFor()
    const back = stripe.refunds.map(({ amount, payment_intent }) => [amount, payment_intent])
    assert.deepEqual(back, [[10_000, session?.payment_intent]])
    await page.goto(link)
    await page.getByText('₩10,000').waitFor()
    await page.getByRole('link', { name: 'Write a review' }).click()
    await review(page, { stars: 4, author: 'Hana', text: 'Pours without a drip. A scratch, and they saw to it.' })
    await page.getByText('Pours without a drip').waitFor()
    await page.goto(link)
    await page.getByRole('link', { name: 'Change your review' }).waitFor()
    await page.goto(at('/en/account'))
    await page.locator('.order-rows a').first().waitFor()
    assert.deepEqual(hana.complaints, [])
    await hana.context.close()
  })

  test('a guest haggles while the film goes on, pays by transfer, and reviews by the order’s link', async () => {
    const lantern = '/ko/p/olive-lantern'
    const liked = await facts(owner.page, at(lantern))
    const jiyun = await watching(street, { path: lantern, play: '영상 보기' })
    const { page, goesOn } = jiyun
    await ask(jiyun, '비 오는 날에도 괜찮아요?')
    await answers('비 오는 날에도')
    await goesOn('after the question')
    await page.getByRole('button', { name: '가격 제안하기' }).click()
    const sheet = page.locator('dialog[aria-labelledby="offer-title"]')
    await sheet.getByLabel('하나의 가격').fill('50000')
    await sheet.getByLabel('개수').fill('2')
    await sheet.getByRole('button', { name: '제안 보내기' }).click()
    await offerCard(owner, '50,000').waitFor()
    await goesOn('after the first price')
    await counters('50,000', { other: '54000', gift: '건전지 한 벌' })
    await offerCard(jiyun, '54,000').getByRole('button', { name: '좋아요' }).click()
    await page.locator('article.offer.accepted', { hasText: '54,000' }).waitFor()
    await goesOn('after the price was agreed on')
    await offerCard(jiyun, '54,000').getByRole('button', { name: '이 가격에 사기' }).click()
    const cart = page.getByRole('dialog', { name: '장바구니' })
    await cart.getByText('정한 가격').waitFor()
    await cart.getByText('108,000').first().waitFor()
    await goesOn('with the agreed price in the cart')

    // Nobody else sees it, or can take it.
    const offer = await page.locator('form[action$="/cart/offers"] [name="offer"]').inputValue()
    const sua = await person(street.browser)
    await toStage(sua, street, lantern)
    await sua.page.locator('.buy button[value="add"]').click()
    await sua.page.locator('[data-cart] b', { hasText: /^1$/ }).waitFor()
    const taken = await sua.page.evaluate(async body => {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
      return (await fetch('/ko/cart/offers', { method: 'POST', headers, body })).status
    }, `offer=${offer}`)
    assert.equal(taken, 404)
    await sua.page.goto(at('/ko/cart'))
    await sua.page.getByText('58,000').first().waitFor()
    assert.doesNotMatch(await sua.page.content(), /54,000|108,000/)
    await sua.context.close()

    await goesOn('until the checkout')
    await cart.getByRole('link', { name: '주문하러 가기' }).click()
    await page.waitForURL(/\/ko\/checkout/)
    await page.getByText('정한 가격').waitFor()
    await page.locator('.total-row, .totals', { hasText: '108,000' }).first().waitFor()
    await order(page, { name: '김지윤', email: 'jiyun@example.com', payBy: 'transfer' })
    const link = await orderOf(page)
    await page.getByText('110-000-000000').waitFor()
    await page.locator('.bank', { hasText: '108,000' }).waitFor()
    await page.getByText('건전지 한 벌').waitFor()

    const desk = await newestOrder('108,000')
    await desk.getByText('건전지 한 벌').waitFor()
    await desk.getByRole('button', { name: '입금 확인' }).click()
    await desk.getByText('입금을 확인했어요').waitFor()
    await page.reload()
    await page.locator('.badge', { hasText: '결제됐어요' }).waitFor()
    await ship(desk)

    // The link is all that is needed, on whatever device.
    const phone = await person(street.browser, { viewport: { width: 390, height: 844 } })
    await phone.page.goto(link)
    const follow = phone.page.getByRole('link', { name: '배송 조회' })
    assert.match((await follow.getAttribute('href')) ?? '', /654321098765/)
    await phone.page.getByRole('button', { name: '물건을 받았어요' }).click()
    await phone.page.locator('.badge', { hasText: '도착했어요' }).waitFor()
    await phone.page.getByRole('link', { name: '후기 쓰기' }).click()
    await review(phone.page, { stars: 1, author: '지윤', text: '흥정이 즐거웠는데 손잡이가 헐거워요.' })
    const mine = phone.page.locator('.review', { hasText: '손잡이가 헐거워요' })
    await mine.getByText('올리브').waitFor()
    assert.equal(await mine.locator('.review-pictures img').count(), 1)
    assert.deepEqual(await findings(phone.page), [])
    assert.deepEqual([...jiyun.complaints, ...phone.complaints], [])
    await phone.context.close()
    await jiyun.context.close()

    const later = await person(street.browser)
    const rating = await facts(later.page, at(lantern))
    assert.ok(liked && rating)
    assert.equal(rating.reviewCount, liked.reviewCount + 1)
    assert.ok(rating.ratingValue < liked.ratingValue)
    await later.page.locator('#reviews .review', { hasText: '손잡이가 헐거워요' }).waitFor()
    assert.equal(
      await later.page.locator('.histogram li', { hasText: '1★' }).locator('meter').getAttribute('value'),
      '1',
    )
    await later.context.close()
  })

  test('a guest without scripts asks, bargains, buys, and reviews', async () => {
    const plain = await person(street.browser, { javaScriptEnabled: false })
    const { page } = plain
    const stool = '/ko/p/folding-stool'
    await page.goto(at('/ko/p/pepper-mill'))
    await page.locator('.buy button[value="add"]').click()
    await page.goto(at(stool))
    const films = page.locator('.player').locator('video, img').filter({ visible: true })
    assert.equal(await films.count(), 1, 'the film stands there once')
    await page.locator('.composer textarea').fill('두 개면 얼마까지 돼요?')
    await page.locator('.composer .send').click()
    await page.waitForURL(/folding-stool#talk$/)
    await page.locator('.mine', { hasText: '두 개면' }).waitFor()
    await answers('두 개면')
    const form = page.locator('.plain-talk')
    const offer = async (price: string) => {
      if (!(await page.locator('#name-a-price').isVisible())) await form.getByText('가격 제안하기').click()
      await page.locator('#plain-variant').selectOption({ index: 0 })
      await page.locator('#name-a-price').fill(price)
      await form.getByLabel('개수').fill('2')
      await form.getByRole('button', { name: '제안 보내기' }).click()
    }
    await offer('36000')
    await offerCard(plain, '36,000').waitFor()
    assert.deepEqual(await page.locator('.offer .acts button:visible').allTextContents(), ['제안 거두기'])
    await counters('36,000', { other: '39000', gift: '덧신 한 켤레' })
    await offerCard(owner, '39,000').waitFor()
    await form.getByRole('button', { name: '새 답 보기' }).click()
    await offerCard(plain, '39,000').getByRole('link', { name: '다른 가격 말하기' }).click()
    await page.locator('#name-a-price').waitFor()
    await offer('38000')
    await offerCard(owner, '38,000').getByRole('button', { name: '좋아요' }).click()
    await owner.page.locator('article.offer.accepted', { hasText: '38,000' }).waitFor()
    await form.getByRole('button', { name: '새 답 보기' }).click()
    await offerCard(plain, '38,000').getByText('이 가격에 사기로 했어요').waitFor()
    await offerCard(plain, '38,000').getByRole('button', { name: '이 가격에 사기' }).click()
    await page.waitForURL(/\/ko\/cart$/)
    // Two stools at the agreed price, and a mill at the listed one.
    await page.locator('.cart-lines > li', { hasText: '정한 가격' }).getByText('76,000').waitFor()
    await page.getByText('115,000').first().waitFor()
    await page.getByRole('link', { name: '주문하러 가기' }).click()
    await order(page, { name: '박하람', email: 'haram@example.com', payBy: 'transfer' })
    const link = await orderOf(page)
    await page.locator('.bank', { hasText: '115,000' }).waitFor()

    const desk = await newestOrder('115,000')
    await desk.getByRole('button', { name: '입금 확인' }).click()
    await desk.getByText('입금을 확인했어요').waitFor()
    await ship(desk)
    await page.goto(link)
    await page.getByRole('button', { name: '물건을 받았어요' }).click()
    await page.locator('.opinions li', { hasText: '접는 의자' }).getByRole('link', { name: '후기 쓰기' }).click()
    await review(page, { stars: 5, author: '하람', text: '스크립트 없이도 잘 샀어요.' })
    await page.goto(at(stool))
    await page.locator('#reviews .review', { hasText: '스크립트 없이도' }).waitFor()
    await plain.context.close()
  })

  test('a member without scripts signs up, pays through Stripe, and reviews', async () => {
    const plain = await person(street.browser, { javaScriptEnabled: false, locale: 'en-GB' })
    const { page } = plain
    await page.goto(at('/en/p/oak-board'))
    await page.locator('.buy button[value="buy"]').click()
    await page.waitForURL(/\/en\/checkout$/)
    await page.getByRole('link', { name: 'Sign in and come back here' }).click()
    await page.locator('a[href*="sign-up"]').first().click()
    await page.locator('#name').fill('Noa')
    await page.locator('#email').fill('noa@mail.example')
    await page.locator('#password').fill('a tent by the lake')
    await page.locator('main form button[type="submit"]').click()
    await page.waitForURL(/\/en\/checkout$/)
    await page.getByText('You order as Noa').waitFor()
    // Below what is sent for nothing.
    await page.getByText('₩51,000').first().waitFor()
    await order(page, { name: 'Noa Lee', email: 'noa@mail.example', payBy: 'stripe' })
    const link = await orderOf(page)
    await page.locator('.pay-now a').click()
    assert.equal([...stripe.sessions.values()].at(-1)?.amount_total, 51_000)
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.locator('.badge', { hasText: 'Paid' }).waitFor()
    const desk = await newestOrder('51,000')
    await ship(desk)
    await desk.getByRole('button', { name: '도착으로 표시' }).click()
    await page.goto(link)
    await page.getByRole('link', { name: 'Write a review' }).click()
    assert.equal(await page.locator('[name="author"]').inputValue(), 'Noa', 'a member’s name stands there already')
    await review(page, { stars: 5, author: 'Noa', text: 'A board that stays flat.' })
    const next = await person(street.browser)
    const rating = await facts(next.page, at('/en/p/oak-board'))
    assert.deepEqual([rating?.ratingValue, rating?.reviewCount], [5, 1])
    await next.page.locator('#reviews', { hasText: 'A board that stays flat.' }).waitFor()
    await plain.context.close()
    assert.deepEqual([...owner.complaints, ...next.complaints], [])
    await next.context.close()
  })
})
