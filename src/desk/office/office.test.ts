import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { openInquiry, say } from '#chat'
import { deskRoutes } from '#desk'
import { ladder } from '#media'
import { officeCategories, officeList, payWaysOf, productView, shippingZones, shopView, wholeProduct } from '#shop'
import { testDatabase } from '../../../test/database.ts'
import { type Browser, openTestDesk, type TestDesk } from '../fixture.ts'
import { mayWorkOn } from './policy.ts'

const demo = join(import.meta.dirname, '..', '..', '..', 'demo')

async function enter(desk: TestDesk, link: string): Promise<Browser> {
  const browser = desk.browser()
  await browser.post('/desk/enter', { token: new URL(link, 'https://shop.example').searchParams.get('token') ?? '' })
  return browser
}

async function shelf(browser: Browser): Promise<void> {
  const made = await browser.post('/ko/desk/categories/new', { 'name.ko': '부엌', 'name.en': 'Kitchen' })
  assert.equal(made.headers.get('location'), '/ko/desk/categories?done=made')
}

const mug = { category: 'kitchen', brand: 'Modak', 'name.ko': '머그', 'name.en': 'Mug', publish: 'not' }
const one = { 'variants.0.price': '12,000', 'variants.0.stock': '9' }

/** Makes a product and gives its id. */
async function make(browser: Browser, fields: Record<string, string> = {}): Promise<string> {
  const made = await browser.post('/ko/desk/products/new', { ...mug, ...one, ...fields })
  const id = /products\/([0-9a-f-]{36})\?done=made$/.exec(made.headers.get('location') ?? '')?.[1]
  assert.ok(id, await made.text())
  return id
}

const dbOf = ({ chat }: TestDesk) => chat.conversations.db

test('a stranger sees nothing of the office and writes nothing there', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const stranger = desk.browser()
  for (const part of ['products', 'categories', 'attributes', 'shipping', 'bargaining', 'payments', 'shop']) {
    assert.equal((await stranger.get(`/ko/desk/${part}`)).status, 303, part)
    if (part === 'bargaining') continue
    const post = await stranger.post(`/ko/desk/${part}`, { act: 'delete' })
    assert.ok(post.headers.get('location')?.startsWith('/ko/desk/sign-in'), part)
  }
  assert.equal((await stranger.put('/api/desk/office/pictures', Buffer.from('x'))).status, 401)
  await stranger.post('/ko/desk/products/new', { ...mug, ...one })
  assert.equal((await officeCategories(dbOf(desk))).length, 0)
})

test('operators keep the shelves; what the shop is, takes and goes down to is the owner’s alone', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const jun = await enter(desk, desk.junsLink)
  await shelf(jun)
  const id = await make(jun)
  const list = await (await jun.get('/ko/desk/products')).text()
  for (const part of ['shop', 'payments', 'shipping', 'bargaining'] as const) {
    assert.equal(mayWorkOn(part, { role: 'operator' }), false)
    assert.equal((await jun.get(`/ko/desk/${part}`)).status, 403, part)
    if (part !== 'bargaining') assert.equal((await jun.post(`/ko/desk/${part}`, {})).status, 403, part)
    assert.doesNotMatch(list, new RegExp(`href="/ko/desk/${part}"`))
  }
  for (const path of [
    'shipping/new',
    'shipping/taxes',
    'bargaining/choose',
    'bargaining/shop',
    `bargaining/product/${id}`,
  ])
    assert.equal((await jun.post(`/ko/desk/${path}`, { isAllowed: 'on', attempts: '3' })).status, 403, path)
  assert.equal((await jun.get(`/ko/desk/bargaining/product/${id}`)).status, 403)
  assert.doesNotMatch(await (await jun.get(`/ko/desk/products/${id}`)).text(), /bargain/i)
})

