import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { until } from '../../../test/programs.ts'
import { serve } from '../served-fixture.ts'
import { closePages, isOpen, openTestPage, type PageOptions, rests, wordsIn } from './page-fixture.ts'

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
  await until(() => wordsIn(desk).length === 1)
  assert.equal(page.live.state.value, 'polling')
  await until(() => rests(page) && isOpen(page))
  assert.equal(page.talk.you.value, page.talk.entries.value[0]?.author)
  desk.talk.say(text('b'))
  await until(() => wordsIn(page).length === 2)
  page.talk.edit(2, 'not mine')
  await until(() => page.talk.outgoing.value[0]?.state === 'failed')
  page.browser.network.http = false
  await until(() => page.live.state.value === 'away')
  page.talk.say(text('c'))
  page.browser.network.http = true
  await until(() => wordsIn(desk).length === 3)
  assert.equal(page.live.state.value, 'polling')
  page.browser.network.http = false
  await until(() => page.live.state.value === 'away')
  page.browser.network = { http: true, sockets: true }
  await until(() => page.live.state.value === 'open')
  page.talk.say(text('d'))
  await until(() => wordsIn(page).join() === 'a,b,c,d')
  page.close()
  desk.close()
})
