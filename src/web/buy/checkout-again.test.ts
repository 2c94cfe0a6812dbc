import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { findOrder, ordersOf } from '#shop'
import { webRoutes } from '#web'
import { testDatabase } from '../../../test/database.ts'
import { openTestShop } from '../account/fixture.ts'
import { adopt } from '../account/merge.ts'
import { checkoutOf, hidden, putMugs, takeMoney, typed } from './fixture.ts'

const database = await testDatabase()
const shop = await openTestShop(database, webRoutes)
after(() => shop[Symbol.asyncDispose]())
const { db } = shop
await takeMoney(db)
await database.pool.query('update shop.stock set on_hand = 5000')

const tokenIn = (response: Response) => /orders\/([\w-]+)/.exec(response.headers.get('location') ?? '')?.[1] ?? ''

async function atCheckout() {
  const browser = await shop.guest()
  await putMugs(browser)
  return { browser, form: await checkoutOf(browser) }
}

test('the way back to a checkout that was ordered leads to that order, and never orders what is in the cart since', async () => {
  const { browser, form } = await atCheckout()
  const first = tokenIn(await browser.post('/ko/checkout', form))
  await putMugs(browser, '3')
  // The old page, sent again as it stands, and as it comes back when something of it is changed first.
  assert.equal(tokenIn(await browser.post('/ko/checkout', form)), first)
  const shown = await (await browser.post('/ko/checkout', { ...form, act: 'recount' })).text()
  const second = tokenIn(await browser.post('/ko/checkout', { ...form, ...hidden(shown, 'checkoutId') }))
  assert.notEqual(second, first)
  assert.equal((await findOrder(db, { token: second }))?.lines[0]?.quantity, 3)
  assert.equal((await ordersOf(db, { shopperId: browser.id, limit: 9 })).length, 2)
})

test('a cart that stands at the checkout in two windows is ordered once, and the other window is told', async () => {
  const { browser, form } = await atCheckout()
  const other = await checkoutOf(browser)
  const answers = await Promise.all([form, other].map(one => browser.post('/ko/checkout', one)))
  assert.equal(answers.filter(answer => tokenIn(answer) !== '').length, 1)
  const later = await browser.post('/ko/checkout', { ...other, checkoutId: randomUUID() })
  assert.deepEqual([later.status, later.headers.get('location')], [303, '/ko/cart'])
  assert.equal((await ordersOf(db, { shopperId: browser.id, limit: 9 })).length, 1)
})

test('letters that no page can send break nothing: they are left out, or refused as wrong', async () => {
  const { browser, form } = await atCheckout()
  const turned = '\u202eevil\u2066'
  const placed = await browser.post('/ko/checkout', {
    ...form,
    ...{
      note: 'a\0b\u202ec\nd',
      depositor: '김\0지민',
      name: `지민${turned}\n${'가'.repeat(60)}`,
      line1: '서울\0 중구',
    },
  })
  const order = await findOrder(db, { token: tokenIn(placed) })
  assert.deepEqual([order?.note, order?.depositor], ['abc\nd', '김지민'])
  assert.deepEqual([order?.address.line1, order?.address.name], ['서울 중구', `지민evil ${'가'.repeat(60)}`])
  await putMugs(browser)
  for (const act of [`${'-'.repeat(36)}:1`, `${randomUUID()}:1`, 'x:y', '\0'])
    assert.equal((await browser.post('/ko/checkout', { ...form, act })).status, 200, act)
  assert.equal((await browser.post('/ko/cart', { slug: 'm\0g', quantity: '1' })).status, 422)
  for (const quantity of ['-1', '0', '1.5', '1e3', 'NaN', '100', '99999999999999999999'])
    assert.equal((await putMugs(browser, quantity)).status, 422, quantity)
})

test('who ordered before in this browser finds the last address at the next checkout, and can use another', async () => {
  const { browser, form } = await atCheckout()
  assert.ok(!(await (await browser.get('/ko/checkout')).text()).includes('value="another"'))
  await browser.post('/ko/checkout', form)
  await putMugs(browser)
  const shown = await (await browser.get('/ko/checkout')).text()
  for (const text of [typed.email, typed.name, typed.phone, typed.postcode, typed.line1, typed.line2])
    assert.ok(shown.includes(text), text)
  assert.ok(!shown.includes(typed.note))
  const fields = { ...form, ...hidden(shown, 'checkoutId'), act: 'another', note: '선물이에요' }
  const another = await (await browser.post('/ko/checkout', fields)).text()
  for (const text of [typed.name, typed.phone, typed.postcode, typed.line1, typed.line2])
    assert.ok(!another.includes(text), text)
  for (const text of [typed.email, '선물이에요']) assert.ok(another.includes(text), text)
  const placed = await browser.post('/ko/checkout', {
    ...form,
    ...hidden(another, 'checkoutId'),
    line1: '부산 해운대구',
  })
  assert.equal((await findOrder(db, { token: tokenIn(placed) }))?.address.line1, '부산 해운대구')
  await putMugs(browser)
  assert.match(await (await browser.get('/ko/checkout')).text(), /부산 해운대구/)
})

test('the last address is nobody else’s: it goes with the guest, and is not there without the cookie', async () => {
  const { browser, form } = await atCheckout()
  await browser.post('/ko/checkout', form)
  const stranger = await shop.guest()
  await putMugs(stranger)
  assert.ok(!(await (await stranger.get('/ko/checkout')).text()).includes(typed.line1))
  const without = shop.browser()
  await putMugs(without)
  assert.ok(!(await (await without.get('/ko/checkout')).text()).includes(typed.line1))
  // Merged, as when a guest signs in, it is the member's and the guest's no more.
  const member = await shop.guest()
  await adopt(db, { from: browser.id, to: member.id, name: '지민' })
  await putMugs(browser)
  assert.ok(!(await (await browser.get('/ko/checkout')).text()).includes(typed.line1))
  await putMugs(member)
  assert.ok((await (await member.get('/ko/checkout')).text()).includes(typed.line1))
})
