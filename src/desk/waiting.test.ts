import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Inquiry } from '#chat/protocol'
import {
  agoLabel,
  countQueues,
  holdPlace,
  listed,
  queueOf,
  secondNow,
  shopperOf,
  waitLabel,
  waitLevel,
} from './waiting.ts'

const minute = 60_000
const at = (clock: string) => `2026-11-25T${clock}:00.000Z`

function inquiry(room: string, changes: Partial<Inquiry> = {}): Inquiry {
  return {
    room,
    kind: 'inquiry',
    shopper: 'f3b0c1d2-0000-8000-8000-0000000007f2',
    shopperName: null,
    productId: 'p',
    subject: null,
    language: 'ko',
    state: 'open',
    assignee: null,
    last: 1,
    lastAt: at('10:00'),
    lastLine: '',
    waitingSince: null,
    here: false,
    viewers: 0,
    watching: null,
    held: 0,
    ...changes,
  }
}

const rooms = (inquiries: Inquiry[]) => inquiries.map(({ room }) => room).join(' ')
const me = 'mina'
const all = { me, search: '', held: null, textOf: () => '' }

test('a wait is told by the second, then by the minute, then by the day', () => {
  assert.equal(waitLabel('ko', 38_999), '0:38')
  assert.equal(waitLabel('ko', 59 * minute + 59_000), '59:59')
  assert.equal(waitLabel('ko', 80 * minute), '1시간 20분')
  assert.equal(waitLabel('en', 80 * minute), '1 h 20 min')
  assert.equal(waitLabel('ko', 50 * 60 * minute), '2일')
  assert.equal(waitLabel('ko', -500), '0:00')
})

test('a wait is late from the third minute on and over from the sixth', () => {
  assert.equal(waitLevel(3 * minute - 1), 'calm')
  assert.equal(waitLevel(3 * minute), 'late')
  assert.equal(waitLevel(6 * minute - 1), 'late')
  assert.equal(waitLevel(6 * minute), 'over')
})

test('what is past is told in one unit', () => {
  assert.equal(agoLabel('ko', 20_000), '방금')
  assert.equal(agoLabel('ko', 14 * minute), '14분 전')
  assert.equal(agoLabel('en', 3 * 60 * minute), '3 h ago')
  assert.equal(agoLabel('en', 49 * 60 * minute), '2 d ago')
})

test('a shopper without an account is told by the end of their id', () => {
  assert.equal(shopperOf('ko', inquiry('a')), '손님 7f2')
  assert.equal(shopperOf('en', inquiry('a')), 'Guest 7f2')
})

test('a member is told by their name', () => {
  assert.equal(shopperOf('ko', inquiry('a', { shopperName: '지윤' })), '지윤')
})

test('a conversation waits, is answered, or is resolved, and is counted once', () => {
  const waiting = inquiry('a', { waitingSince: at('09:00') })
  const answered = inquiry('b')
  const resolved = inquiry('c', { state: 'resolved' })
  assert.deepEqual([waiting, answered, resolved].map(queueOf), ['waiting', 'answered', 'resolved'])
  const counts = countQueues([waiting, answered, resolved, inquiry('d')], me)
  assert.deepEqual(counts, { waiting: 1, mine: 0, answered: 2, resolved: 1, rooms: 0 })
})

test('a crowded room stands with its like alone, though its last question waits', () => {
  const stage = inquiry('a', { kind: 'stage', shopper: null, waitingSince: at('09:00') })
  assert.equal(queueOf(stage), 'rooms')
  assert.equal(rooms(listed({ ...all, inquiries: [stage], queue: 'waiting' })), '')
  assert.equal(rooms(listed({ ...all, inquiries: [stage], queue: 'rooms' })), 'a')
})

test('a room whose question has waited longest is on top, and does not move for every word', () => {
  const stage = (room: string, changes: Partial<Inquiry>) => inquiry(room, { kind: 'stage', shopper: null, ...changes })
  const inquiries = [
    stage('answered', { lastAt: at('09:59') }),
    stage('busy', { waitingSince: at('09:20'), lastAt: at('09:58') }),
    stage('quiet', { waitingSince: at('09:10'), lastAt: at('09:10') }),
  ]
  assert.equal(rooms(listed({ ...all, inquiries, queue: 'rooms' })), 'quiet busy answered')
})

