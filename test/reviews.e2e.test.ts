import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findings } from './axe.ts'
import { mina, openStreet, type Person, person, type Street } from './people.ts'

describe('what buyers say', () => {
  let street: Street
  let owner: Person
  let jiyun: Person
  let orderPage = ''

  before(async () => {
    street = await openStreet()
    owner = await mina(street)
    jiyun = await person(street.browser)
  })
  after(() => street[Symbol.asyncDispose]())

  test('a mug is bought, sent and received', async () => {
    const { page } = jiyun
    const { origin } = street.program
    await page.goto(`${origin}/ko/p/enamel-mug`)
    await page.locator('.buy button[value="buy"]').click()
    await page.waitForURL(/\/ko\/checkout/)
    const typed = { email: 'jiyun@example.com', name: '김지윤', phone: '010-1234-5678', postcode: '04524' }
    for (const [name, text] of Object.entries({ ...typed, line1: '서울 중구 세종대로 110' })) {
      await page.locator(`form [name="${name}"]`).fill(text)
    }
    await page.locator('[name="payBy"][value="delivery"]').check()
    await page.locator('[name="consent"]').check()
    await page.locator('[data-place]').click()
    await page.waitForURL(/\/ko\/orders\/[\w-]{20}/)
    orderPage = page.url().replace(/\?.*/, '')
    await owner.page.goto(`${origin}/ko/desk/orders`)
    await owner.page.locator('.orders td a').first().click()
    await owner.page.locator('#carrier').selectOption('cj')
    await owner.page.locator('#tracking').fill('654321098765')
    await owner.page.getByRole('button', { name: '발송하기' }).click()
    await owner.page.getByText('발송했어요').waitFor()
    await page.goto(orderPage)
    await page.getByRole('button', { name: '물건을 받았어요' }).click()
    await page.getByRole('link', { name: '후기 쓰기' }).waitFor()
  })

  test('who received it reviews it, and the next shopper reads it beside the film', async () => {
    const { page } = jiyun
    await page.getByRole('link', { name: '후기 쓰기' }).click()
    await page.getByText('4★').click()
    await page.getByLabel('보일 이름').fill('지윤')
    await page.getByRole('textbox', { name: '후기', exact: true }).fill('손에 착 감겨요. 색이 사진과 같아요.')
    await page.getByRole('button', { name: '후기 올리기' }).click()
    await page.getByText('후기를 올렸어요').waitFor()
    assert.deepEqual(await findings(page), [])
    const next = await person(street.browser)
    await next.page.goto(`${street.program.origin}/ko/p/enamel-mug`)
    await next.page.locator('#reviews .review', { hasText: '손에 착 감겨요' }).waitFor()
    await next.page.getByRole('button', { name: '도움이 돼요 0' }).click()
    await next.page.getByRole('button', { name: '도움이 돼요 1' }).waitFor()
    assert.deepEqual(next.complaints, [])
  })

  test('the shop answers, and hides what it must', async () => {
    const { origin } = street.program
    await owner.page.goto(`${origin}/ko/desk/reviews`)
    const mine = () => owner.page.locator('li', { hasText: '손에 착 감겨요' })
    await mine().getByLabel('답', { exact: true }).fill('고맙습니다, 지윤 님!')
    await mine().getByRole('button', { name: '답 올리기' }).click()
    await jiyun.page.goto(`${origin}/ko/p/enamel-mug/reviews`)
    await jiyun.page.getByText('고맙습니다, 지윤 님!').waitFor()
    await mine().getByText('이 후기 숨기기').click()
    await mine().getByLabel('숨기는 까닭').fill('시험')
    await mine().getByRole('button', { name: '숨기기', exact: true }).click()
    await owner.page.getByText('숨김: 시험').waitFor()
    await jiyun.page.reload()
    assert.equal(await jiyun.page.getByText('손에 착 감겨요').count(), 0)
    assert.deepEqual([...jiyun.complaints, ...owner.complaints], [])
  })
})
