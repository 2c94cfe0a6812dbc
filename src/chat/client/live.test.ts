import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { closeCode, type ServerMessage } from '../protocol.ts'
import type { Browser, PageTurn, SocketEars } from './browser.ts'
import { type Live, openLive } from './live.ts'

interface Scene {
  live: Live
  /** The sockets that were opened, the newest last. */
  sockets: { ears: SocketEars; sent: string[]; isOpen: boolean }[]
  heard: ServerMessage[]
  page: { visible: boolean; turn(turn: PageTurn): void }
  /** The newest socket says this. */
  tell(...messages: ServerMessage[]): void
}

function scene(as: 'shopper' | 'operator' = 'operator'): Scene {
  mock.timers.reset()
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 1_800_000_000_000 })
  mock.method(Math, 'random', () => 0.5)
  const sockets: Scene['sockets'] = []
  const page = { visible: true, turn: (_: PageTurn) => {} }
  const browser: Browser = {
    openSocket(path, ears) {
      assert.equal(path, `/live?as=${as}&lang=en`)
      const socket = { ears, sent: [] as string[], isOpen: true }
      sockets.push(socket)
      return {
        isOpen: () => socket.isOpen,
        send: text => void socket.sent.push(text),
        close: () => {
          socket.isOpen = false
        },
      }
    },
    fetch: () => assert.fail('nothing here asks for anything'),
    isVisible: () => page.visible,
    onTurn(listener) {
      page.turn = listener
    },
    records: null,
    oldRecords: null,
  }
  const live = openLive({ as, lang: 'en', browser })
  const heard: ServerMessage[] = []
  live.listen(message => heard.push(message))
  return { live, sockets, heard, page, tell: (...told) => sockets.at(-1)?.ears.hear(JSON.stringify(told)) }
}

const hello: ServerMessage = { t: 'hello', me: null, epoch: 'one' }
/** Time passes, second by second, so that clocks can be looked at meanwhile. */
function pass(ms: number): void {
  for (let left = ms; left > 0; left -= 1000) mock.timers.tick(Math.min(1000, left))
}

test('a socket that is lost comes back, after waits that grow until one says hello', () => {
  const { live, sockets, tell } = scene()
  tell(hello)
  assert.equal(live.state.value, 'open')
  for (const waitMs of [750, 1250, 2250, 4250, 8250, 10_250, 10_250]) {
    sockets.at(-1)?.ears.lose(1006)
    assert.equal(live.state.value, 'away')
    const before = sockets.length
    pass(waitMs - 1)
    assert.equal(sockets.length, before)
    pass(1)
    assert.equal(sockets.length, before + 1)
  }
  tell(hello)
  sockets.at(-1)?.ears.lose(1006)
  const before = sockets.length
  pass(750)
  assert.equal(sockets.length, before + 1)
})

test('a socket that never says hello is given up', () => {
  const { live, sockets } = scene()
  pass(10_000)
  assert.equal(live.state.value, 'away')
  assert.equal(sockets[0]?.isOpen, false)
})

test('an operator who is signed out stays so', () => {
  const { live, sockets, page } = scene()
  sockets[0]?.ears.lose(closeCode.signedOut)
  assert.equal(live.state.value, 'refused')
  pass(120_000)
  page.turn('seen')
  page.turn('restored')
  assert.equal(sockets.length, 1)
})

test('a page that is seen again asks whether its socket is alive, and gives up one that does not answer', () => {
  const { live, sockets, page, tell } = scene()
  tell(hello)
  page.turn('seen')
  assert.deepEqual(sockets[0]?.sent, ['[{"t":"ping"}]'])
  pass(4999)
  tell({ t: 'pong' })
  pass(5000)
  assert.equal(live.state.value, 'open')
  page.turn('seen')
  pass(5000)
  assert.equal(live.state.value, 'away')
  page.turn('seen')
  assert.equal(sockets.length, 2)
})

test('a page that is left has no socket, and connects anew when it comes back as it was', () => {
  const { sockets, page, tell } = scene()
  tell(hello)
  page.turn('restored')
  assert.equal(sockets.length, 2)
  assert.equal(sockets[0]?.isOpen, false)
  tell(hello)
  page.visible = false
  page.turn('left')
  assert.equal(sockets[1]?.isOpen, false)
  pass(60_000)
  assert.equal(sockets.length, 2)
  page.turn('restored')
  assert.equal(sockets.length, 3)
})

test('after a sleep of the machine, and where all is quiet for long, the page asks whether its socket is alive', () => {
  const { live, sockets, page, tell } = scene()
  tell(hello)
  page.visible = false
  pass(60_000)
  assert.deepEqual(sockets[0]?.sent, [])
  mock.timers.setTime(Date.now() + 3_600_000)
  pass(5000)
  assert.deepEqual(sockets[0]?.sent.length, 1)
  tell({ t: 'pong' })
  page.visible = true
  pass(40_000)
  assert.deepEqual(sockets[0]?.sent.length, 1)
  pass(10_000)
  assert.deepEqual(sockets[0]?.sent.length, 2)
  pass(5000)
  assert.equal(live.state.value, 'away')
})

test('what is sent without a socket is not sent, and says so', () => {
  const { live, sockets, tell } = scene()
  assert.equal(live.send({ t: 'ping' }), false)
  tell(hello)
  assert.equal(live.send({ t: 'ping' }, { t: 'desk' }), true)
  assert.deepEqual(sockets[0]?.sent, ['[{"t":"ping"},{"t":"desk"}]'])
})

test('messages that this page does not know, and frames that are none, are passed over', () => {
  const { heard, sockets, tell } = scene()
  sockets[0]?.ears.hear('{')
  sockets[0]?.ears.hear('{"t":"hello"}')
  sockets[0]?.ears.hear(JSON.stringify([{ t: 'of the future' }, hello]))
  tell({ t: 'pong' })
  assert.deepEqual(heard, [hello, { t: 'pong' }])
})

test('a room is left when the last who follows it here leaves it', () => {
  const { live, sockets, tell } = scene()
  tell(hello)
  const leaves = [live.follow('r'), live.follow('r')]
  leaves[0]?.()
  assert.deepEqual(sockets[0]?.sent, [])
  leaves[1]?.()
  assert.deepEqual(sockets[0]?.sent, ['[{"t":"leave","room":"r"}]'])
})
