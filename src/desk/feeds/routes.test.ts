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
  const pages = ['', '/new', `/${id}`, `/runs/${id}`, '/out/own.csv', '/out/shopify.csv']
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
