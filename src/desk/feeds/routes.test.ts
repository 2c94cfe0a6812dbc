import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deskRoutes } from '#desk'
import { testDatabase } from '../../../test/database.ts'
import { type Browser, openTestDesk, type TestDesk } from '../fixture.ts'

async function enter(desk: TestDesk, link: string): Promise<Browser> {
  const browser = desk.browser()
  await browser.post('/desk/enter', { token: new URL(link, 'https://shop.example').searchParams.get('token') ?? '' })
  return browser
}

const feed = {
  ...{ act: 'save', name: '탁자 가게', url: 'https://shop.example/feed.xml', everyMinutes: '60', isOn: 'on' },
  ...{ lang: 'ko', category: '', pieces: '10' },
}

test('an operator may neither see nor use import and export, and a stranger is led to the sign-in', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const jun = await enter(desk, desk.junsLink)
  const id = '01990000-0000-7000-8000-000000000001'
  const pages = ['', '/new', `/${id}`, `/runs/${id}`, `/runs/${id}/wrong.csv`, '/out/own.csv', '/out/shopify.csv']
  for (const page of pages) {
    assert.equal((await jun.get(`/ko/desk/feeds${page}`)).status, 403, page)
    assert.equal((await desk.browser().get(`/ko/desk/feeds${page}`)).status, 303, page)
  }
  for (const page of ['/new', `/runs/${id}`]) assert.equal((await jun.post(`/ko/desk/feeds${page}`, feed)).status, 403)
  assert.equal((await jun.post('/api/desk/office/feeds', {})).status, 403)
  assert.equal((await desk.browser().post('/api/desk/office/feeds', {})).status, 401)
  const mina = await enter(desk, desk.minasLink)
  assert.equal((await mina.get('/ko/desk/feeds')).status, 200)
  assert.equal((await mina.get(`/ko/desk/feeds/runs/${id}`)).status, 404)
  assert.equal((await mina.post('/api/desk/office/feeds', {}, 'https://evil.example')).status, 403)
})

test('the owner keeps a feed, which is refused without an address of the web', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const mina = await enter(desk, desk.minasLink)
  for (const url of ['', 'file:///etc/passwd', 'javascript:alert(1)'])
    assert.equal((await mina.post('/ko/desk/feeds/new', { ...feed, url })).status, 422, url)
  const saved = await mina.post('/ko/desk/feeds/new', feed)
  assert.equal(saved.status, 303)
  const path = new URL(saved.headers.get('location') ?? '', 'https://shop.example').pathname
  assert.match(await (await mina.get(path)).text(), /https:\/\/shop\.example\/feed\.xml/)
  assert.match(await (await mina.get('/ko/desk/feeds')).text(), /탁자 가게/)
  assert.equal((await mina.post(path, { act: 'delete' })).status, 303)
  assert.equal((await mina.get(path)).status, 404)
})

const table = 'slug,category,sku,name.ko,price\nmug,attic,M1,머그,1000\n'

function formWith(text: string, more: Record<string, string> = {}) {
  const form = new FormData()
  form.set('file', new File([text], 'goods.csv', { type: 'text/csv' }))
  for (const [name, value] of Object.entries({ lang: 'ko', category: '', pieces: '10', ...more })) form.set(name, value)
  return form
}

test('a file is taken in with or without scripts, for a feed too, and its reading is a page at once', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const mina = await enter(desk, desk.minasLink)
  const sent = await mina.send('/api/desk/office/feeds?lang=en', formWith(table))
  assert.equal(sent.status, 303)
  const path = sent.headers.get('location') ?? ''
  assert.match(path, /^\/en\/desk\/feeds\/runs\//)
  const page = await (await mina.get(path)).text()
  assert.match(page, /data-state="reading" data-live/)
  assert.match(page, /<noscript><meta http-equiv="refresh"/)
  const scripted = await mina.send('/api/desk/office/feeds?lang=ko', formWith(table), { accept: 'application/json' })
  assert.equal(scripted.status, 201)
  assert.match((await scripted.json()).path, /^\/ko\/desk\/feeds\/runs\//)
  const saved = await mina.post('/ko/desk/feeds/new', feed)
  const id = /feeds\/([0-9a-f-]{36})/.exec(saved.headers.get('location') ?? '')?.[1] ?? ''
  const ofFeed = await mina.send('/api/desk/office/feeds?lang=ko', formWith(table, { feed: id }))
  assert.match(await (await mina.get(ofFeed.headers.get('location') ?? '')).text(), /<h1>탁자 가게<\/h1>/)
  const lost = formWith(table, { feed: '01990000-0000-7000-8000-000000000001' })
  assert.equal((await mina.send('/api/desk/office/feeds', lost)).status, 404)
})

test('a form that is too large, broken off, none at all or without a file is refused, and is no reading', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const mina = await enter(desk, desk.minasLink)
  const to = '/api/desk/office/feeds?lang=ko'
  const accept = 'application/problem+json'
  const large = await mina.send(to, formWith(table), { accept, 'content-length': String(1024 ** 3) })
  assert.deepEqual([large.status, (await large.json()).title], [413, '파일이 너무 커요. 64 MB까지 읽을 수 있어요.'])
  const whole = new Response(formWith(table))
  const type = whole.headers.get('content-type') ?? ''
  const bytes = Buffer.from(await whole.arrayBuffer())
  const cut = await mina.send(to, bytes.subarray(0, 160), { accept, 'content-type': type })
  assert.deepEqual([cut.status, (await cut.json()).code], [422, 'feeds.cut_off'])
  for (const odd of ['text/csv', 'multipart/form-data', 'multipart/form-data; boundary='])
    assert.equal((await mina.send(to, bytes, { accept, 'content-type': odd })).status, 422, odd)
  const none = new FormData()
  none.set('file', new File([], ''))
  assert.equal((await (await mina.send(to, none, { accept })).json()).code, 'feeds.no_file')
  assert.equal((await (await mina.send(to, formWith(''), { accept })).json()).code, 'feeds.no_file')
  assert.doesNotMatch(await (await mina.get('/ko/desk/feeds')).text(), /runs\//)
})
