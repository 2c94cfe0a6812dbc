import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findings, findsNothing, fits } from './axe.ts'
import { ask, choose, mina, openStreet, type Person, person, type Street, sayIn, toStage } from './people.ts'

const shopPages = [
  '',
  '/new',
  '/c/kitchen',
  '/c/kitchen?is=material.walnut&from=20000&to=90000&stock=1&sort=low',
  '/c/kitchen?from=9999999&stock=1',
  '/search?q=랜턴&from=9999999',
  '/search',
  '/search?q=랜턴',
  '/search?q=zzzz',
  '/p/olive-lantern',
  '/p/olive-lantern/everyone',
  '/talks/new',
  '/p/oak-board',
  '/p/none',
]
const deskPages = ['/desk', '/desk/account', '/desk/people']

describe('every page', () => {
  let street: Street

  before(async () => {
    street = await openStreet()
  })
  after(() => street[Symbol.asyncDispose]())

  for (const lang of ['ko', 'en'] as const) {
    for (const viewport of [
      { width: 1280, height: 900 },
      { width: 390, height: 844 },
    ]) {
      test(`axe finds nothing on the shop's pages, ${lang}, ${viewport.width} pixels, in light and in dark`, async () => {
        const visitor = await person(street.browser, { viewport })
        for (const path of shopPages) {
          await visitor.page.goto(`${street.program.origin}/${lang}${path}`)
          await findsNothing(visitor.page, `${lang}${path}`)
          assert.equal(await visitor.page.evaluate(() => document.documentElement.lang), lang)
        }
        const unexpected = visitor.complaints.filter(complaint => !complaint.includes('404'))
        assert.deepEqual(unexpected, [])
        await visitor.context.close()
      })
    }

    test(`axe finds nothing at the desk, ${lang}`, async () => {
      const jiyun = await person(street.browser)
      await toStage(jiyun, street, `/${lang}/p/olive-lantern`)
      await ask(jiyun, `축 ${lang}`)
      const owner = await mina(street)
      for (const path of deskPages) {
        await owner.page.goto(`${street.program.origin}/${lang}${path}`)
        await owner.page.waitForLoadState('networkidle')
        assert.deepEqual(await findings(owner.page), [], path)
      }
      await owner.page.goto(`${street.program.origin}/${lang}/desk`)
      await owner.page.getByText(`축 ${lang}`).first().click()
      await owner.page.locator('form.reply textarea').waitFor()
      assert.deepEqual(await findings(owner.page), [], 'an open conversation')
      assert.deepEqual(owner.complaints, [])
      await owner.context.close()
      await jiyun.context.close()
    })
  }

  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 320, height: 640 },
  ]) {
    test(`axe finds nothing in conversations with all that can be in them, and none is too wide, ${viewport.width} pixels`, async () => {
      const owner = await mina(street)
      const jiyun = await person(street.browser, { viewport })
      const { page } = jiyun
      const check = async (what: string) => {
        await findsNothing(page, what)
        await fits(page, what)
      }
      await toStage(jiyun, street, '/ko/p/walnut-knife')
      await ask(jiyun, `축 https://modak.example/${'아주-긴-주소-'.repeat(3)}${'x'.repeat(60)} ${viewport.width}`)
      await page.locator('.mine:not(.sending)').waitFor()
      const room = await ownRoom(jiyun)
      await sayIn(owner, room, {
        kind: 'text',
        text: '네, https://modak.example/a 를 보세요. 0:03 에도 나와요.',
        re: 1,
      })
      await sayIn(owner, room, { kind: 'pin', of: 2 })
      await sayIn(owner, room, { kind: 'reaction', of: 1, emoji: '👍', on: true })
      await page.locator('.mine .reaction').waitFor()
      await choose(jiyun, '0:03 에도', '❤️ 반응하기')
      await choose(jiyun, '0:03 에도', '답하기')
      await ask(jiyun, '고마워요')
      await choose(jiyun, '고마워요', '고치기')
      await check('an edit')
      await page.keyboard.press('Escape')
      await page.locator('.mine', { hasText: '고마워요' }).locator('.dots').focus()
      await page.keyboard.press('Enter')
      await page.getByRole('menu').waitFor()
      await check('a menu')
      await page.keyboard.press('Escape')
      await page.getByRole('link', { name: '내 대화' }).click()
      await page.getByRole('dialog', { name: '내 대화' }).getByRole('link').first().waitFor()
      await check('the list')
      await page.keyboard.press('Escape')
      await page.getByRole('tab', { name: '모두와 함께' }).click()
      await page.locator('#talk-everyone textarea').fill(`모두에게 ${viewport.width}`)
      await page.keyboard.press('Enter')
      await page.locator('#talk-everyone .mine:not(.sending)').last().waitFor()
      await check('the room of everybody')
      await page.goto(`${street.program.origin}/ko/talks/${room}`)
      await page.locator('.talk-head .presence').waitFor()
      await check('a page of its own')
      assert.deepEqual(jiyun.complaints, [])
      await jiyun.context.close()
      await owner.context.close()
    })
  }

  test('no page scrolls sideways at 320 pixels', async () => {
    const visitor = await person(street.browser, { viewport: { width: 320, height: 640 } })
    for (const lang of ['ko', 'en']) {
      for (const path of shopPages) {
        await visitor.page.goto(`${street.program.origin}/${lang}${path}`)
        await fits(visitor.page, `${lang}${path}`)
      }
    }
    await visitor.context.close()
  })

  test('the other language and the other theme are one click away, and stay', async () => {
    const visitor = await person(street.browser)
    await visitor.page.goto(`${street.program.origin}/ko/p/olive-lantern`)
    await visitor.page.getByRole('link', { name: 'English' }).click()
    await visitor.page.getByRole('heading', { name: 'Olive camping lantern', level: 1 }).waitFor()
    await visitor.page.getByRole('button', { name: 'Switch light and dark' }).click()
    await visitor.page.reload()
    assert.equal(await visitor.page.evaluate(() => document.documentElement.dataset.theme), 'dark')
    await visitor.context.close()
  })

  test('the shop can be browsed and searched with scripts off', async () => {
    const plain = await person(street.browser, { javaScriptEnabled: false })
    await plain.page.goto(`${street.program.origin}/ko`)
    await plain.page.getByRole('link', { name: '주방' }).first().click()
    await plain.page
      .getByRole('link', { name: /주전자/ })
      .first()
      .click()
    await plain.page.locator('video.plain-film').waitFor()
    await plain.page.goto(`${street.program.origin}/ko/c/kitchen`)
    await plain.page.getByLabel('호두나무').check()
    await plain.page.getByLabel('얼마까지').fill('40,000')
    await plain.page.getByRole('button', { name: '이대로 보기' }).click()
    await plain.page.getByRole('link', { name: '낮은 가격순' }).click()
    const names = await plain.page.locator('.goods-grid .goods-name').allTextContents()
    assert.deepEqual(names, ['호두나무 접칼', '호두나무 후추갈이'])
    await plain.page.getByRole('link', { name: '호두나무 빼기' }).click()
    await plain.page.getByRole('link', { name: /법랑 머그/ }).waitFor()
    await plain.page.goBack()
    await plain.page.getByRole('link', { name: '호두나무 빼기' }).waitFor()
    await plain.page.goto(`${street.program.origin}/ko/search`)
    await plain.page.getByRole('searchbox').fill('담요')
    await plain.page.keyboard.press('Enter')
    await plain.page
      .getByRole('link', { name: /양모 담요/ })
      .first()
      .waitFor()
    await plain.context.close()
  })
})

/** The newest of somebody's conversations. */
async function ownRoom({ page }: Person): Promise<string> {
  const answer: { conversations: { room: string }[] } = await page.evaluate(async () =>
    (await fetch('/api/conversations')).json(),
  )
  return answer.conversations[0]?.room ?? ''
}
