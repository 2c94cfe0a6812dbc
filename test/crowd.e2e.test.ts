import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { choose, mina, openStreet, type Person, person, type Street, sayIn, toStage } from './people.ts'

const lantern = '/ko/p/olive-lantern'

describe('the room that everybody sees', () => {
  let street: Street
  let owner: Person
  let jiyun: Person
  let sumin: Person
  let room = ''

  const log = ({ page }: Person) => page.locator('#talk-everyone .log')
  const write = async ({ page }: Person, text: string) => {
    await page.locator('#talk-everyone textarea').fill(text)
    await page.keyboard.press('Enter')
  }
  const enter = async (one: Person) => {
    await toStage(one, street, lantern)
    await one.page.getByRole('tab', { name: /모두와 함께/ }).click()
    await one.page.locator('#talk-everyone .composer').waitFor()
  }

  before(async () => {
    street = await openStreet()
    owner = await mina(street)
    ;[jiyun, sumin] = [await person(street.browser), await person(street.browser)]
    await enter(jiyun)
    await enter(sumin)
    const answer = await jiyun.page.request.get(`${street.program.origin}${lantern}/everyone`)
    room = /"room":"([0-9a-f-]{36})"/.exec(await answer.text())?.[1] ?? ''
  })
  after(() => street[Symbol.asyncDispose]())

  test('a question there is answered for all, while every film goes on', async () => {
    await jiyun.page.getByRole('button', { name: '영상 보기' }).click()
    await write(jiyun, '텐트 안에서 켜도 되나요?')
    await log(sumin).locator('.theirs', { hasText: '텐트 안에서 켜도 되나요?' }).waitFor()
    assert.match(await log(sumin).locator('.theirs .who').innerText(), /손님 [0-9a-f]{4}/)
    await sayIn(owner, room, { kind: 'text', text: '네, 뜨거워지지 않아요. 0:05 를 보세요.', re: 1 })
    for (const one of [jiyun, sumin]) {
      const answer = log(one).locator('.theirs', { hasText: '뜨거워지지 않아요' })
      await answer.locator('.badge', { hasText: '가게' }).waitFor()
      assert.match(await answer.locator('.quote').innerText(), /텐트 안에서/)
    }
    assert.equal(await jiyun.page.evaluate(() => document.querySelector('video')?.paused), false)
  })

  test('the head counts who is there', async () => {
    await sumin.page.locator('.who-is-here', { hasText: '2명' }).waitFor()
  })

  test('only what the shop writes is a link', async () => {
    await write(sumin, '여기가 싸요 https://spam.example/x')
    await log(jiyun).locator('.theirs', { hasText: 'spam.example' }).waitFor()
    assert.equal(await log(jiyun).locator('a[href*="spam.example"]').count(), 0)
    await sayIn(owner, room, { kind: 'text', text: '안내는 https://modak.example/care' })
    await log(jiyun).locator('a[href="https://modak.example/care"]').waitFor()
  })

  test('edits, reactions and what is taken back are seen by the others at once', async () => {
    await write(sumin, '저는 이틀 밤 써써요')
    await choose(sumin, '이틀 밤', '고치기')
    await sumin.page.locator('#talk-everyone textarea').fill('저는 이틀 밤 썼어요')
    await sumin.page.keyboard.press('Enter')
    await log(jiyun).locator('.theirs', { hasText: '이틀 밤 썼어요' }).locator('.edited').waitFor()
    await choose(jiyun, '이틀 밤', '👏 반응하기')
    await log(sumin).locator('.mine .reaction', { hasText: '1' }).waitFor()
    await log(sumin).locator('.mine .reaction').click()
    await log(jiyun).locator('.theirs .reaction', { hasText: '2' }).waitFor()
    await choose(sumin, '이틀 밤', '지우기')
    await sumin.page.getByRole('dialog').getByRole('button', { name: '지우기' }).click()
    await log(jiyun).locator('.theirs .gone', { hasText: '지운 글' }).waitFor()
    assert.equal(await log(jiyun).getByText('이틀 밤').count(), 0)
  })

  test('what is pinned stands above the log and leads to its place; what the shop hides is gone', async () => {
    await sayIn(owner, room, { kind: 'pin', of: 1 })
    const pinned = sumin.page.locator('#talk-everyone .pinned')
    await pinned.getByText('텐트 안에서').waitFor()
    await pinned.click()
    await log(sumin).locator('.found', { hasText: '텐트 안에서' }).waitFor()
    await sayIn(owner, room, { kind: 'hide', of: 3 })
    await log(jiyun).locator('.theirs .gone', { hasText: '가게가 가린 글' }).waitFor()
    assert.equal(await jiyun.page.getByText('spam.example').count(), 0)
  })

  test('the other way counts what comes meanwhile', async () => {
    await jiyun.page.getByRole('tab', { name: /가게에 묻기/ }).click()
    await write(sumin, '여러분 색은 뭐로 하셨어요?')
    await jiyun.page
      .getByRole('tab', { name: /모두와 함께/ })
      .locator('.unseen', { hasText: '1' })
      .waitFor()
    await jiyun.page.getByRole('tab', { name: /모두와 함께/ }).click()
    await jiyun.page.locator('.unseen').waitFor({ state: 'detached' })
  })

  test('the page that all visitors share holds nothing of the room, and the room’s own page is kept by nobody', async () => {
    const stranger = await person(street.browser)
    const { request } = stranger.context
    const shared = await request.get(street.program.origin + lantern)
    assert.match(shared.headers()['cache-control'] ?? '', /public/)
    assert.doesNotMatch(await shared.text(), /텐트 안에서/)
    const own = await request.get(`${street.program.origin}${lantern}/everyone`)
    assert.match(own.headers()['cache-control'] ?? '', /private/)
    assert.match(await own.text(), /텐트 안에서/)
    assert.equal(own.headers()['set-cookie'], undefined, 'reading makes nobody known')
    await stranger.context.close()
  })

  test('the film’s way to ask leads to the shop, not to everybody', async () => {
    await sumin.page.getByRole('button', { name: '물어보기' }).click()
    await sumin.page.locator('#talk-shop:not([hidden])').waitFor()
    await sumin.page.waitForFunction(() => document.activeElement?.closest('[role=tabpanel]')?.id === 'talk-shop')
    await sumin.page.getByRole('tab', { name: /모두와 함께/ }).click()
  })

  test('by keyboard one goes from one way to the other, and on into its log and its field', async () => {
    await jiyun.page.getByRole('tab', { name: /모두와 함께/ }).focus()
    await jiyun.page.keyboard.press('ArrowLeft')
    await jiyun.page.locator('#talk-shop:not([hidden])').waitFor()
    assert.equal(await jiyun.page.evaluate(() => document.activeElement?.id), 'way-shop')
    await jiyun.page.keyboard.press('ArrowRight')
    await jiyun.page.locator('#talk-everyone:not([hidden])').waitFor()
    const passed: string[] = []
    for (let i = 0; i < 12 && !passed.includes('TEXTAREA'); i++) {
      await jiyun.page.keyboard.press('Tab')
      passed.push(await jiyun.page.evaluate(() => document.activeElement?.tagName ?? ''))
    }
    assert.ok(passed.includes('TEXTAREA'), passed.join())
    assert.equal(
      await jiyun.page.evaluate(() => document.activeElement?.closest('[role=tabpanel]')?.id),
      'talk-everyone',
    )
  })

  test('in slow mode the field counts down, and what is typed stays', async () => {
    await sayIn(owner, room, { kind: 'rules', slowSeconds: 3, delaySeconds: 0, frozen: false })
    await log(sumin).locator('.state', { hasText: '3초에 한 번' }).first().waitFor()
    await sumin.page.waitForTimeout(3000)
    await write(sumin, '하나')
    await sumin.page.locator('#talk-everyone .send.waits').waitFor()
    await write(sumin, '둘')
    assert.equal(await sumin.page.locator('#talk-everyone textarea').inputValue(), '둘')
    await sumin.page.locator('#talk-everyone .send:not(.waits)').waitFor()
    await sumin.page.keyboard.press('Enter')
    await log(jiyun).locator('.theirs', { hasText: '둘' }).waitFor()
    assert.equal(await log(sumin).locator('.mine.failed').count(), 0)
  })

  test('what the shop looks at first says so, and then everybody sees it', async () => {
    await sayIn(owner, room, { kind: 'rules', slowSeconds: 0, delaySeconds: 3, frozen: false })
    await log(sumin).locator('.state', { hasText: '다시 모두 쓸 수' }).first().waitFor()
    await write(sumin, '먼저 보여 드려요')
    await log(sumin).locator('.mine.held', { hasText: '가게가 먼저 보고 있어요' }).waitFor()
    assert.equal(await log(jiyun).getByText('먼저 보여 드려요').count(), 0)
    await owner.page.locator('.queues .badge', { hasText: '먼저 볼 말 1' }).waitFor()
    await log(jiyun).locator('.theirs', { hasText: '먼저 보여 드려요' }).waitFor()
    await log(sumin).locator('.mine:not(.held)', { hasText: '먼저 보여 드려요' }).waitFor()
    assert.equal(await log(sumin).getByText('먼저 보여 드려요').count(), 1)
  })

  test('where the room is frozen a notice stands in place of the field', async () => {
    await sayIn(owner, room, { kind: 'rules', slowSeconds: 0, delaySeconds: 0, frozen: true })
    await sumin.page.locator('#talk-everyone .composer.closed', { hasText: '가게만 쓸 수' }).waitFor()
    await sayIn(owner, room, { kind: 'rules', slowSeconds: 0, delaySeconds: 0, frozen: false })
    await sumin.page.locator('#talk-everyone form.composer').waitFor()
  })

  test('a long log keeps its reader’s place, and some hundred lines in the page', async () => {
    const said = Array.from({ length: 259 }, (_, i) => i)
    for (let i = 0; i < 259; i += 37)
      await Promise.all(said.slice(i, i + 37).map(n => sayIn(owner, room, { kind: 'text', text: `긴 글 ${n}` })))
    await sayIn(owner, room, { kind: 'text', text: '긴 글 끝' })
    await log(jiyun).locator('.theirs', { hasText: '긴 글 끝' }).waitFor()
    const inPage = () => log(jiyun).locator('.lines > li').count()
    assert.ok((await inPage()) <= 260, `${await inPage()} lines`)
    await jiyun.page.reload()
    await jiyun.page.getByRole('tab', { name: /모두와 함께/ }).click()
    await log(jiyun).locator('.theirs', { hasText: '긴 글 끝' }).waitFor()
    assert.equal(await log(jiyun).getByText('긴 글 40', { exact: true }).count(), 0)
    // Up to where earlier lines are fetched: what is read stays where it is.
    await log(jiyun).hover()
    const first = () =>
      log(jiyun).evaluate(element => {
        const top = element.getBoundingClientRect().top
        const line = [...element.querySelectorAll('[data-seq]')].find(one => one.getBoundingClientRect().bottom > top)
        return line?.getAttribute('data-seq')
      })
    const placeOf = (seq: string) =>
      log(jiyun).evaluate(
        (element, of) => element.querySelector(`[data-seq="${of}"]`)?.getBoundingClientRect().top,
        seq,
      )
    await log(jiyun).evaluate(element => element.scrollTo(0, 10))
    const reading = (await first()) ?? ''
    const before = await placeOf(reading)
    await log(jiyun).getByText('긴 글 105', { exact: true }).waitFor({ state: 'attached' })
    const moved = Math.abs(((await placeOf(reading)) ?? 0) - (before ?? 0))
    assert.ok(moved < 3, `the line that was read moved by ${moved} px`)
    await jiyun.page.locator('#talk-everyone .pinned').click()
    await log(jiyun).locator('.found', { hasText: '텐트 안에서' }).waitFor()
    assert.ok((await inPage()) <= 260, `${await inPage()} lines`)
    const place = await log(jiyun).evaluate(element => element.scrollTop)
    await sayIn(owner, room, { kind: 'text', text: '새로 온 말' })
    await jiyun.page.locator('#talk-everyone .new-words').waitFor()
    assert.equal(await log(jiyun).evaluate(element => element.scrollTop), place)
    await jiyun.page.locator('#talk-everyone .new-words').click()
    await log(jiyun).getByText('새로 온 말').waitFor()
  })

  test('who was taken out of the room is told so, and can still ask the shop', async () => {
    await write(sumin, '나가게 될 말')
    await log(jiyun).locator('.theirs', { hasText: '나가게 될 말' }).waitFor()
    const seq = Number(await log(jiyun).locator('.theirs', { hasText: '나가게 될 말' }).getAttribute('data-seq'))
    await sayIn(owner, room, { kind: 'remove', of: seq, removed: true })
    await sumin.page.locator('#talk-everyone', { hasText: '더 들어올 수 없어요' }).waitFor()
    await sumin.page.getByRole('tab', { name: /가게에 묻기/ }).click()
    await sumin.page.locator('#talk-shop textarea').fill('왜 나갔나요?')
    await sumin.page.keyboard.press('Enter')
    await sumin.page.locator('#talk-shop .mine:not(.sending)').waitFor()
  })

  test('with scripts off the room is a page that can be read and written on', async () => {
    const plain = await person(street.browser, { javaScriptEnabled: false })
    await plain.page.goto(street.program.origin + lantern)
    await plain.page.getByRole('tab', { name: /모두와 함께/ }).click()
    await plain.page.locator('#talk-everyone .theirs', { hasText: '새로 온 말' }).waitFor()
    await plain.page.locator('#talk-everyone textarea').fill('스크립트 없이 써요')
    await plain.page.locator('#talk-everyone button[type=submit]').click()
    await plain.page.locator('#talk-everyone .mine', { hasText: '스크립트 없이 써요' }).waitFor()
    await log(jiyun).locator('.theirs', { hasText: '스크립트 없이 써요' }).waitFor()
    await plain.page.getByRole('tab', { name: /가게에 묻기/ }).click()
    await plain.page.locator('#talk-shop form').waitFor()
    await plain.context.close()
    assert.deepEqual(jiyun.complaints, [])
  })
})
