import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findings } from './axe.ts'
import { ask, mina, openStreet, type Person, person, type Street, toStage } from './people.ts'

const glass = 'https://over-the-hill.example/glass?from=feed'

/** Google's product data as another shop hands it out; the third of its goods has no price. */
const feed = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>산너머 유리</title>
${[
  { id: 'G1', title: '산너머 유리잔', link: glass, price: '21000 KRW', there: 'in_stock', more: variant('푸름') },
  { id: 'G2', title: '산너머 유리잔', link: glass, price: '24000 KRW', there: 'out_of_stock', more: variant('맑음') },
  {
    id: 'P1',
    title: '산너머 물병',
    link: 'https://over-the-hill.example/jug',
    price: '39000 KRW',
    there: 'out_of_stock',
  },
  { id: 'B1', title: '산너머 그릇', link: 'https://over-the-hill.example/bowl', price: 'call us', there: 'in_stock' },
]
  .map(
    ({ id, title, link, price, there, more = '' }) =>
      `<item><g:id>${id}</g:id><title>${title}</title><description>불어서 만든 유리</description><link>${link}</link>
<g:price>${price}</g:price><g:availability>${there}</g:availability><g:brand>산너머</g:brand>${more}</item>`,
  )
  .join('\n')}
</channel></rss>`

function variant(colour: string): string {
  return `<g:item_group_id>glass</g:item_group_id><g:color>${colour}</g:color>`
}

/** What another shop sells, from its feed to the way there. */
describe('goods of another shop', () => {
  let street: Street
  let owner: Person
  let sua: Person

  before(async () => {
    street = await openStreet()
    owner = await mina(street)
    sua = await person(street.browser)
  })
  after(() => street[Symbol.asyncDispose]())

  const at = (path: string) => street.program.origin + path
  const file = { name: 'over-the-hill.xml', mimeType: 'text/xml', buffer: Buffer.from(feed) }

  test('the owner reads its file, sees what would change and what is wrong, and has it written', async () => {
    const { page } = owner
    await page.goto(at('/ko/desk/feeds'))
    await page.getByRole('link', { name: '새 피드' }).click()
    await page.getByLabel('이름', { exact: true }).fill('산너머 유리')
    await page.getByLabel('주소', { exact: true }).fill('https://over-the-hill.example/feed.xml')
    await page.getByLabel('정한 때마다 읽어요').uncheck()
    await page.getByLabel(/다른 가게가 파는 상품이에요/).check()
    await page.getByLabel('분류가 없을 때').selectOption({ label: '주방' })
    await page.getByLabel('새 상품을 바로 공개해요').check()
    await page.locator('.office-foot').getByRole('button', { name: '저장' }).click()
    await page.waitForURL(/\/desk\/feeds\/[\da-f-]{36}/)
    await page.locator('form[data-upload] input[name="file"]').setInputFiles(file)
    await page.locator('form[data-upload] button[type="submit"]').click()
    await page.waitForURL(/\/desk\/feeds\/runs\//)
    await page.locator('#run[data-state="ready"]').waitFor()
    assert.deepEqual(await findings(page), [])

    const row = (name: string) => page.locator('tbody tr', { hasText: name })
    await row('산너머 유리잔').getByText('새로', { exact: true }).first().waitFor()
    await row('산너머 그릇').getByText('잘못됨').waitFor()
    await page.getByRole('link', { name: '잘못된 줄 1' }).click()
    await row('산너머 그릇').getByText('call us').waitFor()
    assert.equal(await page.locator('tbody tr').count(), 1)
    const before = await person(street.browser)
    await before.page.goto(at('/ko/search?q=산너머'))
    assert.equal(await before.page.getByText('산너머 유리잔').count(), 0)
    await before.context.close()

    await page.getByRole('button', { name: '2개 쓰기' }).click()
    await page.locator('#run[data-state="done"]').waitFor()
    await page.goto(at('/ko/desk/feeds'))
    assert.match((await row('산너머 유리').first().innerText()) ?? '', /산너머 유리\s+2\b/)
    assert.deepEqual(owner.complaints, [])
  })

  test('a shopper finds it, and is led to where it is sold', async () => {
    const { page } = sua
    await page.goto(at('/ko/search'))
    await page.locator('main input[type="search"]').fill('유리잔')
    await page.keyboard.press('Enter')
    await page
      .getByRole('link', { name: /산너머 유리잔/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: '산너머 유리잔' }).waitFor()
    const box = page.locator('.elsewhere')
    await box.getByText('over-the-hill.example', { exact: true }).waitFor()
    await box.getByText('21,000').first().waitFor()
    await box.getByText(/\d+월 \d+일 \d+:\d\d에 받은 값/).waitFor()
    assert.match((await box.locator('li', { hasText: '맑음' }).textContent()) ?? '', /다 팔렸어요.*24,000/)
    const link = box.getByRole('link', { name: 'over-the-hill.example에서 사기' })
    assert.equal(await link.getAttribute('href'), glass)
    assert.match((await link.getAttribute('rel')) ?? '', /\bnoopener\b.*\bnofollow\b/)
    assert.deepEqual(await findings(page), [])

    const stage = await page.evaluate(() => performance.timeOrigin)
    await sua.context.route('https://over-the-hill.example/**', route =>
      route.fulfill({ contentType: 'text/html', body: '<h1>over the hill</h1>' }),
    )
    const opened = sua.context.waitForEvent('page')
    await link.click()
    const there = await opened
    await there.getByRole('heading', { name: 'over the hill' }).waitFor()
    assert.equal(there.url(), glass)
    assert.equal(await there.evaluate(() => window.opener), null)
    await there.close()
    assert.equal(await page.evaluate(() => performance.timeOrigin), stage)
  })

  test('it is in no cart and nobody haggles over it, but questions are answered', async () => {
    const { page } = sua
    const path = new URL(page.url()).pathname
    await toStage(sua, street, path)
    assert.equal(await page.locator('.buy button, [name="quantity"]').count(), 0)
    assert.equal(await page.getByRole('button', { name: '가격 제안하기' }).count(), 0)
    await ask(sua, '식기세척기에 넣어도 돼요?')
    await owner.page.goto(at('/ko/desk'))
    await owner.page.locator('.one', { hasText: '식기세척기' }).first().click()
    await owner.page.locator('.say', { hasText: '식기세척기' }).waitFor()
    await owner.page.locator('.reply textarea, .answer textarea').first().fill('네, 낮은 온도면 괜찮아요.')
    await owner.page.keyboard.press('Enter')
    await page.locator('.theirs', { hasText: '낮은 온도면' }).waitFor()

    assert.deepEqual([...sua.complaints, ...owner.complaints], [])

    // What no button of ours sends is refused as well.
    const product = JSON.parse((await page.locator('script[type="application/ld+json"]').first().textContent()) ?? '')
    assert.equal(product.offers[0].url, glass)
    const refused = await page.evaluate(
      async slug => {
        const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
        const send = async (to: string, body: string) => (await fetch(to, { method: 'POST', headers, body })).status
        const talk = document.querySelector('[data-island="Talk"]')?.nextElementSibling?.textContent ?? '{}'
        const { variants } = await (await fetch(`/api/variants?product=${JSON.parse(talk).productId}`)).json()
        return {
          offered: variants.length,
          cart: await send('/ko/cart', `slug=${slug}&quantity=1&act=add`),
          price: await send(`/ko/p/${slug}/offer`, 'nonce=12345678&variant=&price=1&quantity=1'),
        }
      },
      path.replace('/ko/p/', ''),
    )
    assert.equal(refused.offered, 0)
    assert.ok(refused.cart >= 400 && refused.price >= 400, JSON.stringify(refused))

    const plain = await person(street.browser, { javaScriptEnabled: false })
    await plain.page.goto(at(path))
    await plain.page.getByRole('link', { name: /에서 사기/ }).waitFor()
    assert.equal(await plain.page.locator('[name="price"]').count(), 0)
    await plain.context.close()
  })

  test('what is sold out there says so, and leads there without a promise', async () => {
    const { page } = sua
    await page.goto(at('/en/search?q=산너머'))
    await page.getByRole('link', { name: /물병/ }).first().click()
    const box = page.locator('.elsewhere')
    await box.getByText('Sold out').waitFor()
    await box.getByRole('link', { name: 'See it at over-the-hill.example' }).waitFor()
    assert.deepEqual(await findings(page), [])
  })
})
