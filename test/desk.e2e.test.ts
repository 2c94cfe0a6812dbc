import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { findings } from './axe.ts'
import { comesToRead, sayAsOperator, shopper } from './by-request.ts'
import { mina, openStreet, type Person, person, type Street } from './people.ts'

describe('the desk', () => {
  let street: Street
  let owner: Person
  let products: string[]

  before(async () => {
    street = await openStreet()
    owner = await mina(street)
    const { goods } = v.parse(goodsAnswer, await get(owner.page, '/api/desk/goods?q='))
    products = goods.map(({ id }) => id)
  })
  after(() => street[Symbol.asyncDispose]())

  /** Mina's page of a conversation, ready to write on. */
  async function open(page: Page, room: string, { lang = 'ko', queue = 'waiting' } = {}): Promise<void> {
    await page.goto(`${street.program.origin}/${lang}/desk/c/${room}?queue=${queue}`)
    await page.locator('#reply').waitFor()
    await page.locator('.say .more, .nobody-yet').first().waitFor({ state: 'attached' })
    await page.locator('#conversation').focus()
  }

  test('an answer is sent, edited, taken back and its history read by keys alone', async () => {
    const { page } = owner
    const jiyun = await shopper(street)
    const room = await jiyun.ask({ productId: products[0] ?? '' }, '비 오는 날에도 되나요?')
    await open(page, room)
    await page.keyboard.press('l')
    await page.keyboard.press('q')
    await page.keyboard.type('네, 괜찮아요')
    await page.keyboard.press('Enter')
    await page.locator('[data-seq] .quote', { hasText: '비 오는 날에도' }).waitFor()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('End')
    await page.keyboard.type('. 물에 담그지만 마세요')
    await page.keyboard.press('Enter')
    await page.locator('.say', { hasText: '네, 괜찮아요. 물에 담그지만 마세요' }).locator('.edited').waitFor()
    await comesToRead(jiyun, room, ['비 오는 날에도 되나요?', '네, 괜찮아요. 물에 담그지만 마세요'])

    await page.keyboard.press('Escape')
    await page.keyboard.press('l')
    await page.keyboard.press('m')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: '정말 지우기' }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('.say.gone').waitFor()
    await comesToRead(jiyun, room, ['비 오는 날에도 되나요?', 'gone'])
    await page.getByRole('button', { name: '무슨 말이었는지 보기' }).click()
    const history = page.locator('dialog.history')
    await history.getByText('네, 괜찮아요', { exact: true }).waitFor()
    await history.getByText('네, 괜찮아요. 물에 담그지만 마세요', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    assert.deepEqual(owner.complaints, [])
  })

  test('what is refused says why, and is written anew or given up', async () => {
    const { page } = owner
    const jiyun = await shopper(street)
    const room = await jiyun.ask({ productId: products[0] ?? '' }, '있어요?')
    await open(page, room)
    const invisible = '\u0001'
    for (const control of ['고쳐 쓰기', '보내지 않기']) {
      await page.locator('#reply').fill(invisible)
      await page.locator('#reply').press('Enter')
      await page.locator('.say.failed', { hasText: '쓴 내용이 없어요.' }).waitFor()
      await page.getByRole('button', { name: control }).click()
      await page.locator('.say.failed').waitFor({ state: 'detached' })
      assert.equal(await page.locator('#reply').inputValue(), control === '고쳐 쓰기' ? invisible : '')
    }
  })

  test('what a shopper said is hidden from them and shown again, pinned and answered with a touch', async () => {
    const { page } = owner
    const jiyun = await shopper(street)
    const room = await jiyun.ask({ subject: '선물 포장' }, '제 번호는 비밀이에요')
    await open(page, room)
    await page.locator('.thread header', { hasText: '선물 포장' }).waitFor()
    await page.keyboard.press('x')
    await page.locator('.say.gone').waitFor()
    await comesToRead(jiyun, room, ['gone'])
    await page.keyboard.press('x')
    await page.locator('.say.gone').waitFor({ state: 'detached' })
    await comesToRead(jiyun, room, ['제 번호는 비밀이에요'])
    await page.keyboard.press('i')
    await page.locator('.pinned', { hasText: '제 번호는' }).waitFor()
    await page.keyboard.press('l')
    await page.keyboard.press('m')
    await page.keyboard.press('Enter')
    await page.locator('.reactions [aria-pressed=true]').waitFor()
    await page.locator('.reactions button').click()
    await page.locator('.reactions').waitFor({ state: 'detached' })
  })

  test('a picture goes out with the answer, and its place is the conversation’s alone', async () => {
    const { page } = owner
    const jiyun = await shopper(street)
    const room = await jiyun.ask({ productId: products[1] ?? '' }, '사진 있어요?')
    await open(page, room)
    const picture = await page.screenshot()
    const files = { name: 'knot.png', mimeType: 'image/png', buffer: picture }
    await page.locator('.write input[type=file]').setInputFiles(files)
    await page.locator('.file-chip[data-state=ready]').waitFor()
    await page.locator('#reply').focus()
    await page.keyboard.press('Enter')
    const shown = page.locator('[data-seq] .file-pictures img')
    await shown.waitFor()
    const address = new URL((await shown.getAttribute('src')) ?? '', street.program.origin)
    address.search = ''
    assert.equal((await jiyun.api.get(address.href)).status(), 200)
    assert.equal((await (await shopper(street)).api.get(address.href)).status(), 404)
  })

  test('a file that is dropped on the log is chosen; what was typed before the page woke stays', async () => {
    const { page } = owner
    const jiyun = await shopper(street)
    const room = await jiyun.ask({ productId: products[1] ?? '' }, '설명서 있어요?')
    let wake = () => {}
    const asleep = new Promise<void>(resolve => {
      wake = resolve
    })
    await page.route('**/*.js', async route => {
      await asleep
      await route.continue()
    })
    await page.goto(`${street.program.origin}/ko/desk/c/${room}`, { waitUntil: 'commit' })
    await page.locator('#reply').fill('네, 여기요')
    wake()
    await page.locator('.file-button').waitFor()
    await page.unroute('**/*.js')
    assert.equal(await page.locator('#reply').inputValue(), '네, 여기요')
    const dataTransfer = await page.evaluateHandle(() => {
      const dropped = new DataTransfer()
      dropped.items.add(new File(['words'], 'care.pdf', { type: 'application/pdf' }))
      return dropped
    })
    await page.dispatchEvent('#log', 'drop', { dataTransfer })
    await page.locator('.file-chip', { hasText: 'care.pdf' }).locator('.file-problem').waitFor()
    await page.locator('.file-remove').click()
    await page.locator('#reply').fill('')
  })

  test('two desks: taking on, answering and editing are seen on the other, and nothing typed is lost', async () => {
    const { page } = owner
    const jun = await invited(street, page, '준')
    const jiyun = await shopper(street)
    const room = await jiyun.ask({ productId: products[2] ?? '' }, '몇 리터예요?')
    await open(page, room)
    await open(jun.page, room)
    await jun.page.keyboard.press('a')
    await page.locator('.assign', { hasText: '준' }).waitFor()
    await page.locator(`[data-room="${room}"] .taken`, { hasText: '준' }).waitFor()
    await page.keyboard.press('a')
    await jun.page.locator('.assign', { hasText: '민아' }).waitFor()
    await page.getByRole('link', { name: /내 담당/ }).click()
    await page.locator(`[data-room="${room}"]`).waitFor()

    await page.locator('#reply').fill('제가 지금')
    await jun.page.locator('#reply').fill('1.2리터예요')
    await jun.page.keyboard.press('Enter')
    await page.locator('.collision', { hasText: '1.2리터예요' }).waitFor()
    assert.equal(await page.locator('#reply').inputValue(), '제가 지금')
    await jun.page.locator('[data-seq]', { hasText: '1.2리터예요' }).waitFor()
    await jun.page.keyboard.press('ArrowUp')
    await jun.page.keyboard.press('End')
    await jun.page.keyboard.type('. 가득이요')
    await jun.page.keyboard.press('Enter')
    await page.locator('.say', { hasText: '1.2리터예요. 가득이요' }).waitFor()
    await page.reload()
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#reply')?.value === '제가 지금')
    await page.locator('#reply').fill('')
    await jun.context.close()
  })

  test('earlier words come by scrolling up, and a quote leads to what it answers', async () => {
    const { page } = owner
    const jiyun = await shopper(street)
    const room = await jiyun.ask({ productId: products[3] ?? '' }, '맨 처음 한 말')
    await sayAsOperator(page, room, { kind: 'text', text: '대답', re: 1 })
    for (let i = 1; i <= 130; i += 1) await sayAsOperator(page, room, { kind: 'text', text: `말 ${i}` })
    await sayAsOperator(page, room, { kind: 'text', text: '마지막 대답', re: 1 })
    await open(page, room)
    assert.equal(await page.getByText('맨 처음 한 말').count(), 0)
    await page.locator('.say', { hasText: '마지막 대답' }).locator('.quote').click()
    await page.locator('#entry-1').waitFor()
    await page.waitForFunction(() => document.activeElement?.closest('#entry-1') !== null)
    await jiyun.say(room, '아직 계세요?')
    await page.getByRole('button', { name: '새 말 보기' }).click()
    await page.locator('.say', { hasText: '아직 계세요?' }).waitFor()
  })

  test('a crowded room is led by keys: rules, held words, freezing, hiding, removing and letting back', async () => {
    const { page } = owner
    const [mal, sora] = [await shopper(street), await shopper(street)]
    const productId = products[4] ?? ''
    const room = await mal.visit(productId)
    await sora.visit(productId)
    await mal.say(room, '더 싼 데가 있어요')
    await open(page, room, { queue: 'rooms' })
    await page.locator(`[data-room="${room}"]`).waitFor()

    await page.keyboard.press('o')
    await page.locator('input[name=delay][value="60"]').check()
    await page.keyboard.press('Enter')
    await page.locator('.rules-bar', { hasText: '먼저 보기 1분' }).waitFor()
    await mal.say(room, 'https://spam.example')
    await sora.say(room, '흰색도 있나요?')
    await page.locator('.held li').nth(1).waitFor()
    await comesToRead(sora, room, ['더 싼 데가 있어요'])
    await page.keyboard.press('h')
    await page.keyboard.press('u')
    await page.locator('.held li').nth(1).waitFor({ state: 'detached' })
    await page.keyboard.press('y')
    await page.locator('.lines .say', { hasText: '흰색도' }).waitFor()
    await comesToRead(mal, room, ['더 싼 데가 있어요', '흰색도 있나요?'])

    await page.keyboard.press('f')
    await page.locator('.rules-bar.strict').waitFor()
    assert.equal((await sora.tries(room, '저기요')).code, 'chat.frozen')
    await page.keyboard.press('f')
    await page.locator('.rules-bar.strict').waitFor({ state: 'detached' })

    const first = page.locator('.say', { hasText: '더 싼 데가' })
    await first.locator('.more').focus()
    await page.keyboard.press('x')
    await page.locator('.say.gone').waitFor()
    await page.locator('.say.gone .more').focus()
    await page.keyboard.press('m')
    await page.getByRole('menuitem', { name: '이 손님 내보내기' }).click()
    await page.getByRole('menuitem', { name: '정말 내보내기' }).click()
    await page.locator('.state', { hasText: '내보냈어요' }).waitFor()
    assert.equal((await mal.tries(room, '왜요')).code, 'chat.removed')
    await page
      .locator('.known')
      .getByRole('button', { name: /다시 들이기/ })
      .click()
    await page.locator('.state', { hasText: '다시 들였어요' }).waitFor()
    assert.equal((await mal.tries(room, '왜요')).code, undefined)
  })

  test('a room is opened before anybody is in it, and closed for all', async () => {
    const { page } = owner
    await page.goto(`${street.program.origin}/ko/desk?queue=rooms`)
    await page.getByRole('button', { name: '상품의 방 열기' }).first().click()
    await page.locator('.pick').nth(5).click()
    await page.waitForURL(/desk\/c\//)
    await page.locator('.nobody-yet').waitFor()
    const sora = await shopper(street)
    const room = await sora.visit(products[5] ?? '')
    assert.ok(page.url().includes(room))
    await page.locator('#conversation').focus()
    await page.keyboard.press('o')
    await page.locator('#rule-closed').check()
    await page.locator('dialog [type=submit]').click()
    await page.locator('.rules-bar', { hasText: '닫힘' }).waitFor()
    assert.equal((await sora.tries(room, '계세요?')).code, 'chat.removed')
  })

  test('a word that is banned on its page is refused in the room, until it is not', async () => {
    const { page } = owner
    const sora = await shopper(street)
    const room = await sora.visit(products[6] ?? '')
    await page.goto(`${street.program.origin}/ko/desk/words`)
    await page.locator('#word').fill('멍청이')
    await page.keyboard.press('Enter')
    await page.locator('.banned li', { hasText: '멍청이' }).waitFor()
    assert.equal((await sora.tries(room, '멍 청 이')).code, 'chat.banned_word')
    await page.getByRole('button', { name: /멍청이/ }).click()
    await page.locator('.banned').waitFor({ state: 'detached' })
    assert.equal((await sora.tries(room, '멍 청 이')).code, undefined)
  })

  for (const [lang, colorScheme, width] of [
    ['ko', 'light', 1280],
    ['en', 'dark', 390],
  ] as const) {
    test(`axe finds nothing in the desk’s sheets and menus, ${lang}, ${colorScheme}, ${width}`, async () => {
      const at = await mina(street, { colorScheme, viewport: { width, height: 860 } })
      const { page } = at
      const sora = await shopper(street)
      const room = await sora.visit(products[7] ?? '')
      await sayAsOperator(page, room, { kind: 'rules', slowSeconds: 10, delaySeconds: 60, frozen: false })
      await sora.say(room, 'https://shop.example')
      await sayAsOperator(page, room, { kind: 'text', text: 'welcome' })
      await open(page, room, { lang, queue: 'rooms' })
      await page.locator('.held li').first().waitFor()
      assert.deepEqual(await findings(page), [], 'held')
      for (const [key, what] of [
        ['m', '.entry-menu'],
        ['o', 'dialog.rules'],
        ['?', 'dialog.key-sheet'],
        ['p', 'dialog.picker .pick'],
      ] as const) {
        await page.locator('#conversation').focus()
        await page.keyboard.press(key)
        await page.locator(what).first().waitFor()
        assert.deepEqual(await findings(page), [], what)
        await page.keyboard.press('Escape')
        await page.locator(what).first().waitFor({ state: 'hidden' })
      }
      await page.goto(`${street.program.origin}/${lang}/desk/words`)
      assert.deepEqual(await findings(page), [], 'words')
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      assert.ok(over <= 0, `${over} px too wide`)
      assert.deepEqual(at.complaints, [])
      await at.context.close()
    })
  }
})

const goodsAnswer = v.object({ goods: v.array(v.object({ id: v.string() })) })
/** Somebody new at the desk, by the link that the owner is given for them. */
async function invited(street: Street, page: Page, name: string): Promise<Person> {
  await page.goto(`${street.program.origin}/ko/desk/people`)
  await page.locator('#name').fill(name)
  await page.locator('#email').fill(`${randomUUID()}@shop.example`)
  await page.keyboard.press('Enter')
  const link = await page.locator('#link').inputValue()
  const operator = await person(street.browser)
  await operator.page.goto(link)
  await operator.page.waitForURL(/\/desk$/)
  return operator
}

function get(page: Page, path: string): Promise<unknown> {
  return page.evaluate(async path => (await fetch(path)).json(), path)
}
