import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { ask, choose, mina, openStreet, type Person, person, type Street, toStage } from './people.ts'

const lantern = '/ko/p/olive-lantern'
describe('messages after they were sent', () => {
  let street: Street
  let owner: Person
  let jiyun: Person

  before(async () => {
    street = await openStreet()
    owner = await mina(street)
    jiyun = await person(street.browser)
    await jiyun.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: street.program.origin })
    await toStage(jiyun, street, lantern)
    await jiyun.page.getByRole('button', { name: '영상 보기' }).click()
    await ask(jiyun, '손잡이도 바꿀 수 있나요?')
    await owner.page.getByText('손잡이도 바꿀 수 있나요?').first().click()
    await owner.page
      .locator('form.reply textarea')
      .fill('네, 나사 두 개로 바꿔요. 안내는 https://modak.example/handle 에 있어요.')
    await owner.page.keyboard.press('Enter')
    await jiyun.page.locator('.theirs', { hasText: '나사 두 개로' }).waitFor()
  })
  after(() => street[Symbol.asyncDispose]())

  test('a message of one’s own is edited in the field, on both sides, and the film goes on', async () => {
    await choose(jiyun, '손잡이도', '고치기')
    const field = jiyun.page.locator('.composer textarea')
    assert.equal(await field.inputValue(), '손잡이도 바꿀 수 있나요?')
    await field.fill('손잡이만 따로 바꿀 수 있나요?')
    await field.press('Enter')
    await jiyun.page.locator('.mine', { hasText: '손잡이만 따로' }).locator('.edited').waitFor()
    assert.equal(await field.inputValue(), '')
    await owner.page.locator('.thread').getByText('손잡이만 따로 바꿀 수 있나요?').first().waitFor()
    assert.equal(await jiyun.page.evaluate(() => document.querySelector('video')?.paused), false)
  })

  test('an edit that is given up changes nothing, and what was typed before is there again', async () => {
    const field = jiyun.page.locator('.composer textarea')
    await field.fill('쓰던 글')
    await choose(jiyun, '손잡이만', '고치기')
    await field.fill('버릴 말')
    await field.press('Escape')
    assert.equal(await field.inputValue(), '쓰던 글')
    await field.fill('')
    await field.press('ArrowUp')
    assert.equal(await field.inputValue(), '손잡이만 따로 바꿀 수 있나요?')
    await field.press('Escape')
    assert.equal(await jiyun.page.locator('.mine', { hasText: '버릴 말' }).count(), 0)
  })

  test('one touch reacts, the chip says who, and another touch takes it back', async () => {
    await choose(jiyun, '나사 두 개로', '👍 반응하기')
    const chip = jiyun.page.locator('.theirs .reaction')
    await chip.waitFor()
    assert.equal(await chip.getAttribute('aria-pressed'), 'true')
    assert.match(await chip.innerText(), /나/)
    await owner.page.locator('.thread').getByText('👍').first().waitFor()
    await chip.click()
    await chip.waitFor({ state: 'detached' })
  })

  test('an answer quotes what it answers, and the quote leads there', async () => {
    await choose(jiyun, '나사 두 개로', '답하기')
    await jiyun.page.locator('.composing', { hasText: '민아' }).waitFor()
    await jiyun.page.keyboard.type('고마워요!')
    await jiyun.page.keyboard.press('Enter')
    const quote = jiyun.page.locator('.mine', { hasText: '고마워요!' }).locator('.quote')
    assert.match(await quote.innerText(), /민아 네, 나사 두 개로/)
    await quote.click()
    await jiyun.page.locator('.theirs.found', { hasText: '나사 두 개로' }).waitFor()
    await owner.page.locator('.thread').getByText('고마워요!').first().waitFor()
  })

  test('the head says who of the shop takes care of it', async () => {
    await owner.page.keyboard.press('Escape')
    await owner.page.locator('.thread').click({ position: { x: 5, y: 5 } })
    await owner.page.keyboard.press('a')
    await jiyun.page.locator('.who-is-here', { hasText: '민아 님이 맡았어요' }).waitFor()
  })

  test('addresses are links that give nothing away', async () => {
    const link = jiyun.page.locator('.theirs a', { hasText: 'https://modak.example/handle' })
    assert.equal(await link.getAttribute('rel'), 'ugc nofollow noopener')
    assert.equal(await link.getAttribute('target'), '_blank')
  })

  test('a text is copied', async () => {
    await choose(jiyun, '손잡이만', '글 복사')
    await jiyun.page.locator('[role=status]', { hasText: '복사했어요' }).first().waitFor({ state: 'attached' })
    assert.equal(await jiyun.page.evaluate(() => navigator.clipboard.readText()), '손잡이만 따로 바꿀 수 있나요?')
  })

  test('a picture is sent with no words, and both sides see it', async () => {
    const colour = { width: 40, height: 30, channels: 3, background: '#6f7850' } as const
    const picture = await sharp({ create: colour }).png().toBuffer()
    await jiyun.page
      .locator('.file-drop input[type=file]')
      .first()
      .setInputFiles({ name: '손잡이.png', mimeType: 'image/png', buffer: picture })
    await jiyun.page.locator('.file-chip[data-state=ready]').waitFor()
    await jiyun.page.locator('.composer textarea').press('Enter')
    await jiyun.page.locator('.mine:not(.sending) .file-picture img').waitFor()
    await jiyun.page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('.mine .file-picture img')?.naturalWidth === 40,
    )
    await owner.page.locator('.thread .file-picture img').waitFor()
    assert.equal(await jiyun.page.evaluate(() => document.querySelector('video')?.paused), false)
  })

  test('everything is done by keyboard alone: the menu, its touches, and what is taken back after a word', async () => {
    await ask(jiyun, '지울 말이에요')
    await jiyun.page.locator('.mine:not(.sending)', { hasText: '지울 말이에요' }).waitFor()
    const field = jiyun.page.locator('.composer textarea')
    await field.focus()
    // The way back from the field: the clip, then the one menu that the Tab key finds.
    for (let i = 0; i < 4; i++) {
      await jiyun.page.keyboard.press('Shift+Tab')
      if (await jiyun.page.evaluate(() => document.activeElement?.classList.contains('dots'))) break
    }
    assert.ok(await jiyun.page.evaluate(() => document.activeElement?.matches('.dots')))
    await jiyun.page.keyboard.press('Enter')
    await jiyun.page.getByRole('menu').waitFor()
    await jiyun.page.keyboard.press('ArrowUp')
    assert.equal(await jiyun.page.evaluate(() => document.activeElement?.textContent), '지우기')
    await jiyun.page.keyboard.press('Enter')
    await jiyun.page.getByRole('dialog', { name: '지우기' }).waitFor()
    await jiyun.page.keyboard.press('Escape')
    await jiyun.page.getByRole('dialog', { name: '지우기' }).waitFor({ state: 'detached' })
    assert.equal(await jiyun.page.locator('.mine', { hasText: '지울 말이에요' }).count(), 1)
    assert.ok(await jiyun.page.evaluate(() => document.activeElement?.matches('.dots')), 'the focus is back')
    await jiyun.page.keyboard.press('Enter')
    await jiyun.page.getByRole('menu').waitFor()
    await jiyun.page.keyboard.press('ArrowUp')
    await jiyun.page.keyboard.press('Enter')
    await jiyun.page.getByRole('dialog', { name: '지우기' }).waitFor()
    await jiyun.page.keyboard.press('Enter')
    await jiyun.page.locator('.said.gone', { hasText: '지운 글이에요' }).waitFor()
    await owner.page.locator('.thread').getByText('지울 말이에요').first().waitFor({ state: 'detached' })
  })

  test('a finger that stays on a message opens its menu, one that moves on does not', async () => {
    const phone = await person(street.browser, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    })
    await toStage(phone, street, '/ko/p/iron-pan')
    await ask(phone, '길게 누를 말')
    const line = phone.page.locator('.mine:not(.sending) .said', { hasText: '길게 누를 말' })
    await line.waitFor()
    const box = await line.boundingBox()
    const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 10]
    const touch = await phone.context.newCDPSession(phone.page)
    const press = async (forMs: number, to: { x: number; y: number }) => {
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [to] })
      await phone.page.waitForTimeout(forMs)
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    }
    await press(700, { x, y: y - 60 })
    assert.equal(await phone.page.getByRole('menu').count(), 0)
    await phone.page.waitForTimeout(200)
    await press(700, { x, y })
    await phone.page.getByRole('menu').getByRole('menuitem', { name: '고치기' }).tap()
    await phone.page.locator('.composing', { hasText: '고치는 중' }).waitFor()
    assert.deepEqual(phone.complaints, [])
    await phone.context.close()
  })

  test('after a reload all of it is as it was', async () => {
    const before = await jiyun.page.locator('.lines > :is(.mine, .theirs)').count()
    await jiyun.page.reload()
    await jiyun.page.locator('.mine .edited').first().waitFor()
    assert.equal(await jiyun.page.locator('.lines > :is(.mine, .theirs)').count(), before)
    assert.equal(await jiyun.page.getByText('지울 말이에요').count(), 0)
    assert.deepEqual(jiyun.complaints, [])
  })
})

