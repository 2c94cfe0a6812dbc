import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Outgoing } from './conversation.ts'
import { openOutbox } from './outbox.ts'

/** The browser's storage, as far as an outbox uses it. */
const stored = new Map<string, string>()
Object.defineProperty(globalThis, 'localStorage', {
  configurable: true,
  value: {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
    removeItem: (key: string) => void stored.delete(key),
  },
})

const words = (cid: string): Outgoing => ({
  cid,
  body: { kind: 'text', text: cid },
  at: new Date(0).toISOString(),
  state: 'sending',
  waits: true,
})
const cids = (key: string) => openOutbox(key).all.value.map(outgoing => outgoing.cid)

test('what was not sent is there again after a reload, and goes out again', () => {
  openOutbox('reload').add(words('one'))
  const [recalled] = openOutbox('reload').all.value
  assert.equal(recalled?.cid, 'one')
  assert.equal(recalled?.state, 'sending')
})

test('what is in the log, and what the server refused for good, is kept no longer', () => {
  const outbox = openOutbox('done')
  outbox.add(words('said'))
  outbox.add(words('refused'))
  outbox.remove('said')
  outbox.change('refused', { state: 'failed', waits: false })
  assert.deepEqual(cids('done'), [])
})

test('two tabs keep their own unsent words beside each other’s', () => {
  const [one, other] = [openOutbox('tabs'), openOutbox('tabs')]
  one.add(words('one'))
  other.add(words('other'))
  assert.deepEqual(cids('tabs').sort(), ['one', 'other'])
  one.remove('one')
  assert.deepEqual(cids('tabs'), ['other'])
})

test('storage that holds nonsense is as good as empty', () => {
  stored.set('nonsense', '{"cid":')
  assert.deepEqual(cids('nonsense'), [])
})
