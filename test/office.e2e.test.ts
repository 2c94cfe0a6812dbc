import assert from 'node:assert/strict'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { findings, fits } from './axe.ts'
import { mina, openStreet, type Person, person, type Street } from './people.ts'

const demo = resolve(import.meta.dirname, '..', 'demo')
const picture = (name: string) => join(demo, 'pictures', name)

describe('the office', () => {
  let street: Street
  let owner: Person

  before(async () => {
    street = await openStreet()
    owner = await mina(street)
  })
  after(() => street[Symbol.asyncDispose]())

  const open = ({ page }: Person, path: string) => page.goto(`${street.program.origin}${path}`)
  const fill = async (fields: Record<string, string>) => {
    for (const [name, value] of Object.entries(fields)) await owner.page.locator(`[name="${name}"]`).fill(value)
  }
  const press = (name: string) => owner.page.getByRole('button', { name, exact: true }).click()
  const save = async (said: string) => {
    await owner.page.locator('.office-foot').getByRole('button', { name: '저장' }).click()
    await owner.page.getByRole('status').getByText(said).waitFor()
  }

  test('the owner makes a product with two options, pictures and a film; a shopper sees it once it is published', async () => {
    const { page } = owner
    await open(owner, '/ko/desk/products')
    await page.getByRole('link', { name: '새 상품' }).click()
    await fill({
      'name.ko': '물방울 컵',
      'name.en': 'Dew cup',
      'lead.ko': '이슬 같은 컵',
      'aboutText.ko': '손으로 불었어요.',
    })
    await page.locator('#file-pictures').setInputFiles([picture('backpack.webp'), picture('backpack-olive.webp')])
    await page.locator('.office-pictures > li').nth(1).waitFor()
    await page.locator('#file-film').setInputFiles(join(demo, 'films', 'backpack.mp4'))
    await page.locator('.film-now video').waitFor({ timeout: 30_000 })
    await page.locator('[id="file-captions.ko"]').setInputFiles(join(demo, 'films', 'backpack.ko.vtt'))
    await page.getByText('자막: 한국어').waitFor()
    await press('장면 추가')
    await fill({ 'chapters.0.at': '0:02', 'chapters.0.name.ko': '뚜껑' })

    await press('옵션 추가')
    await fill({ 'options.0.name.ko': '색', 'options.0.name.en': 'Colour' })
    await fill({ 'options.0.values.0.name.ko': '맑음', 'options.0.values.0.name.en': 'Clear' })
    await fill({ 'options.0.values.1.name.ko': '안개', 'options.0.values.1.name.en': 'Mist' })
    await press('옵션 추가')
    await fill({ 'options.1.name.ko': '크기', 'options.1.name.en': 'Size' })
    await fill({ 'options.1.values.0.name.en': 'Small', 'options.1.values.1.name.en': 'Large' })
    await fill({ 'variants.0.price': '12,000', 'variants.0.stock': '3' })
    await press('모든 조합 만들기')
    await page.locator('[name="variants.3.price"]').waitFor()
    await fill({ 'variants.3.price': '15000', 'variants.3.stock': '7' })
    await page.locator('[name="images.1.option"]').selectOption('colour=mist')
    const [first, second] = [
      page.locator('.office-pictures > li').first(),
      page.locator('.office-pictures > li').nth(1),
    ]
    await second.locator('img').dragTo(first, { targetPosition: { x: 40, y: 4 } })
    await page.locator('[name="images.0.option"] option[value="colour=mist"]:checked').waitFor({ state: 'attached' })
    await save('만들었어요')
    assert.match(page.url(), /\/ko\/desk\/products\/[0-9a-f-]{36}$/)
    assert.equal(await page.locator('[name="slug"]').inputValue(), 'dew-cup')
    assert.equal(await page.locator('[name="variants.3.sku"]').inputValue(), 'DEW-CUP-MIST-LARGE')

    const jiyun = await person(street.browser)
    assert.equal((await open(jiyun, '/ko/p/dew-cup'))?.status(), 404)
    await page.locator('.choice', { hasText: /^공개$/ }).click()
    await save('저장했어요')
    assert.equal((await open(jiyun, '/ko/p/dew-cup'))?.status(), 200)
    await jiyun.page.getByRole('heading', { name: '물방울 컵', level: 1 }).waitFor()
    assert.match(await jiyun.page.content(), /12,000/)
    assert.match(await jiyun.page.content(), /captions-ko\.vtt/)
    assert.deepEqual(owner.complaints, [])
    assert.deepEqual(
      jiyun.complaints.filter(one => !one.includes('404')),
      [],
    )
    await jiyun.context.close()
  })

  test('many are put on sale and dearer at once, and one is brought back from its history', async () => {
    const { page } = owner
    await open(owner, '/ko/desk/products?category=kitchen')
    const rows = await page.locator('.office-table tbody tr').count()
    await page.getByRole('checkbox', { name: '이 쪽 모두 고르기' }).check()
    await page.locator('select[name="act"]').selectOption('price')
    await page.locator('[name="price"]').fill('10%')
    await page.getByRole('button', { name: '적용', exact: true }).click()
    await page.getByRole('status').getByText(`상품 ${rows}개의 가격을 바꿨어요`).waitFor()
    await page.getByRole('link', { name: /법랑 머그/ }).click()
    assert.equal(await page.locator('[name="variants.0.price"]').inputValue(), '19800')
    await page.getByRole('link', { name: '고친 기록' }).click()
    await page.getByText('18,000원').first().waitFor()
    await page.getByRole('button', { name: '이 앞으로 되돌리기' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '되돌리기', exact: true }).click()
    await page.getByRole('status').getByText('되돌렸어요').waitFor()
    assert.equal(await page.locator('[name="variants.0.price"]').inputValue(), '18000')
  })

  test('two people at one product: the second sees both, and nothing was overwritten', async () => {
    const { page } = owner
    await open(owner, '/ko/desk/products?q=주전자')
    await page.getByRole('link', { name: /청자 주전자/ }).click()
    const other = await owner.context.newPage()
    await other.goto(page.url())
    await other.locator('[name="brand"]').fill('다른 사람')
    await other.locator('.office-foot').getByRole('button', { name: '저장' }).click()
    await other.getByRole('status').getByText('저장했어요').waitFor()
    await page.locator('[name="brand"]').fill('나')
    await page.locator('.office-foot').getByRole('button', { name: '저장' }).click()
    await page.getByRole('heading', { name: /그사이에/ }).waitFor()
    const row = page.locator('.meanwhile tr', { hasText: '브랜드' })
    assert.match(await row.innerText(), /다른 사람[\s\S]*나/)
    await save('저장했어요')
    assert.equal(await page.locator('[name="brand"]').inputValue(), '나')
    await other.close()
  })

  test('by keyboard alone a product is found, its pictures are put in order, and it is saved; leaving it unsaved asks', async () => {
    const { page } = owner
    await open(owner, '/ko/desk/products?q=랜턴&sort=name-up')
    await page.waitForLoadState('networkidle')
    for (const key of ['j', 'j', 'x']) await page.keyboard.press(key)
    assert.match(await page.locator('tr', { has: page.locator(':checked') }).innerText(), /올리브 캠핑 랜턴/)
    await page.locator('.bulk legend', { hasText: '1' }).waitFor()
    await page.keyboard.press('x')
    await page.locator('.bulk').waitFor({ state: 'hidden' })
    await page.keyboard.press('k')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/products\/[0-9a-f-]{36}$/)
    await page.waitForLoadState('networkidle')
    const order = () =>
      page
        .locator('.office-pictures input[type="hidden"]')
        .evaluateAll(all => all.map(each => (each instanceof HTMLInputElement ? each.value : '')))
    const [first, second, ...others] = await order()
    await page.getByRole('button', { name: '사진 1 아래로' }).focus()
    await page.keyboard.press('Enter')
    await page.locator(`.office-pictures li:first-child input[value="${second}"]`).waitFor({ state: 'attached' })
    await page.getByText('아직 저장하지 않았어요.').waitFor()
    const asked: string[] = []
    page.once('dialog', dialog => {
      asked.push(dialog.type())
      void dialog.dismiss()
    })
    await page.locator('.office-parts a[href$="/desk/orders"]').click({ noWaitAfter: true })
    assert.deepEqual(asked, ['beforeunload'])
    await page.keyboard.press('Control+s')
    await page.getByRole('status').getByText('저장했어요').waitFor()
    assert.deepEqual(await order(), [second, first, ...others])
  })

  test('a form that is pressed twice is sent once, and names the fields that it refuses', async () => {
    const { page } = owner
    await open(owner, '/ko/desk/categories/new')
    await page.waitForLoadState('networkidle')
    await page.locator('.office-foot button').click()
    await page.locator('main > .word').getByRole('link', { name: '이름 (한국어)' }).waitFor()
    await page.locator('[name="name.ko"]').fill('두 번 누름')
    await page.locator('.office-foot button').dblclick()
    await page.getByRole('status').getByText('만들었어요').waitFor()
    assert.equal(await page.locator('th', { hasText: '두 번 누름' }).count(), 1)
  })

  test('with scripts off a product is made with a picture and deleted', async () => {
    const plain = await person(street.browser, { javaScriptEnabled: false })
    await plain.context.addCookies(street.minasCookies)
    await open(plain, '/ko/desk/products/new')
    const { page } = plain
    await page.locator('[name="name.ko"]').fill('맨손 그릇')
    await page.locator('[name="variants.0.price"]').fill('9000')
    await page.locator('#file-pictures').setInputFiles(picture('board.webp'))
    await page.locator('#pictures ~ .without-script').getByRole('button', { name: '올리기' }).click()
    await page.locator('.office-pictures img').waitFor()
    await page.getByRole('button', { name: '항목 추가' }).click()
    await page.locator('[name="facts.0.name.ko"]').fill('무게')
    await page.locator('[name="facts.0.value.ko"]').fill('300 g')
    await page.locator('.office-foot').getByRole('button', { name: '저장' }).click()
    await page.getByRole('status').getByText('만들었어요').waitFor()
    assert.equal(await page.locator('[name="name.en"]').inputValue(), '맨손 그릇')
    await page.getByRole('button', { name: '지우기', exact: true }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: '지우기', exact: true }).click()
    await page.getByRole('status').getByText('지웠어요').waitFor()
    await page.getByRole('link', { name: '지운 상품' }).click()
    await page.getByRole('button', { name: '되돌리기' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '되돌리기' }).click()
    await page.getByRole('status').getByText('되돌렸어요').waitFor()
    assert.equal(await page.locator('.office-pictures img').count(), 1)
    await plain.context.close()
  })

  test('axe finds nothing, and nothing scrolls sideways on a phone', async () => {
    const parts = ['products', 'products/new', 'categories', 'categories/new', 'attributes', 'attributes/new']
    const places = [
      ...parts,
      'products/deleted',
      'shipping',
      'shipping/new',
      'bargaining',
      'bargaining/shop',
      'payments',
      'shop',
    ]
    for (const [lang, colorScheme, width] of [
      ['ko', 'light', 1280],
      ['en', 'dark', 390],
    ] as const) {
      const visitor = await mina(street, { colorScheme, viewport: { width, height: 844 } })
      await visitor.page.goto(`${street.program.origin}/${lang}/desk/products?q=%EC%BB%B5`)
      const product = await visitor.page.locator('.office-goods').first().getAttribute('href')
      for (const path of [...places.map(place => `/${lang}/desk/${place}`), product ?? '', `${product}/history`]) {
        await visitor.page.goto(street.program.origin + path)
        assert.deepEqual(await findings(visitor.page), [], `${path} at ${width}`)
        await fits(visitor.page, `${path} at ${width}`)
      }
      assert.deepEqual(visitor.complaints, [])
      await visitor.context.close()
    }
  })
})