describe('conversations about anything', () => {
  let street: Street

  before(async () => {
    street = await openStreet()
  })
  after(() => street[Symbol.asyncDispose]())

  test('without scripts a form asks about something else, and its page goes on', async () => {
    const plain = await person(street.browser, { javaScriptEnabled: false })
    await plain.page.goto(`${street.program.origin}/ko/talks/new`)
    await plain.page.getByLabel('무엇에 대해').fill('선물 포장')
    await plain.page.getByLabel('물어볼 것').fill('두 개를 따로 포장해 주실 수 있나요?')
    await plain.page.locator('form.new-talk button').click()
    await plain.page.waitForURL(/\/ko\/talks\/[0-9a-f-]{36}$/)
    await plain.page.locator('.mine', { hasText: '따로 포장해' }).waitFor()
    await plain.page.locator('.composer textarea').fill('리본도 있나요?')
    await plain.page.locator('.composer button[type=submit]').click()
    await plain.page.locator('.mine', { hasText: '리본도 있나요?' }).waitFor()
    assert.equal(await plain.page.locator('h1').innerText(), '선물 포장')

    const other = await person(street.browser)
    const reply = await other.page.goto(plain.page.url())
    assert.equal(reply?.status(), 404, 'another’s conversation is not there')
    await other.context.close()
    await plain.context.close()
  })

  test('the list in the window leads from one conversation to the other', async () => {
    const jiyun = await person(street.browser)
    await jiyun.page.goto(`${street.program.origin}/ko/talks/new`)
    await jiyun.page.getByLabel('무엇에 대해').fill('단체 주문')
    await jiyun.page.getByLabel('물어볼 것').fill('스무 개도 되나요?')
    await jiyun.page.locator('form.new-talk button').click()
    await jiyun.page.locator('.talk-head .presence').waitFor()
    await toStage(jiyun, street, '/ko/p/enamel-mug')
    await ask(jiyun, '각인도 되나요?')
    await jiyun.page.locator('.mine:not(.sending)', { hasText: '각인도' }).waitFor()
    await jiyun.page.getByRole('link', { name: '내 대화' }).click()
    const list = jiyun.page.getByRole('dialog', { name: '내 대화' })
    await list.getByText('각인도 되나요?').waitFor()
    await list.getByText('단체 주문').click()
    await jiyun.page.locator('.mine', { hasText: '스무 개도 되나요?' }).waitFor()
    assert.deepEqual(jiyun.complaints, [])
    await jiyun.context.close()
  })

  test('who becomes a member has the conversation still, and it is theirs', async () => {
    const jiyun = await person(street.browser)
    await toStage(jiyun, street, '/ko/p/folding-stool')
    await ask(jiyun, '가입해도 남아 있나요?')
    await jiyun.page.locator('.mine:not(.sending)', { hasText: '남아 있나요' }).waitFor()
    await jiyun.page.goto(`${street.program.origin}/ko/sign-up?next=/ko/p/folding-stool`)
    await jiyun.page.getByLabel('이름').fill('지윤')
    await jiyun.page.getByLabel('이메일').fill('jiyun@example.org')
    await jiyun.page.getByLabel('비밀번호').fill('olive-lantern-7')
    await jiyun.page.locator('main form button[type=submit]').last().click()
    await jiyun.page.waitForURL(/\/p\/folding-stool/)
    await jiyun.page.locator('.mine', { hasText: '남아 있나요' }).waitFor()
    await jiyun.page.mouse.move(20, 20)
    await ask(jiyun, '회원으로 묻는 말')
    await jiyun.page.locator('.mine:not(.sending)', { hasText: '회원으로 묻는 말' }).waitFor()
    await jiyun.page.getByRole('tab', { name: '모두와 함께' }).click()
    await jiyun.page.locator('#talk-everyone textarea').fill('회원이에요')
    await jiyun.page.keyboard.press('Enter')
    await jiyun.page.locator('#talk-everyone .mine:not(.sending)').waitFor()
    const sumin = await person(street.browser)
    await sumin.page.goto(`${street.program.origin}/ko/p/folding-stool/everyone`)
    await sumin.page.locator('#talk-everyone .theirs .who', { hasText: '지윤' }).waitFor()
    await sumin.context.close()
    await jiyun.context.close()
  })
})