test('a shop that sells nothing yet leads its owner through the first steps, until they are done', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const token = new URL(desk.minasLink, 'https://shop.example').searchParams.get('token') ?? ''
  const mina = desk.browser()
  assert.equal((await mina.post('/desk/enter', { token })).headers.get('location'), '/ko/desk/start')
  const done = async () =>
    /시작하기<span class="num">(\d)\/6/.exec(await (await mina.get('/ko/desk/orders')).text())?.[1]
  assert.equal(await done(), '0')
  await mina.post('/ko/desk/shop', { 'name.ko': '새', 'lead.ko': '새', 'greeting.ko': '새', ownerColour: '#123456' })
  await shelf(mina)
  await make(mina)
  assert.equal(await done(), '2', 'a hidden product is not for sale yet')
  await make(mina, { 'name.ko': '컵', 'name.en': 'Cup', publish: 'now' })
  await mina.post('/ko/desk/payments', { delivery: 'on' })
  await mina.post('/ko/desk/shipping/new', { 'name.ko': '국내', countries: 'KR', priceAmount: '3000' })
  assert.equal(await done(), '5')
  assert.match(await (await mina.get('/ko/desk/start')).text(), /class="button primary" href="\/ko"/)
  const { conversations } = desk.chat
  const shopperId = randomUUID()
  const room = await openInquiry(conversations.db, { shopperId, productId: randomUUID(), language: 'ko' })
  assert.equal(await done(), '5', 'opening a conversation asks nothing')
  const actor = { id: shopperId, role: 'shopper', name: null } as const
  const body = { kind: 'text', text: '언제 여나요?' } as const
  await say(conversations, { room, actor, cid: randomUUID(), body, now: new Date() })
  assert.equal(await done(), undefined, 'what is done stands in nobody’s way')

  const jun = await enter(desk, desk.junsLink)
  assert.equal((await jun.get('/ko/desk/start')).status, 403)
})

test('a form from another site changes nothing', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const mina = await enter(desk, desk.minasLink)
  await shelf(mina)
  const id = await make(mina)
  for (const path of ['products/new', `products/${id}`, `products/${id}/delete`, 'products', 'shop', 'payments'])
    assert.equal((await mina.post(`/ko/desk/${path}`, { ...mug, ...one }, 'https://evil.example')).status, 403, path)
  const put = await mina.put('/api/desk/office/pictures', Buffer.from('x'), 'https://evil.example')
  assert.equal(put.status, 403)
  assert.ok(await wholeProduct(dbOf(desk), { id }))
})

test('what is wrong is said at its field, and nothing typed is lost', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const mina = await enter(desk, desk.minasLink)
  await shelf(mina)
  const wrong = { 'variants.0.price': 'zwölf', 'variants.0.sale': '-1', 'variants.0.stock': '1.5', slug: 'Not A Slug' }
  const refused = await mina.post('/ko/desk/products/new', { ...mug, ...wrong, 'aboutText.ko': '오래 쓴 글' })
  assert.equal(refused.status, 422)
  const page = await refused.text()
  for (const name of ['variants.0.price', 'variants.0.sale', 'variants.0.stock', 'slug'])
    assert.match(page, new RegExp(`id="${name.replaceAll('.', '\\.')}-note"`), name)
  assert.match(page, /오래 쓴 글/)
  assert.match(page, /zwölf/)
  for (const fields of [
    { 'name.ko': '', 'name.en': '' },
    { 'variants.0.price': '1e9' },
    { 'variants.0.price': '99999999999999999' },
    { 'variants.0.sale': '99999' },
    { 'variants.0.stock': '-3' },
    { category: 'nowhere' },
    { attributes: 'no=such' },
    { onFilm: 'nothing-there' },
    { publish: 'at', publishAt: 'soon' },
    { 'images.0.assetId': 'not-an-id' },
    { 'variants.0.sku': '../../etc' },
  ]) {
    const response = await mina.post('/ko/desk/products/new', { ...mug, ...one, ...fields })
    assert.equal(response.status, 422, JSON.stringify(fields))
  }
  const nameless = await mina.post('/ko/desk/products/new', { ...mug, ...one, 'name.ko': '', 'name.en': ' ' })
  const marked = [...(await nameless.text()).matchAll(/id="([\w.]+)"[^>]*aria-invalid/g)].map(([, id]) => id)
  assert.deepEqual(marked, ['name.ko'], 'a missing text is asked for once, and what would come from it is not')
  assert.equal((await officeCategories(dbOf(desk)))[0]?.products, 0)
})

