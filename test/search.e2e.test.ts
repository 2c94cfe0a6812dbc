import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { findings } from './axe.ts'
import { openStreet, type Person, person, type Street } from './people.ts'
import { until } from './programs.ts'

describe('searching and going through lists', { timeout: 240_000 }, () => {
  let street: Street
  before(async () => {
    street = await openStreet()
  })
  after(() => street[Symbol.asyncDispose]())

  const chosen = (page: Page) => page.locator('#hints [aria-selected=true]')

  async function atSearch(options?: Parameters<typeof person>[1]): Promise<Person> {
    const visitor = await person(street.browser, options)
    await visitor.page.goto(`${street.program.origin}/ko/search`)
    await visitor.page.locator('#q[role=combobox]').waitFor()
    return visitor
  }

  test('while one types, goods, words and shelves are offered, and the keyboard goes through them', async () => {
    const { page, context, complaints } = await atSearch()
    const field = page.getByRole('combobox', { name: '검색' })
    assert.ok(await field.evaluate(element => element === document.activeElement), 'the empty search has the focus')
    await page.keyboard.insertText('ㄹㅌ')
    const options = page.getByRole('listbox', { name: '추천' }).getByRole('option')
    await options.first().waitFor()
    assert.deepEqual(await options.allInnerTexts().then(all => all.map(text => text.replace(/\s+/g, ' '))), [
      '랜턴',
      '반디 작은 랜턴 29,000원',
      '올리브 캠핑 랜턴 58,000원',
      '“랜턴” 검색 결과 모두 보기',
    ])
    assert.match(await page.locator('#hints-said').innerText(), /추천 4개/)
    assert.deepEqual(await findings(page), [])
    assert.equal(await field.getAttribute('aria-expanded'), 'true')

    await page.keyboard.press('ArrowUp')
    assert.equal(await chosen(page).innerText(), '“랜턴” 검색 결과 모두 보기')
    await page.keyboard.press('ArrowDown')
    assert.equal(await chosen(page).count(), 0, 'past the end is the field itself')
    for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowDown')
    assert.equal(await field.getAttribute('aria-activedescendant'), await chosen(page).getAttribute('id'))
    assert.equal(await field.inputValue(), 'ㄹㅌ', 'what is typed stays')

    await page.keyboard.press('Escape')
    assert.ok(await page.locator('#hints').isHidden())
    assert.equal(await field.inputValue(), 'ㄹㅌ')
    await page.keyboard.press('ArrowDown')
    await options.first().waitFor()
    for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/ko/p/olive-lantern')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('a syllable that is still being composed finds what it is on the way to, and Enter ends only it', async () => {
    const { page, context } = await atSearch()
    const session = await context.newCDPSession(page)
    for (const text of ['ㄹ', '래', '랜'])
      await session.send('Input.imeSetComposition', { text, selectionStart: 1, selectionEnd: 1 })
    await page.getByRole('option', { name: /올리브 캠핑 랜턴/ }).waitFor()
    await page.locator('#q').dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    assert.match(page.url(), /\/ko\/search$/)
    await context.close()
  })

  test('what comes late for what is no longer there is not shown, and nothing is asked twice', async () => {
    const { page, context } = await atSearch()
    const asked: string[] = []
    await page.route('**/search/hints?*', async route => {
      const query = new URL(route.request().url()).searchParams.get('q') ?? ''
      asked.push(query)
      if (query === '담요') await new Promise(resolve => setTimeout(resolve, 700))
      await route.continue().catch(() => {})
    })
    const type = (...texts: string[]) =>
      page.locator('#q').evaluate((field: HTMLInputElement, all) => {
        for (const text of all) {
          field.value = text
          field.dispatchEvent(new InputEvent('input', { bubbles: true }))
        }
      }, texts)
    await type('담', '담요')
    await until(() => asked.length > 0)
    await type('랜턴')
    await page.getByRole('option', { name: /올리브 캠핑 랜턴/ }).waitFor()
    await page.waitForTimeout(900)
    assert.equal(await page.getByRole('option', { name: /담요/ }).count(), 0)
    assert.deepEqual(asked, ['담요', '랜턴'])
    await type('')
    assert.ok(await page.locator('#hints').isHidden())
    await type('랜턴')
    await page.getByRole('option', { name: /올리브 캠핑 랜턴/ }).waitFor()
    assert.deepEqual(asked, ['담요', '랜턴'])
    await context.close()
  })

  test('where nothing is found, a person is one step away, with the words already there', async () => {
    const { page, context } = await person(street.browser, { javaScriptEnabled: false })
    await page.goto(`${street.program.origin}/ko/search`)
    await page.getByRole('searchbox').fill('올리브 우산')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '“올리브 우산”에 맞는 상품이 없어요.' }).waitFor()
    assert.ok((await page.locator('.goods-card').count()) > 0, 'what comes close')
    assert.ok((await page.locator('.kinds a').count()) > 2, 'the shelves')
    await page.getByRole('link', { name: '가게에 물어보기' }).click()
    assert.equal(await page.locator('#subject').inputValue(), '올리브 우산')
    assert.equal(await page.locator('#question').inputValue(), '“올리브 우산” 찾고 있어요.')
    await page.getByRole('button', { name: '보내기' }).click()
    await page.waitForURL(/\/ko\/talks\/[0-9a-f-]{36}/)
    await page.getByText('“올리브 우산” 찾고 있어요.').first().waitFor()
    await context.close()
  })

  test('going back from a product leads to the same place of the same part of a list', async () => {
    for (const viewport of [
      { width: 1280, height: 600 },
      { width: 390, height: 700 },
    ]) {
      const { page, context } = await person(street.browser, { viewport })
      await page.goto(`${street.program.origin}/ko/new?sort=low`)
      await page.getByRole('link', { name: '더 보기' }).click()
      await page.waitForURL(/after=/)
      const there = page.url()
      await page.locator('.goods-card').last().scrollIntoViewIfNeeded()
      await page.waitForTimeout(200)
      const top = await page.evaluate(() => scrollY)
      assert.ok(viewport.width > 500 || top > 100, 'the page is long')
      await page.locator('.goods-card').last().click()
      await page.waitForURL(/\/ko\/p\//)
      await page.goBack()
      assert.equal(page.url(), there)
      await page.locator('.goods-card').last().waitFor()
      await page.waitForFunction(y => Math.abs(scrollY - y) < 3, top)
      await context.close()
    }
  })

  test('a list is narrowed by keyboard alone, and all of it stands in the address', async () => {
    const { page, context, complaints } = await person(street.browser)
    await page.goto(`${street.program.origin}/ko/c/camping`)
    const stock = page.getByRole('checkbox', { name: /지금 있는 것/ })
    await stock.focus()
    await page.keyboard.press('Space')
    await page.getByRole('textbox', { name: '얼마까지' }).fill('60,000원')
    await page.keyboard.press('Enter')
    await page.waitForURL(/stock=1/)
    const all = new URL(page.url()).searchParams
    assert.equal(all.get('stock'), '1')
    const prices = await page.locator('.goods-card .price').allInnerTexts()
    assert.ok(prices.length > 0 && prices.every(text => Number(text.replace(/\D/g, '')) <= 60_000), String(prices))
    await page.getByRole('link', { name: '지금 있는 것 빼기' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(url => !url.search.includes('stock'))
    assert.match(page.url(), /to=60000/)
    assert.deepEqual(complaints, [])
    await context.close()
  })
})
