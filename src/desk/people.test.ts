import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deskRoutes } from '#desk'
import { listStaff } from '#members'
import { testDatabase } from '../../test/database.ts'
import { type Browser, openTestDesk, type TestDesk } from './fixture.ts'

async function enter(desk: TestDesk, link: string): Promise<Browser> {
  const browser = desk.browser()
  await browser.post('/desk/enter', { token: new URL(link, 'https://shop.example').searchParams.get('token') ?? '' })
  return browser
}

/** The link that a page of people shows, once. */
async function linkIn(response: Response): Promise<string> {
  return /value="https:\/\/shop\.example(\/desk\/enter\?token=[\w-]+)"/.exec(await response.text())?.[1] ?? ''
}

test('an operator may not see the people, invite or remove anybody', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const jun = await enter(desk, desk.junsLink)
  assert.equal((await jun.get('/ko/desk')).status, 200)
  assert.equal((await jun.get('/ko/desk/people')).status, 403)
  const forms = [
    { act: 'invite', name: 'Eve', email: 'eve@shop.example' },
    { act: 'remove', id: desk.mina.id },
    { act: 'link', id: desk.mina.id },
  ]
  for (const form of forms) assert.equal((await jun.post('/ko/desk/people', form)).status, 403)
  assert.equal((await listStaff(desk.accounts, { by: { id: desk.mina.id, role: 'owner' } })).length, 2)
  assert.doesNotMatch(await (await jun.get('/ko/desk')).text(), /desk\/people/)
})

test('the owner invites somebody, whose link works once and in the owner’s language', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const mina = await enter(desk, desk.minasLink)
  const invited = await mina.post('/ko/desk/people', { act: 'invite', name: '지훈', email: 'jihun@shop.example' })
  assert.equal(invited.status, 200)
  const link = await linkIn(invited)
  assert.notEqual(link, '')
  assert.equal((await (await enter(desk, link)).get('/ko/desk')).status, 200)
  assert.equal((await (await enter(desk, link)).get('/ko/desk')).status, 303)
  assert.doesNotMatch(await (await mina.get('/ko/desk/people')).text(), /desk\/enter/)
})

test('an invitation that cannot be is told in a sentence, with what was typed', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const mina = await enter(desk, desk.minasLink)
  const taken = await mina.post('/en/desk/people', { act: 'invite', name: 'Jun Two', email: 'jun@shop.example' })
  assert.equal(taken.status, 409)
  const html = await taken.text()
  assert.match(html, /already belongs to somebody/)
  assert.match(html, /value="Jun Two"/)
})

test('whoever is removed is out at once; the last owner cannot be', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const [mina, jun] = [await enter(desk, desk.minasLink), await enter(desk, desk.junsLink)]
  const staff = await listStaff(desk.accounts, { by: { id: desk.mina.id, role: 'owner' } })
  const id = staff.find(person => person.name === 'Jun')?.id ?? ''
  const removed = await mina.post('/ko/desk/people', { act: 'remove', id })
  assert.match(await removed.text(), /내보냈어요/)
  assert.equal((await jun.get('/ko/desk')).status, 303)
  assert.equal((await mina.post('/ko/desk/people', { act: 'remove', id: desk.mina.id })).status, 409)
  assert.equal((await mina.get('/ko/desk')).status, 200)
})

test('a new link takes the place of a lost one', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const mina = await enter(desk, desk.minasLink)
  const staff = await listStaff(desk.accounts, { by: { id: desk.mina.id, role: 'owner' } })
  const id = staff.find(person => person.name === 'Jun')?.id ?? ''
  const link = await linkIn(await mina.post('/ko/desk/people', { act: 'link', id }))
  assert.equal((await (await enter(desk, desk.junsLink)).get('/ko/desk')).status, 303)
  assert.equal((await (await enter(desk, link)).get('/ko/desk')).status, 200)
})

test('a name and a language are changed freely; an e-mail only with the password', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const mina = await enter(desk, desk.minasLink)
  const profile = { part: 'profile', name: '김민아', email: 'mina@shop.example', language: 'en' }
  const saved = await mina.post('/ko/desk/account', profile)
  assert.equal(saved.headers.get('location'), '/en/desk/account?saved=profile')
  assert.equal((await mina.get('/desk')).headers.get('location'), '/en/desk')
  await mina.post('/ko/desk/account', { part: 'password', newPassword: 'a lantern in the rain' })
  const refused = await mina.post('/en/desk/account', { ...profile, email: 'new@shop.example' })
  assert.equal(refused.status, 422)
  assert.match(await refused.text(), /value="new@shop\.example"/)
  const password = 'a lantern in the rain'
  assert.equal((await mina.post('/en/desk/account', { ...profile, email: 'new@shop.example', password })).status, 303)
  assert.equal((await mina.post('/en/desk/account', { part: 'password', newPassword: 'short', password })).status, 422)
})
