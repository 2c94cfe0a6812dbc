import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { mina, openStreet, type Person, person, type Street, toStage } from './people.ts'

const lantern = '/ko/p/olive-lantern'

const photo = {
  name: '손잡이가 헐거워요.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#a52' } })
    .withExif({ IFD0: { Make: 'SECRETPHONE' } })
    .jpeg()
    .toBuffer(),
}
const estimate = {
  name: '견적서.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n% estimate\nxref\ntrailer\nstartxref\n9\n%%EOF\n'),
}
const page = {
  name: 'invoice.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('<!doctype html><script>alert(document.domain)</script>'),
}

describe('files in the conversation', () => {
  let street: Street
  let owner: Person

  before(async () => {
    street = await openStreet()
    owner = await mina(street)
  })
  after(() => street[Symbol.asyncDispose]())

  const chosen = ({ page }: Person, state: 'ready' | 'failed') => page.locator(`.file-chip[data-state=${state}]`)
  const choose = ({ page }: Person, ...files: (typeof photo)[]) =>
    page.locator('.talk input[type=file], .reply input[type=file]').first().setInputFiles(files)

  test('a shopper who has asked nothing yet shows a picture and a PDF; the operator opens it large and answers with one', async () => {
    const jiyun = await person(street.browser)
    await toStage(jiyun, street, lantern)
    await choose(jiyun, photo, estimate)
    await chosen(jiyun, 'ready').nth(1).waitFor()
    await jiyun.page.locator('.composer textarea').press('Enter')
    await jiyun.page.locator('.mine .file-picture').waitFor()
    await jiyun.page.locator('.mine .mark', { hasText: /보냄|도착|읽음/ }).waitFor()
    assert.equal(await chosen(jiyun, 'ready').count(), 0)

    await owner.page.locator('a[href*="/desk/c/"]').first().click()
    await owner.page.locator('.thread .file-card', { hasText: '견적서.pdf' }).waitFor()
    const picture = owner.page.locator('.thread .file-picture')
    await picture.click()
    await owner.page.locator('dialog.file-viewer[open]').waitFor()
    const seen = await owner.page.locator('.file-large img').evaluate(async (img: HTMLImageElement) => {
      await img.decode()
      return img.naturalWidth
    })
    assert.equal(seen, 1600)
    await owner.page.keyboard.press('Escape')
    await owner.page.locator('dialog.file-viewer').waitFor({ state: 'detached' })
    assert.equal(await picture.evaluate(one => one === document.activeElement), true)

    await choose(owner, { ...photo, name: '이렇게 조이세요.jpg' })
    await chosen(owner, 'ready').waitFor()
    await owner.page.locator('form.reply textarea').fill('나사를 이렇게 조여 보세요.')
    await owner.page.keyboard.press('Enter')
    const answer = jiyun.page.locator('.theirs', { hasText: '나사를 이렇게' })
    await answer.locator('.file-picture[aria-label*="이렇게 조이세요"]').waitFor()
    await jiyun.page.waitForFunction(
      () => document.querySelectorAll<HTMLImageElement>('.theirs .file-picture img')[0]?.naturalWidth === 640,
    )
    assert.deepEqual([jiyun.complaints, owner.complaints], [[], []])
    await jiyun.context.close()
  })

  test('what is no PDF is refused in words, and the rest goes on', async () => {
    const jiyun = await person(street.browser)
    await toStage(jiyun, street, '/ko/p/walnut-knife')
    await choose(jiyun, page, photo)
    await chosen(jiyun, 'ready').waitFor()
    await chosen(jiyun, 'failed').getByText('이 파일은 보낼 수 없어요.').waitFor()
    await jiyun.page.getByRole('button', { name: 'invoice.pdf 빼기' }).click()
    await jiyun.page.locator('.composer textarea').fill('칼날에 이가 나갔어요')
    await jiyun.page.keyboard.press('Enter')
    await jiyun.page.locator('.mine', { hasText: '이가 나갔어요' }).locator('.file-picture').waitFor()
    await jiyun.context.close()
  })

  test('an upload that the network cut off goes on by itself, and what was sent is there after a reload', async () => {
    const jiyun = await person(street.browser)
    await toStage(jiyun, street, lantern)
    const noise = { width: 900, height: 600, channels: 3 as const }
    const large = await sharp(randomBytes(900 * 600 * 3), { raw: noise })
      .png()
      .toBuffer()
    const network = await jiyun.context.newCDPSession(jiyun.page)
    await network.send('Network.enable')
    const upload = { latency: 10, downloadThroughput: -1, uploadThroughput: 300_000 }
    await network.send('Network.emulateNetworkConditions', { ...upload, offline: false })
    await choose(jiyun, { name: '느린 사진.png', mimeType: 'image/png', buffer: large })
    await jiyun.page.locator('.file-chip progress').waitFor()
    await jiyun.page.waitForFunction(() => (document.querySelector('progress')?.value ?? 0) > 0.1)
    await network.send('Network.emulateNetworkConditions', { ...upload, offline: true })
    await chosen(jiyun, 'failed').waitFor()
    await network.send('Network.emulateNetworkConditions', { ...upload, uploadThroughput: -1, offline: false })
    await chosen(jiyun, 'ready').waitFor()
    await jiyun.page.locator('.composer textarea').press('Enter')
    await jiyun.page.locator('.mine .mark', { hasText: /보냄|도착|읽음/ }).waitFor()
    await jiyun.page.reload()
    await jiyun.page.locator('.mine .file-picture[aria-label*="느린 사진"]').waitFor()
    await jiyun.context.close()
  })

  test('nobody else has a file, and its owner has it no more once it was taken back', async () => {
    const [jiyun, hangyeol] = [await person(street.browser), await person(street.browser)]
    await toStage(jiyun, street, '/ko/p/enamel-mug')
    await toStage(hangyeol, street, lantern)
    await choose(jiyun, photo)
    await chosen(jiyun, 'ready').waitFor()
    await jiyun.page.locator('.composer textarea').press('Enter')
    const picture = jiyun.page.locator('.mine .file-picture')
    await picture.waitFor()
    await jiyun.page.locator('.mine .mark', { hasText: /보냄|도착|읽음/ }).waitFor()
    const address = new URL((await picture.getAttribute('href')) ?? '', street.program.origin).href
    const kept = await jiyun.context.request.get(address)
    assert.equal(kept.status(), 200)
    assert.ok(!(await kept.body()).includes('SECRETPHONE'))
    assert.equal(kept.headers()['content-security-policy'], "default-src 'none'; sandbox")
    assert.equal((await hangyeol.context.request.get(address)).status(), 404)
    assert.equal((await owner.context.request.get(`${address}?as=operator`)).status(), 200)

    await jiyun.page.locator('.mine .dots').last().click()
    await jiyun.page.getByRole('menuitem', { name: '지우기' }).click()
    await jiyun.page.getByRole('dialog').getByRole('button', { name: '지우기' }).click()
    await picture.waitFor({ state: 'detached' })
    // It leaves the page at once, and the server a moment later.
    const status = async () => (await jiyun.context.request.get(address)).status()
    for (let tries = 0; tries < 40 && (await status()) !== 404; tries++) await jiyun.page.waitForTimeout(50)
    assert.equal(await status(), 404)
    assert.equal((await owner.context.request.get(`${address}?as=operator`)).status(), 200)
    await Promise.all([jiyun.context.close(), hangyeol.context.close()])
  })
})