test('options and rows are added, moved and taken out before anything is saved', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const mina = await enter(desk, desk.minasLink)
  await shelf(mina)
  const option = {
    'options.0.name.en': 'Colour',
    'options.0.values.0.name.en': 'Olive',
    'options.0.values.1.name.ko': '모래',
  }
  const fitted = await mina.post('/ko/desk/products/new', { ...mug, ...one, ...option, act: 'variants.fit' })
  const page = await fitted.text()
  assert.equal(fitted.status, 200)
  assert.match(page, /name="variants\.1\.options\.colour" value="v1"/)
  assert.match(page, /name="variants\.1\.price" value="12,000"/)
  assert.match(page, /name="variants\.0\.sku" value="MUG-OLIVE"/)
  const added = await (await mina.post('/ko/desk/products/new', { ...mug, ...one, act: 'facts.add' })).text()
  assert.match(added, /name="facts\.0\.name\.ko"/)
  const two = {
    ...{ ...mug, ...one, ...option, 'options.0.key': 'colour', 'options.0.values.0.key': 'olive' },
    ...{ 'options.0.values.1.key': 'sand', 'variants.0.options.colour': 'olive', 'variants.0.sku': 'FIRST' },
    ...{ 'variants.1.options.colour': 'sand', 'variants.1.sku': 'SECOND', 'variants.1.price': '9' },
  }
  const moved = await (await mina.post('/ko/desk/products/new', { ...two, act: 'options.0.values.1.up' })).text()
  assert.match(moved, /name="options\.0\.values\.0\.key" value="sand"/)
  assert.match(moved, /name="variants\.0\.sku" value="SECOND"/, 'variants follow the values they choose')
  const id = await make(mina, option)
  const whole = await wholeProduct(dbOf(desk), { id })
  assert.deepEqual(
    whole?.product.variants.map(each => each.options),
    [{ colour: 'olive' }],
  )
})

test('a form that was opened before somebody else saved is shown beside what they saved', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const [mina, jun] = [await enter(desk, desk.minasLink), await enter(desk, desk.junsLink)]
  await shelf(mina)
  const id = await make(mina)
  const whole = await wholeProduct(dbOf(desk), { id })
  const own = { 'variants.0.id': whole?.variants[0]?.id ?? '', 'variants.0.seen': '9', 'variants.0.sku': 'MUG' }
  const form = { ...mug, ...one, ...own, slug: 'mug', version: whole?.version ?? '' }
  assert.equal((await jun.post(`/ko/desk/products/${id}`, { ...form, brand: 'Juns' })).status, 303)
  const late = await mina.post(`/ko/desk/products/${id}`, { ...form, brand: 'Minas' })
  assert.equal(late.status, 409)
  const page = await late.text()
  assert.match(page, /<del>Juns<\/del>/)
  assert.match(page, /<ins>Minas<\/ins>/)
  assert.equal((await wholeProduct(dbOf(desk), { id }))?.product.brand, 'Juns')
  const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? ''
  assert.equal((await mina.post(`/ko/desk/products/${id}`, { ...form, brand: 'Minas', version })).status, 303)
  assert.equal((await wholeProduct(dbOf(desk), { id }))?.product.brand, 'Minas')
  assert.match(await (await mina.get(`/ko/desk/products/${id}/history`)).text(), /Jun,/)
  await mina.post(`/ko/desk/products/${id}/delete`, {})
  assert.equal((await mina.post(`/ko/desk/products/${id}`, form)).status, 404)
})

