import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { findings } from './axe.ts'
import { writeFilm } from './film.ts'
import { ask, mina, openStreet, type Person, person, type Street, toStage } from './people.ts'

const cup = '/ko/p/dew-cup'
/** Making a ladder takes its time where the machine has much else to do. */
const making = { timeout: 150_000 }

describe('a film on its way from the office to the stage', () => {
  let street: Street
  let owner: Person
  const folder = mkdtempSync(join(tmpdir(), 'films-'))
  const film = join(folder, 'cup.mp4')

  before(async () => {
    await writeFilm(film, { seconds: 8 })
    street = await openStreet()
    owner = await mina(street)
  })
  after(async () => {
    await street[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })

  const open = async ({ page }: Person, path: string) => void (await page.goto(street.program.origin + path))
  const playing = (page: Page) =>
    page.evaluate(() => {
      const video = document.querySelector('video')
      const { currentTime = 0, videoHeight = 0, paused = true } = video ?? {}
      return { currentTime, videoHeight, paused, src: video?.getAttribute('src') ?? '' }
    })
  const reaches = (page: Page, second: number) =>
    page.waitForFunction(wanted => (document.querySelector('video')?.currentTime ?? 0) > wanted, second, {
      timeout: 60_000,
    })
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
  const set = async (page: Page, name: string | RegExp) => {
    await page.getByRole('button', { name: /^영상 설정/ }).click()
    await page.getByRole('menuitemradio', { name, exact: typeof name === 'string' }).click()
  }

  test('the owner adds a film, may publish it at once, and sees how far it is until it is ready', async () => {
    const { page } = owner
    await open(owner, '/ko/desk/products/new')
    for (const [name, value] of Object.entries({
      'name.ko': '물방울 컵',
      'name.en': 'Dew cup',
      'variants.0.price': '12000',
      'variants.0.stock': '3',
    }))
      await page.locator(`[name="${name}"]`).fill(value)
    await page.locator('#file-film').setInputFiles(film)
    const work = page.locator('.film-work')
    await work.getByText('지금 공개해도 돼요').waitFor({ timeout: 60_000 })
    assert.match((await page.locator('.film-now video').getAttribute('poster')) ?? '', /^\/media\/\S+\.webp$/)
    // It moves on without a reload; on a fast machine it may be through before anybody looks.
    await page.waitForFunction(
      () => (document.querySelector('progress')?.value ?? 0) > 0 || document.querySelector('[data-state="ready"]'),
      null,
      making,
    )
    await page.locator('.choice', { hasText: /^공개$/ }).click()
    await page.locator('.office-foot').getByRole('button', { name: '저장' }).click()
    await page.getByRole('status').getByText('만들었어요').waitFor()

    const jiyun = await person(street.browser)
    await open(jiyun, cup)
    await press(jiyun.page, '영상 보기')
    await reaches(jiyun.page, 0.5)
    await jiyun.context.close()

    await work.getByText('1080p, 720p, 360p').waitFor(making)
    assert.deepEqual(owner.complaints, [])
    assert.deepEqual(await findings(page), [])
  })

  test('its ladder plays in the quality that is chosen while a question is answered, and never stops', async () => {
    const jiyun = await person(street.browser)
    const { page } = jiyun
    await toStage(jiyun, street, cup)
    await set(page, '0.5×')
    await press(page, '영상 보기')
    await reaches(page, 0.3)
    assert.match((await playing(page)).src, /^blob:/)
    await page.evaluate(() => {
      document.querySelector('video')?.addEventListener('pause', () => document.body.setAttribute('data-stopped', ''))
    })
    await ask(jiyun, '유리 두께가 얼마나 되나요?')
    await set(page, '1080p')
    await owner.page.goto(`${street.program.origin}/ko/desk`)
    await owner.page.getByText('유리 두께가 얼마나 되나요?').first().click()
    await owner.page.locator('form.reply textarea').fill('3 mm예요.')
    await owner.page.keyboard.press('Enter')
    await page.locator('.theirs', { hasText: '3 mm예요.' }).waitFor()
    await page.waitForFunction(() => document.querySelector('video')?.videoHeight === 1080, null, { timeout: 60_000 })
    const { currentTime } = await playing(page)
    await reaches(page, currentTime + 0.3)
    assert.equal(await page.locator('body[data-stopped]').count(), 0)
    await page.getByRole('button', { name: '영상 설정: 화질 1080p, 속도 0.5×' }).waitFor()
    assert.deepEqual(jiyun.complaints, [])
    await jiyun.context.close()
  })

  test('the timeline shows what is to be seen, to a pointer and to the keyboard, and keys stay out of the conversation', async () => {
    const jiyun = await person(street.browser)
    const { page } = jiyun
    await toStage(jiyun, street, cup)
    const slider = page.getByRole('slider', { name: '영상 위치' })
    const peek = page.locator('.peek-picture')
    const board = page.waitForResponse(/storyboard\.webp$/)
    await slider.hover()
    assert.equal((await board).status(), 200)
    await peek.waitFor()
    assert.equal(await page.locator('[aria-hidden="true"] .peek').count(), 1)
    await page.mouse.move(20, 20)
    await peek.waitFor({ state: 'detached' })

    await page.getByRole('button', { name: '재생', exact: true }).focus()
    await page.keyboard.press('Tab')
    await peek.waitFor()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('5')
    assert.equal((await playing(page)).currentTime, 4)
    await page.keyboard.press('m')
    await page.getByRole('button', { name: '소리 켜기' }).waitFor()
    await page.locator('.composer textarea').pressSequentially('8 km마다')
    assert.equal(await page.locator('.composer textarea').inputValue(), '8 km마다')
    assert.deepEqual([(await playing(page)).paused, (await playing(page)).currentTime], [true, 4])
    assert.equal(await page.getByRole('button', { name: '소리 켜기' }).count(), 1)
    assert.deepEqual(jiyun.complaints, [])
    await jiyun.context.close()
  })

  test('where the ladder’s files come no more the film goes on from its own at the same second', async () => {
    const jiyun = await person(street.browser)
    const { page } = jiyun
    let fragments = 0
    await page.route(/\/rung-\d+\.mp4$/, route => {
      const isFirst = /^bytes=0-/.test(route.request().headers().range ?? '') || ++fragments === 1
      return isFirst ? route.continue() : route.abort()
    })
    await toStage(jiyun, street, cup)
    await press(page, '영상 보기')
    await reaches(page, 0.3)
    assert.match((await playing(page)).src, /^blob:/)
    await page.locator('video[src$="/original.mp4"]').waitFor({ state: 'attached', timeout: 60_000 })
    const { currentTime } = await playing(page)
    assert.ok(currentTime > 2, `it began anew at ${currentTime}`)
    await reaches(page, currentTime + 0.5)
    assert.equal(await page.locator('.film-failed').count(), 0)
    await jiyun.context.close()
  })

  test('who saves data gets one small file, and who has scripts off the browser’s own player', async () => {
    const sparing = await person(street.browser)
    await sparing.page.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true } })
    })
    await toStage(sparing, street, cup)
    await press(sparing.page, '영상 보기')
    await reaches(sparing.page, 0.3)
    assert.match((await playing(sparing.page)).src, /rung-360\.mp4$/)
    await sparing.context.close()

    const plain = await person(street.browser, { javaScriptEnabled: false })
    await open(plain, cup)
    await plain.page.locator('video[controls][src$="/original.mp4"]').waitFor()
    await plain.context.close()
  })

  test('a broken film is refused with a sentence, and the form stays as it is', async () => {
    const { page } = owner
    const broken = join(folder, 'broken.mp4')
    writeFileSync(broken, readFileSync(film).subarray(0, 200_000))
    await open(owner, '/ko/desk/products/new')
    await page.locator('[name="name.ko"]').fill('반쪽 컵')
    await page.locator('#file-film').setInputFiles(broken)
    await page.locator('.file-chip[data-state="failed"]', { hasText: '파일이 손상되어' }).waitFor({ timeout: 60_000 })
    assert.equal(await page.locator('[name="name.ko"]').inputValue(), '반쪽 컵')
    assert.equal(await page.locator('.film-now').count(), 0)
  })

  test('axe finds nothing at the player, and nothing scrolls sideways on a phone', async () => {
    for (const [lang, colorScheme, width] of [
      ['ko', 'light', 1280],
      ['en', 'dark', 320],
    ] as const) {
      const visitor = await person(street.browser, { colorScheme, viewport: { width, height: 844 } })
      const { page } = visitor
      await open(visitor, `/${lang}/p/dew-cup`)
      await page.locator('.controls [aria-haspopup="menu"]').click()
      await page.getByRole('menuitemradio', { name: '720p' }).waitFor()
      assert.deepEqual(await findings(page), [], `${lang} at ${width}`)
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0)
      await visitor.context.close()
    }
  })
})
