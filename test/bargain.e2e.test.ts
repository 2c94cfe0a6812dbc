import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ask, mina, openStreet, type Person, person, type Street, toStage } from './people.ts'

const lantern = '/ko/p/olive-lantern'

describe('haggling beside the film', () => {
  let street: Street
  let owner: Person
  let jiyun: Person

  const card = ({ page }: Person, price: string) => page.locator('article.offer', { hasText: price }).last()

  before(async () => {
    street = await openStreet()
    owner = await mina(street)
    jiyun = await person(street.browser)
    await toStage(jiyun, street, lantern)
    await jiyun.page.getByRole('button', { name: '영상 보기' }).click()
    await ask(jiyun, '조금 깎아 주실 수 있어요?')
    await owner.page.locator('.one', { hasText: '조금 깎아' }).first().click()
    await owner.page.locator('.say', { hasText: '조금 깎아' }).waitFor()
  })
  after(() => street[Symbol.asyncDispose]())

  test('a shopper names a price and sees it as a card, while the film goes on', async () => {
    await jiyun.page.getByRole('button', { name: '가격 제안하기' }).click()
    const sheet = jiyun.page.locator('dialog[aria-labelledby="offer-title"]')
    await sheet.getByLabel('하나의 가격').fill('50000')
    await sheet.getByLabel('개수').fill('2')
    await sheet.getByRole('button', { name: '제안 보내기' }).click()
    await card(jiyun, '50,000').waitFor()
    await card(owner, '50,000').waitFor()
    assert.equal(await jiyun.page.evaluate(() => document.querySelector('video')?.paused), false)
  })

  test('the operator names another one with something along, and the first gives way', async () => {
    await card(owner, '50,000').getByRole('button', { name: '다른 가격 말하기' }).click()
    const sheet = owner.page.locator('dialog.offer-sheet')
    await sheet.getByLabel('하나의 가격').fill('54000')
    await sheet.getByLabel(/서비스/).fill('건전지 한 벌')
    await sheet.getByRole('button', { name: '제안 보내기' }).click()
    await card(jiyun, '54,000').getByText('건전지 한 벌').waitFor()
    await jiyun.page.locator('article.offer.countered', { hasText: '50,000' }).waitFor()
  })

  test('the shopper accepts, and buys at that price and no other', async () => {
    await card(jiyun, '54,000').getByRole('button', { name: '좋아요' }).click()
    await jiyun.page.locator('article.offer.accepted', { hasText: '54,000' }).waitFor()
    await owner.page.locator('article.offer.accepted', { hasText: '54,000' }).waitFor()
    await card(jiyun, '54,000').getByRole('button', { name: '이 가격에 사기' }).click()
    const sheet = jiyun.page.getByRole('dialog', { name: '장바구니' })
    await sheet.getByText('108,000').first().waitFor()
    // The operator sees it go into the cart without doing anything.
    const beside = owner.page.locator('.known li', { hasText: '정한 가격' })
    await beside.getByText('108,000').waitFor()
    assert.equal(await jiyun.page.evaluate(() => document.querySelector('video')?.paused), false)
  })

  test('a price above today’s is refused where it is typed, and nothing complains', async () => {
    await toStage(jiyun, street, lantern)
    await jiyun.page.getByRole('button', { name: '가격 제안하기' }).click()
    const field = jiyun.page.getByLabel('하나의 가격')
    await field.fill('9900000')
    assert.equal(await field.evaluate((input: HTMLInputElement) => input.validity.rangeOverflow), true)
    await jiyun.page.keyboard.press('Escape')
    assert.deepEqual([...jiyun.complaints, ...owner.complaints], [])
  })
})