test('files are taken by what they are, up to their size', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const mina = await enter(desk, desk.minasLink)
  const picture = await mina.put('/api/desk/office/pictures', await readFile(join(demo, 'pictures', 'board.webp')))
  assert.equal(picture.status, 201)
  const { id: poster } = await picture.json()
  const bytes = await readFile(join(demo, 'films', 'backpack.mp4'))
  const parts: string[] = []
  for (const part of [bytes.subarray(0, 90_000), bytes.subarray(90_000)])
    parts.push((await (await mina.put('/api/desk/office/parts', part)).json()).id)
  const film = await mina.json('/api/desk/office/films', { parts })
  assert.equal(film.status, 201)
  const { id } = await film.json()
  const captions = await readFile(join(demo, 'films', 'backpack.ko.vtt'))
  assert.equal((await mina.put(`/api/desk/office/films/${id}/captions/ko`, captions)).status, 201)
  assert.equal((await mina.put(`/api/desk/office/films/${id}/captions/ko`, Buffer.from('no'))).status, 422)
  assert.equal((await mina.put(`/api/desk/office/films/${poster}/captions/ko`, captions)).status, 404)
  assert.equal((await mina.json('/api/desk/office/films', { parts: ['../../secret'] })).status, 422)
  assert.equal((await mina.json('/api/desk/office/films', { parts: parts.toReversed() })).status, 422)
  const lost = [parts[0], 'f'.repeat(64)]
  assert.equal((await mina.json('/api/desk/office/films', { parts: lost })).status, 404)
  assert.equal((await mina.put('/api/desk/office/parts', Buffer.alloc(17 * 1024 * 1024))).status, 413)
  const page = Buffer.from('<!doctype html><script>alert(1)</script>')
  assert.equal((await mina.put('/api/desk/office/pictures', page)).status, 422)
  assert.equal((await mina.put('/api/desk/office/pictures', Buffer.alloc(26 * 1024 * 1024))).status, 413)
  await shelf(mina)
  const product = await make(mina, { 'images.0.assetId': poster, 'film.assetId': id, publish: 'now' })
  const view = await productView(dbOf(desk), { slug: 'mug' })
  assert.deepEqual([view?.images.length, view?.film?.captions.length, view?.id], [1, 1, product])
  const large = await mina.post('/ko/desk/products', { act: 'publish', ids: 'x'.repeat(70_000) })
  assert.equal(large.status, 413)
})

test('the form says how far its film is, and has what failed made again', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const mina = await enter(desk, desk.minasLink)
  await shelf(mina)
  const bytes = await readFile(join(demo, 'films', 'backpack.mp4'))
  const parts = [(await (await mina.put('/api/desk/office/parts', bytes)).json()).id]
  const { id } = await (await mina.json('/api/desk/office/films', { parts })).json()
  const state = async () => await (await mina.get(`/api/desk/office/films/${id}/state?lang=en`)).json()
  const { src: _, ...waiting } = await state()
  assert.deepEqual(waiting, {
    ...{ state: 'waiting', percent: 0, mark: 'badge wait', badge: 'Waiting' },
    note: 'You may publish it now: until this is done it plays as it came.',
  })
  assert.equal((await desk.browser().get(`/api/desk/office/films/${id}/state`)).status, 401)
  const product = await make(mina, { 'film.assetId': id })
  await dbOf(desk).update(ladder).set({ state: 'failed', reason: 'damaged', atMs: 3_400 })
  const page = await (await mina.get(`/en/desk/products/${product}`)).text()
  assert.match(
    page,
    /data-state="failed"[\s\S]*The film is damaged\. It stopped at 0:03\. Meanwhile it plays as it came\./,
  )
  await mina.post(`/en/desk/products/${product}`, { ...mug, ...one, 'film.assetId': id, act: 'film.again' })
  assert.equal((await state()).state, 'waiting')
})

