import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createStore, type UseStore } from 'idb-keyval'
import type { Browser } from './browser.ts'
import * as outboxes from './outbox.ts'

type Outbox = outboxes.Outbox

const browser: Browser = {
  openSocket: () => assert.fail('an outbox opens no socket'),
  fetch: () => assert.fail('an outbox asks for nothing'),
  isVisible: () => true,
  onTurn() {},
  records: createStore('doumi', 'outbox'),
  oldRecords: null,
}
const openOutbox = (key: string, its: Browser, room: string | null = 'room') =>
  outboxes.openOutbox(key, its, { room: () => room })
const words = (cid: string) => ({ cid, body: { kind: 'text', text: cid } as const })
const cids = (outbox: Outbox) => outbox.all.value.map(outgoing => outgoing.cid)

/** A page that is opened later. */
async function reopen(key: string, changes: Partial<Browser> = {}): Promise<Outbox> {
  const outbox = openOutbox(key, { ...browser, ...changes })
  await outbox.refresh()
  return outbox
}

test('what was not sent is there again after a reload, of any kind and in its order, and goes out again', async () => {
  const outbox = openOutbox('reload', browser)
  outbox.add(words('one'))
  outbox.add({ cid: 'two', body: { kind: 'edit', of: 3, text: 'other words' } })
  outbox.add({ cid: 'three', body: { kind: 'reaction', of: 3, emoji: '🙏', on: true } })
  for (let n = 0; n < 20; n++) outbox.add(words(`more ${n}`))
  const recalled = await reopen('reload')
  assert.deepEqual(cids(recalled), cids(outbox))
  assert.deepEqual(
    recalled.waiting().map(({ body, at, state }) => ({ body, at, state })),
    outbox.waiting().map(({ body, at, state }) => ({ body, at, state })),
  )
})

test('what is said before the old is recalled comes after it', async () => {
  openOutbox('late', browser).add(words('old'))
  const outbox = openOutbox('late', browser)
  outbox.add(words('new'))
  await outbox.refresh()
  assert.deepEqual(cids(outbox), ['old', 'new'])
})

test('what is in the log, what was given up, and what the server refused for good, is kept no longer', async () => {
  const outbox = openOutbox('done', browser)
  for (const cid of ['said', 'refused', 'later', 'held']) outbox.add(words(cid))
  outbox.remove('said')
  outbox.change('refused', { state: 'failed', waits: false })
  outbox.change('later', { state: 'failed', waits: true })
  outbox.change('held', { state: 'held', waits: true })
  assert.deepEqual(cids(await reopen('done')), ['later', 'held'])
  assert.deepEqual(cids(outbox), ['refused', 'later', 'held'])
  outbox.change('refused', { state: 'sending', waits: true })
  assert.deepEqual(cids(await reopen('done')), ['refused', 'later', 'held'])
})

test('two pages keep their own unsent words beside each other’s', async () => {
  const [one, other] = [openOutbox('tabs', browser), openOutbox('tabs', browser)]
  one.add(words('one'))
  other.add(words('other'))
  assert.deepEqual(cids(await reopen('tabs')).sort(), ['one', 'other'])
  one.remove('one')
  assert.deepEqual(cids(await reopen('tabs')), ['other'])
})

test('a page takes over what another left, and drops it when the other has got rid of it', async () => {
  const [one, other] = [openOutbox('over', browser), openOutbox('over', browser)]
  one.add(words('given up'))
  one.add(words('left'))
  await other.refresh()
  assert.deepEqual(cids(other), ['given up', 'left'])
  one.remove('given up')
  await other.refresh()
  assert.deepEqual(cids(other), ['left'])
  other.remove('left')
  await one.refresh()
  assert.deepEqual(cids(one), ['left'], 'what was said on this page stays on it')
  await other.refresh()
  assert.deepEqual(cids(other), [])
})

test('outboxes of other conversations are not touched', async () => {
  openOutbox('room', browser).add(words('mine'))
  openOutbox('room2', browser).add(words('another room'))
  openOutbox('roo', browser).add(words('and another'))
  assert.deepEqual(cids(await reopen('room')), ['mine'])
})

test('what was said in another room under the same key is left there, and what was said before there was one is not', async () => {
  openOutbox('shared', browser, null).add(words('before'))
  openOutbox('shared', browser, 'one').add({ cid: 'edit', body: { kind: 'edit', of: 3, text: 'of room one' } })
  for (const [room, expected] of [
    ['one', ['before', 'edit']],
    ['two', ['before']],
    [null, ['before']],
  ] as const) {
    const outbox = openOutbox('shared', browser, room)
    await outbox.refresh()
    assert.deepEqual(cids(outbox), expected)
  }
})

test('records that are no records, and storage that fails, are as good as none', async () => {
  await browser.records?.('readwrite', store => {
    store.put({ cid: 5 }, ['nonsense', 'x'])
  })
  assert.deepEqual(cids(await reopen('nonsense')), [])
  let asked = 0
  const records: UseStore = () => {
    asked += 1
    return Promise.reject(new Error('forbidden'))
  }
  for (const broken of [records, null]) {
    const outbox = await reopen('forbidden', { records: broken })
    outbox.add(words('kept'))
    await outbox.refresh()
    assert.deepEqual(cids(outbox), ['kept'])
  }
  assert.equal(asked, 1)
})

test('storage that never answers does not keep the page waiting for ever', async () => {
  const outbox = openOutbox('hangs', { ...browser, records: () => new Promise(() => {}) })
  outbox.add(words('kept'))
  const began = Date.now()
  await outbox.refresh()
  assert.ok(Date.now() - began < 5000)
  assert.deepEqual(cids(outbox), ['kept'])
})

test('what an older version left is taken over once', async () => {
  const said = { ...words('old'), at: new Date(0).toISOString() }
  const old = new Map([
    ['old', JSON.stringify([said])],
    ['broken', '{"cid":'],
  ])
  const oldRecords = {
    getItem: (key: string) => old.get(key) ?? null,
    removeItem: (key: string) => void old.delete(key),
  }
  const outbox = openOutbox('old', { ...browser, oldRecords })
  outbox.add(words('new'))
  await outbox.refresh()
  assert.deepEqual(cids(outbox), ['old', 'new'])
  assert.deepEqual(cids(await reopen('old', { oldRecords })), ['old', 'new'])
  assert.deepEqual(cids(await reopen('broken', { oldRecords })), [])
  const forbidden = {
    getItem: () => {
      throw new Error('forbidden')
    },
    removeItem() {},
  }
  assert.deepEqual(cids(await reopen('none', { oldRecords: forbidden })), [])
})
