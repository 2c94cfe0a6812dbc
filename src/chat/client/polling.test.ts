import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { serve } from '../served-fixture.ts'
import { closePages, isOpen, openTestPage, type PageOptions, rests, soon, wordsIn } from './page-fixture.ts'

const database = await testDatabase()

const served = await serve(database)
const { origin } = served
after(async () => {
  closePages()
  await served[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})
const minaCookie = await served.mina()
const aPage = (o: Omit<PageOptions, 'origin'>) => openTestPage({ origin, ...o })
const text = (words: string) => ({ kind: 'text' as const, text: words })

test('where no socket gets through, the page asks over HTTP, and goes on by socket once it can', async () => {
  const { room, cookie } = await served.shopper()
  const page = aPage({ room: room.id, cookie, network: { sockets: false } })
  const desk = aPage({ as: 'operator', room: room.id, cookie: minaCookie })
  page.talk.say(text('a'))
  await soon(() => wordsIn(desk).length === 1, 15_000)
  assert.equal(page.live.state.value, 'polling')
  await soon(() => rests(page) && isOpen(page))
  assert.equal(page.talk.you.value, page.talk.entries.value[0]?.author)
  desk.talk.say(text('b'))
  await soon(() => wordsIn(page).length === 2)
  page.talk.edit(2, 'not mine')
  await soon(() => page.talk.outgoing.value[0]?.state === 'failed')
  page.browser.network.http = false
  await soon(() => page.live.state.value === 'away', 9000)
  page.talk.say(text('c'))
  page.browser.network.http = true
  await soon(() => wordsIn(desk).length === 3, 9000)
  assert.equal(page.live.state.value, 'polling')
  page.browser.network.http = false
  await soon(() => page.live.state.value === 'away', 9000)
  page.browser.network = { http: true, sockets: true }
  await soon(() => page.live.state.value === 'open', 9000)
  page.talk.say(text('d'))
  await soon(() => wordsIn(page).join() === 'a,b,c,d')
  page.close()
  desk.close()
})