test('many products are chosen and changed; deleting them is asked once more', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const mina = await enter(desk, desk.minasLink)
  await shelf(mina)
  const ids = [await make(mina), await make(mina, { slug: 'mug-2' })]
  const chosen = ids.map((id): [string, string] => ['ids', id])
  const priced = await mina.post('/ko/desk/products?sort=name-up', [
    ['act', 'price'],
    ['price', '-25%'],
    ['step', '100'],
    ...chosen,
  ])
  assert.equal(priced.headers.get('location'), '/ko/desk/products?sort=name-up&done=price&n=2')
  assert.equal((await wholeProduct(dbOf(desk), { id: ids[1] ?? '' }))?.product.variants[0]?.price, 9_000)
  for (const fields of [
    [['act', 'price'], ['price', 'much'], ...chosen],
    [['act', 'publish']],
    [['act', 'explode'], ...chosen],
    [['act', 'sale'], ['sale', '101'], ...chosen],
  ] as [string, string][][])
    assert.equal((await mina.post('/ko/desk/products', fields)).status, 422, String(fields[0]))
  const all = await mina.post('/ko/desk/products?q=%EB%A8%B8%EA%B7%B8', [
    ['act', 'publish'],
    ['all', 'on'],
  ])
  assert.match(all.headers.get('location') ?? '', /done=published&n=2$/)
  const asked = await mina.post('/ko/desk/products', [['act', 'delete'], ...chosen])
  assert.equal(asked.status, 200)
  assert.ok(await wholeProduct(dbOf(desk), { id: ids[0] ?? '' }))
  const gone = await mina.post('/ko/desk/products', [['act', 'delete'], ['sure', 'on'], ...chosen])
  assert.equal(gone.headers.get('location'), '/ko/desk/products?done=removed&n=2')
  const { total } = await officeList(dbOf(desk), { sort: 'name', down: false, lang: 'ko', after: null, limit: 9 })
  assert.equal(total, 0)
})

test('the owner writes what the shop is, how it is paid, and how it bargains', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const mina = await enter(desk, desk.minasLink)
  const words = {
    'name.ko': '새 가게',
    'lead.ko': '소개',
    'greeting.ko': '안녕',
    currency: 'usd',
    ownerColour: '#FFD400',
  }
  assert.equal((await mina.post('/ko/desk/shop', { ...words, ownerColour: 'red; } body {' })).status, 422)
  assert.equal((await mina.post('/ko/desk/shop', words)).status, 303)
  const { name, currency, ownerColour } = await shopView(dbOf(desk))
  assert.deepEqual([name.en, currency, ownerColour], ['새 가게', 'USD', '#ffd400'])
  assert.match(await (await mina.get('/ko/desk/shop')).text(), /14\.\d:1/)
  await shelf(mina)
  await make(mina, { 'variants.0.price': '12.50' })
  assert.equal((await mina.post('/ko/desk/shop', { ...words, currency: 'KRW' })).status, 409)
  assert.equal((await mina.post('/ko/desk/payments', { transfer: 'on', bankName: '모닥은행' })).status, 422)
  const bank = { transfer: 'on', bankName: '모닥은행', bankAccount: '110-1', bankHolder: '민아' }
  assert.equal((await mina.post('/ko/desk/payments', bank)).status, 303)
  assert.equal((await payWaysOf(dbOf(desk))).bankAccount, '110-1')
  const rule = {
    isAllowed: 'on',
    acceptFromBasisPoints: '92.5',
    declineToBasisPoints: '81',
    attempts: '3',
    lifetimeHours: '24',
  }
  assert.equal((await mina.post('/ko/desk/bargaining/shop', { ...rule, declineToBasisPoints: '95' })).status, 422)
  assert.equal((await mina.post('/ko/desk/bargaining/shop', rule)).status, 303)
  assert.match(await (await mina.get('/ko/desk/bargaining')).text(), /92\.5%[\s\S]*81%/)
  const zone = {
    'name.ko': '국내',
    countries: '대한민국, japan, KR',
    priceAmount: '3',
    freeFromAmount: '50.00',
    perKilogramAmount: '',
  }
  assert.equal((await mina.post('/ko/desk/shipping/new', { ...zone, countries: '대한민국, 아틀란티스' })).status, 422)
  assert.equal((await mina.post('/ko/desk/shipping/new', zone)).status, 303)
  assert.equal(
    (await mina.post('/ko/desk/shipping/taxes', { country: 'KR', rateBasisPoints: '10', isIncluded: 'on' })).status,
    303,
  )
  assert.match(await (await mina.get('/en/desk/shipping')).text(), /South Korea, Japan[\s\S]*South Korea<\/th>/)
  assert.equal((await shippingZones(dbOf(desk)))[0]?.countries.join(), 'KR,JP')
})
