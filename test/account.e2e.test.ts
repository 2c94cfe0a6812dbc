import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { findings, fits } from './axe.ts'
import { ask, mina, openStreet, type Person, person, type Street, toStage } from './people.ts'

const password = 'a tent by the lake'
const lantern = '/ko/p/olive-lantern'

describe('members and their guests', () => {
  let street: Street
  let owner: Person
  let people = 0

  before(async () => {
    street = await openStreet()
    owner = await mina(street)
  })
  after(() => street[Symbol.asyncDispose]())

  const newEmail = () => `jiyun${++people}@mail.example`

  async function visitor(
    options: BrowserContextOptions = {},
  ): Promise<Person & { go(path: string): Promise<unknown> }> {
    const one = await person(street.browser, options)
    return { ...one, go: path => one.page.goto(street.program.origin + path) }
  }

  async function signUp(page: Page, email = newEmail()): Promise<void> {
    await page.goto(`${street.program.origin}/ko/sign-up`)
    await page.locator('#name').fill('지윤')
    await page.locator('#email').fill(email)
    await page.locator('#password').fill(password)
    await page.getByRole('button', { name: '가입하기' }).click()
    await page.getByRole('heading', { level: 1, name: '내 계정' }).waitFor()
  }

  test('who signs up in one tab goes on asking in the other, as the member', async () => {
    const jiyun = await visitor()
    await toStage(jiyun, street, lantern)
    await ask(jiyun, '가입하기 전 물음')
    await jiyun.page.locator('.mine .mark', { hasText: '도착' }).waitFor()
    const other = await jiyun.context.newPage()
    await signUp(other)
    await other.getByText('가입하기 전 물음').waitFor()

    await ask(jiyun, '가입한 뒤 물음')
    await owner.page.getByText('가입한 뒤 물음').first().click()
    await owner.page.locator('.thread').getByText('가입하기 전 물음').waitFor()
    await owner.page.locator('form.reply textarea').fill('둘 다 잘 받았어요.')
    await owner.page.keyboard.press('Enter')
    await jiyun.page.locator('.theirs', { hasText: '둘 다 잘 받았어요' }).waitFor()
    await jiyun.page.reload()
    await jiyun.page.locator('.mine', { hasText: '가입한 뒤 물음' }).waitFor()
    assert.equal(await jiyun.page.locator('.mine', { hasText: '가입하기 전 물음' }).count(), 1)
    await other.reload()
    await other.getByText('둘 다 잘 받았어요').waitFor()
    await jiyun.context.close()
  })

  test('with scripts off a shopper asks, becomes a member, and finds the conversation on another device', async () => {
    const plain = await visitor({ javaScriptEnabled: false })
    await plain.go('/ko/p/enamel-mug')
    await plain.page.locator('form[action$="/ask"] textarea').fill('식기세척기에 넣어도 되나요?')
    await plain.page.locator('form[action$="/ask"] button[type=submit]').click()
    await plain.page.getByText('식기세척기에 넣어도 되나요?').first().waitFor()
    await plain.go('/ko/account')
    await plain.page.getByRole('link', { name: '회원가입' }).click()
    await plain.page.getByText('대화 1개가 계정으로 따라와요').waitFor()
    const email = newEmail()
    await signUp(plain.page, email)
    await plain.page.getByRole('link', { name: /법랑 머그/ }).click()
    await plain.page.getByText('식기세척기에 넣어도 되나요?').first().waitFor()

    const phone = await visitor({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
    await phone.go('/ko/sign-in?next=%2Fko%2Ftalks')
    await phone.page.locator('#email').fill(email)
    await phone.page.locator('#password').fill(password)
    await phone.page.getByRole('button', { name: '로그인' }).click()
    await phone.page.waitForURL(/\/ko\/talks$/)
    await phone.page.getByText('식기세척기에 넣어도 되나요?').waitFor()
    for (const one of [plain, phone]) await one.context.close()
  })

  test('a guest goes on with another device by a link, which is copied by a button', async () => {
    const laptop = await visitor({ permissions: ['clipboard-read', 'clipboard-write'] })
    await toStage(laptop, street, '/ko/p/walnut-knife')
    await ask(laptop, '왼손으로도 써요?')
    await laptop.page.locator('.mine .mark', { hasText: '도착' }).waitFor()
    await laptop.go('/ko/talks')
    await laptop.page.getByRole('button', { name: '링크 만들기' }).click()
    await laptop.page.getByRole('button', { name: '복사' }).click()
    await laptop.page.getByRole('button', { name: '복사했어요' }).waitFor()
    const link = await laptop.page.evaluate(() => navigator.clipboard.readText())

    const phone = await visitor({ viewport: { width: 390, height: 844 } })
    await phone.page.goto(link)
    await phone.page.getByRole('button', { name: '이 기기에서 이어 가기' }).click()
    await phone.page.getByRole('link', { name: /왼손으로도 써요/ }).click()
    await phone.page.locator('.mine', { hasText: '왼손으로도 써요?' }).waitFor()
    await phone.page.goto(link)
    await phone.page.getByRole('heading', { name: '이 링크로는 대화를 옮길 수 없어요' }).waitFor()
    for (const one of [laptop, phone]) await one.context.close()
  })

  test('the way from the top bar into an account needs no mouse', async () => {
    const jiyun = await visitor()
    const { page } = jiyun
    const { keyboard } = page
    await jiyun.go('/ko')
    await page.getByRole('link', { name: '내 계정' }).focus()
    await keyboard.press('Enter')
    await page.waitForURL(/sign-in/)
    await page.getByRole('link', { name: '회원가입' }).focus()
    await keyboard.press('Enter')
    await page.waitForURL(/sign-up/)
    await page.locator('#name').focus()
    await keyboard.type('지윤')
    await keyboard.press('Tab')
    await keyboard.type('mina@shop')
    await keyboard.press('Tab')
    await keyboard.type(password)
    await keyboard.press('Enter')
    await page.getByText('이메일 주소를 다시 봐 주세요').waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'email')
    await keyboard.press('Control+A')
    await keyboard.type(newEmail())
    await keyboard.press('Tab')
    await keyboard.type(password)
    await keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '내 계정' }).waitFor()
    await jiyun.context.close()
  })

  for (const [lang, colorScheme, width] of [
    ['ko', 'light', 1280],
    ['ko', 'dark', 390],
    ['en', 'dark', 1280],
    ['en', 'light', 320],
  ] as const) {
    test(`axe finds nothing on one's own pages, and nothing scrolls sideways, ${lang}, ${colorScheme}, ${width}`, async () => {
      const jiyun = await visitor({ colorScheme, viewport: { width, height: 844 } })
      const { page } = jiyun
      await look(page, `${street.program.origin}/${lang}/talks`)
      await toStage(jiyun, street, `/${lang}/p/olive-lantern`)
      await ask(jiyun, '비 오는 날 밖에 걸어 둬도 되나요? 텐트 안에서도 쓰고 싶어요.')
      await page.locator('.mine .mark', { hasText: /도착|Delivered/ }).waitFor()
      for (const path of ['/sign-in', '/sign-up', '/talks', '/continue']) {
        await look(page, `${street.program.origin}/${lang}${path}`)
      }
      await jiyun.go(`/${lang}/talks`)
      await page.locator('#carry button').click()
      await page.locator('#link').waitFor()
      await look(page)
      await signUp(page)
      await look(page, `${street.program.origin}/${lang}/account`)
      await page.locator('details.delete summary').click()
      await look(page)
      const unexpected = jiyun.complaints.filter(complaint => !complaint.includes('401'))
      assert.deepEqual(unexpected, [])
      await jiyun.context.close()
    })
  }
})

/** Goes to a page, and refuses what axe finds on it and what sticks out. */
async function look(page: Page, address?: string): Promise<void> {
  if (address !== undefined) await page.goto(address)
  assert.deepEqual(await findings(page), [], page.url())
  await fits(page, page.url())
}