test('what I have taken on is mine until it is resolved, those who wait on top', () => {
  const assignee = { id: me, name: '민아' }
  const inquiries = [
    inquiry('new', { assignee, lastAt: at('09:50') }),
    inquiry('old', { assignee, lastAt: at('09:00') }),
    inquiry('waits', { assignee, waitingSince: at('09:30') }),
    inquiry('waits longer', { assignee, waitingSince: at('09:10') }),
    inquiry('done', { assignee, state: 'resolved' }),
    inquiry('jun’s', { assignee: { id: 'jun', name: '준' } }),
  ]
  assert.equal(rooms(listed({ ...all, inquiries, queue: 'mine' })), 'waits longer waits new old')
  assert.deepEqual(countQueues(inquiries, me), { waiting: 2, mine: 4, answered: 3, resolved: 1, rooms: 0 })
})

test('the longest wait is on top; what is answered goes by its last word, newest first', () => {
  const inquiries = [
    inquiry('short', { waitingSince: at('09:58') }),
    inquiry('long', { waitingSince: at('09:10'), lastAt: at('09:59') }),
    inquiry('old', { lastAt: at('08:00') }),
    inquiry('new', { lastAt: at('09:00') }),
  ]
  assert.equal(rooms(listed({ ...all, inquiries, queue: 'waiting' })), 'long short')
  assert.equal(rooms(listed({ ...all, inquiries, queue: 'answered' })), 'new old')
  assert.equal(rooms(listed({ ...all, inquiries, queue: 'resolved' })), '')
})

test('the chosen conversation keeps its place when an answer has ended its wait', () => {
  const first = inquiry('first', { waitingSince: at('09:00') })
  const chosen = inquiry('chosen', { waitingSince: at('09:10') })
  const third = inquiry('third', { waitingSince: at('09:20') })
  const held = holdPlace(null, { chosen, queue: 'waiting', me })
  const answered = { ...chosen, waitingSince: null, lastAt: at('09:30') }
  const after = holdPlace(held, { chosen: answered, queue: 'waiting', me })
  const inquiries = [answered, third, first]
  assert.equal(rooms(listed({ ...all, inquiries, queue: 'waiting', held: after })), 'first chosen third')
  const left = holdPlace(after, { chosen: first, queue: 'waiting', me })
  assert.equal(rooms(listed({ ...all, inquiries, queue: 'waiting', held: left })), 'first third')
})

test('a conversation that never stood in a set is not held there', () => {
  assert.equal(holdPlace(null, { chosen: inquiry('answered'), queue: 'waiting', me }), null)
  assert.equal(holdPlace({ room: 'other', waits: true, at: at('09:00') }, { chosen: null, queue: 'waiting', me }), null)
})

test('a search looks through all sets, those who wait first', () => {
  const inquiries = [
    inquiry('done', { state: 'resolved', lastLine: '올리브 랜턴' }),
    inquiry('other', { lastLine: '텐트' }),
    inquiry('waits', { waitingSince: at('09:00'), lastLine: '랜턴이요' }),
  ]
  const search = {
    ...all,
    inquiries,
    queue: 'answered' as const,
    search: ' 랜턴 ',
    textOf: (one: Inquiry) => one.lastLine,
  }
  assert.equal(rooms(listed(search)), 'waits done')
})

test('the second a shopper sees goes on while the film runs, and ends with it', () => {
  const heardAt = 1_000_000
  const seen = { heardAt, now: heardAt + 4000, filmSeconds: 18 }
  assert.equal(secondNow({ second: 5, playing: true }, seen), 9)
  assert.equal(secondNow({ second: 5, playing: false }, seen), 5)
  assert.equal(secondNow({ second: 17, playing: true }, seen), 18)
  assert.equal(secondNow({ second: 17, playing: true }, { ...seen, filmSeconds: null }), 21)
})
