import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ask, mina, openStreet, type Person, person, type Street, toStage } from './people.ts'

const lantern = '/ko/p/olive-lantern'

describe('the conversation beside the film', () => {
  let street: Street
  let owner: Person

  before(async () => {
    street = await openStreet()
    owner = await mina(street)
  })
  after(() => street[Symbol.asyncDispose]())

  test('a question asked while the film runs is answered while the film runs', async () => {
    const jiyun = await person(street.browser)
    await toStage(jiyun, street, lantern)
    await jiyun.page.getByRole('button', { name: '영상 보기' }).click()
    await jiyun.page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 1)
    await ask(jiyun, '비 오는 날 밖에 걸어 둬도 되나요?')

    await owner.page.getByText('비 오는 날 밖에 걸어 둬도 되나요?').first().click()
    const askedAt = await owner.page.locator('.thread .second').first().innerText()
    assert.match(askedAt, /0:0[1-9]/)
    await owner.page.locator('form.reply textarea').fill('네, 생활방수라 비는 괜찮아요.')
    await owner.page.keyboard.press('Enter')

    await jiyun.page.locator('.theirs', { hasText: '생활방수라' }).waitFor()
    const [first, paused] = await jiyun.page.evaluate(() => {
      const film = document.querySelector('video')
      return [film?.currentTime ?? 0, film?.paused] as const
    })
    assert.equal(paused, false)
    await jiyun.page.waitForFunction(
      before => (document.querySelector('video')?.currentTime ?? 0) > before + 0.5,
      first,
    )
    await jiyun.page.locator('.mark.read', { hasText: '읽음' }).waitFor()
    assert.deepEqual(jiyun.complaints, [])
    await jiyun.context.close()
  })

  test('a question that has reached the desk is delivered before anybody opens it', async () => {
    const jiyun = await person(street.browser)
    await toStage(jiyun, street, '/ko/p/walnut-knife')
    await ask(jiyun, '칼집도 같이 오나요?')
    await jiyun.page.locator('.mine .mark', { hasText: '도착' }).waitFor()
    assert.equal(await jiyun.page.locator('.mark.read').count(), 0)
    await jiyun.context.close()
  })

  test('a product that the operator shows opens beside the film and does not stop it', async () => {
    const jiyun = await person(street.browser)
    await toStage(jiyun, street, lantern)
    await jiyun.page.getByRole('button', { name: '영상 보기' }).click()
    await ask(jiyun, '배낭에 달 작은 것도 있나요?')
    await owner.page.getByText('배낭에 달 작은 것도 있나요?').first().click()
    await owner.page.locator('form.reply textarea').waitFor()
    await owner.page.keyboard.press('Escape')
    await owner.page.keyboard.press('p')
    await owner.page
      .getByRole('dialog')
      .getByRole('searchbox')
      .or(owner.page.getByRole('dialog').getByRole('combobox'))
      .first()
      .fill('반디')
    await owner.page.getByRole('dialog').getByText('반디 작은 랜턴').first().click()

    await jiyun.page.locator('.tip', { hasText: '반디 작은 랜턴' }).click()
    await jiyun.page.locator('dialog.product-sheet', { hasText: '29,000' }).waitFor()
    assert.equal(await jiyun.page.evaluate(() => document.querySelector('video')?.paused), false)
    assert.equal(new URL(jiyun.page.url()).pathname, lantern)
    await jiyun.page.keyboard.press('Escape')
    await jiyun.page.locator('dialog.product-sheet').waitFor({ state: 'detached' })
    assert.deepEqual(jiyun.complaints, [])
    await jiyun.context.close()
  })

  test('two tabs and a reload show the same conversation, and what is typed stays', async () => {
    const jiyun = await person(street.browser)
    await toStage(jiyun, street, '/ko/p/enamel-mug')
    await ask(jiyun, '직화로 써도 되나요?')
    await jiyun.page
      .locator('.mine', { hasText: '보냄' })
      .or(jiyun.page.locator('.mine', { hasText: '도착' }))
      .first()
      .waitFor()
    const other = await jiyun.context.newPage()
    await other.goto(`${street.program.origin}/ko/p/enamel-mug`)
    await other.locator('.mine', { hasText: '직화로 써도 되나요?' }).waitFor()
    await other.locator('.composer textarea').fill('식기세척기는요?')
    await other.keyboard.press('Enter')
    await jiyun.page.locator('.mine', { hasText: '식기세척기는요?' }).waitFor()

    await jiyun.page.locator('.composer textarea').fill('아직 쓰는 중')
    await jiyun.page.reload()
    await jiyun.page.locator('.mine', { hasText: '식기세척기는요?' }).waitFor()
    assert.equal(await jiyun.page.locator('.mine').count(), 2)
    assert.equal(await jiyun.page.locator('.composer textarea').inputValue(), '아직 쓰는 중')
    await jiyun.context.close()
  })

  test('Enter sends, Shift+Enter breaks the line, and an Enter that ends a composition of Korean does neither', async () => {
    const jiyun = await person(street.browser)
    await toStage(jiyun, street, '/ko/p/iron-pan')
    const field = jiyun.page.locator('.composer textarea')
    await field.fill('무거')
    await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 })
    assert.equal(await field.inputValue(), '무거')
    await field.press('Shift+Enter')
    await field.pressSequentially('운가요')
    await field.press('Enter')
    await jiyun.page.locator('.mine .said').waitFor()
    assert.equal(await jiyun.page.locator('.mine .said').innerText(), '무거\n운가요')
    await jiyun.context.close()
  })

  test('what is sent before the conversation is awake goes out when it is, once', async () => {
    const jiyun = await person(street.browser)
    await jiyun.page.route(/\/assets\/talk-/, async route => {
      await new Promise(resolve => setTimeout(resolve, 1500))
      await route.continue()
    })
    await jiyun.page.goto(`${street.program.origin}/ko/p/oak-board`)
    await jiyun.page.locator('.composer textarea').fill('기름은 얼마나 자주 먹여요?')
    await jiyun.page.keyboard.press('Enter')
    await jiyun.page.locator('.mine:not(.sending)', { hasText: '기름은 얼마나' }).waitFor()
    assert.equal(await jiyun.page.locator('.composer textarea').inputValue(), '')
    await jiyun.page.reload()
    assert.equal(await jiyun.page.locator('.mine').count(), 1)
    await jiyun.context.close()
  })

  test('where the conversation’s code does not come its form asks as without scripts', async () => {
    const jiyun = await person(street.browser)
    await jiyun.page.route(/\/assets\/talk-/, route => route.abort())
    await jiyun.page.goto(`${street.program.origin}/ko/p/willow-basket`)
    await jiyun.page.locator('.composer textarea').fill('손잡이는 튼튼한가요?')
    await jiyun.page.keyboard.press('Enter')
    await jiyun.page.locator('.composer button[type=submit]').click()
    await jiyun.page.locator('.mine', { hasText: '손잡이는 튼튼한가요?' }).waitFor()
    assert.equal(await jiyun.page.locator('.mine').count(), 1)
    await jiyun.context.close()
  })

  test('while no network is there a message waits, and goes out once when it is back', async () => {
    const jiyun = await person(street.browser)
    await toStage(jiyun, street, '/ko/p/folding-stool')
    await ask(jiyun, '몇 kg까지 앉나요?')
    await jiyun.page.locator('.mine .mark', { hasText: /보냄|도착/ }).waitFor()
    await jiyun.context.setOffline(true)
    await ask(jiyun, '색은 더 있나요?')
    await jiyun.page.locator('.mine.sending', { hasText: '색은 더 있나요?' }).waitFor()
    await jiyun.page.waitForTimeout(500)
    await jiyun.context.setOffline(false)
    await jiyun.page.evaluate(() => dispatchEvent(new Event('online')))
    await jiyun.page
      .locator('.mine:not(.sending):not(.failed)', { hasText: '색은 더 있나요?' })
      .waitFor({ timeout: 30_000 })
    await jiyun.page.reload()
    assert.equal(await jiyun.page.locator('.mine').count(), 2)
    await jiyun.context.close()
  })

  test('the page says who is there, and says honestly when nobody is', async () => {
    const visitor = await person(street.browser, { locale: 'en-GB' })
    await toStage(visitor, street, '/en/p/olive-lantern')
    await visitor.page.locator('.presence:not(.away)', { hasText: 'Here now' }).waitFor()
    await owner.page.goto('about:blank')
    await visitor.page.locator('.presence.away', { hasText: 'Nobody is here right now' }).waitFor()
    await owner.page.goto(`${street.program.origin}/ko/desk`)
    await visitor.page.locator('.presence:not(.away)', { hasText: 'Here now' }).waitFor()
    await visitor.context.close()
  })

  test('with scripts off a form asks, and the answer is there at the next load', async () => {
    const plain = await person(street.browser, { javaScriptEnabled: false, locale: 'en-GB' })
    await plain.page.goto(`${street.program.origin}/en/p/celadon-teapot`)
    await plain.page.locator('.composer textarea').fill('Does it fit on a gas ring?')
    await plain.page.locator('.composer button[type=submit]').click()
    await plain.page.locator('.mine', { hasText: 'Does it fit on a gas ring?' }).waitFor()

    await owner.page.getByText('Does it fit on a gas ring?').first().click()
    await owner.page.locator('form.reply textarea').fill('It does, with the trivet.')
    await owner.page.keyboard.press('Enter')
    await owner.page.locator('.thread', { hasText: 'It does, with the trivet.' }).waitFor()
    await owner.page.waitForTimeout(500)
    await plain.page.reload()
    await plain.page.locator('.theirs', { hasText: 'It does, with the trivet.' }).waitFor()
    assert.equal(await plain.page.locator('.mine').count(), 1)
    await plain.context.close()
  })

  test('the film goes on at its second when the page is opened again', async () => {
    const jiyun = await person(street.browser)
    await toStage(jiyun, street, lantern)
    await jiyun.page.getByRole('button', { name: '영상 보기' }).click()
    await jiyun.page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 2)
    await jiyun.page.goto(`${street.program.origin}/ko/c/camping`)
    await jiyun.page.goBack()
    await jiyun.page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) >= 1.5)
    await jiyun.context.close()
  })
})
