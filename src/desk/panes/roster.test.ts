import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Inquiry } from '#chat/protocol'
import type { DeskView } from '../views.ts'
import { openRoster } from './roster.ts'

const inquiry = (room: string, changes: Partial<Inquiry> = {}): Inquiry => ({
  room,
  kind: 'inquiry',
  shopper: 'shopper-7f2',
  shopperName: null,
  productId: 'lantern',
  subject: null,
  language: 'ko',
  state: 'open',
  assignee: null,
  last: 1,
  lastAt: '2026-11-25T10:00:00.000Z',
  lastLine: '비 오는 날에도 되나요',
  waitingSince: '2026-11-25T10:00:00.000Z',
  here: true,
  viewers: 0,
  watching: null,
  held: 0,
  ...changes,
})

function open(inquiries: Inquiry[]) {
  const clock = { now: 1000 }
  const view: DeskView = {
    lang: 'ko',
    now: '2026-11-25T10:00:00.000Z',
    timeZone: 'UTC',
    me: { id: 'mina', name: '민아', role: 'owner' },
    shop: { ko: '모닥', en: 'Modak' },
    shopAddress: 'https://shop.example/ko',
    queue: 'waiting',
    staff: [],
    inquiries,
    read: { a: 1 },
    goods: [],
    open: null,
    cid: 'cid-00000000',
    passwordMissing: false,
  }
  return { clock, roster: openRoster(view, { now: () => clock.now, textOf: one => one.lastLine }) }
}

const hear = (inquiries: Inquiry[], whole = false) => ({ t: 'inquiries', inquiries, whole }) as const

test('a change takes the place of what it changes, and the rest of the list stays', () => {
  const { roster } = open([inquiry('a'), inquiry('b', { waitingSince: '2026-11-25T10:05:00.000Z' })])
  roster.hear(hear([inquiry('a', { waitingSince: null })]))
  assert.deepEqual(
    roster.rows.value.map(row => row.room),
    ['b'],
  )
  assert.deepEqual(roster.counts.value, { waiting: 1, mine: 0, answered: 1, resolved: 0, rooms: 0 })
})

test('a whole list forgets what is no longer in it, but not the chosen conversation', () => {
  const { roster } = open([inquiry('a'), inquiry('b')])
  roster.choose('a')
  roster.hear(hear([inquiry('c')], true))
  assert.equal(roster.find('b'), undefined)
  assert.notEqual(roster.find('a'), undefined)
})

test('the film’s second is reckoned from when it was said, not from when something else was', () => {
  const { roster, clock } = open([inquiry('a')])
  clock.now = 5000
  roster.hear(hear([inquiry('a', { watching: { second: 8, playing: true } })]))
  clock.now = 7000
  roster.hear(hear([inquiry('a', { watching: { second: 8, playing: true }, lastLine: '하나 더요' })]))
  assert.equal(roster.find('a')?.heardAt, 5000)
  clock.now = 9000
  roster.hear(hear([inquiry('a', { watching: { second: 13, playing: true } })]))
  assert.equal(roster.find('a')?.heardAt, 9000)
})

test('an answered conversation leaves the list of those who wait when another is chosen', () => {
  const { roster } = open([inquiry('a'), inquiry('b', { waitingSince: '2026-11-25T10:05:00.000Z' })])
  roster.choose('a')
  roster.hear(hear([inquiry('a', { waitingSince: null, lastAt: '2026-11-25T10:09:00.000Z' })]))
  assert.deepEqual(
    roster.rows.value.map(row => row.room),
    ['a', 'b'],
  )
  roster.choose('b')
  assert.deepEqual(
    roster.rows.value.map(row => row.room),
    ['b'],
  )
})

test('what came since one last read is unread, where somebody waits or it is one’s own', () => {
  const { roster } = open([inquiry('a', { last: 3 }), inquiry('b', { last: 2 })])
  const unread = (room: string) => roster.unread(roster.find(room) ?? inquiry('none'))
  assert.deepEqual([unread('a'), unread('b')], [2, 2])
  roster.read('a', 3)
  roster.read('a', 2)
  assert.equal(unread('a'), 0)
  roster.hear(hear([inquiry('b', { last: 4, waitingSince: null })]))
  assert.equal(unread('b'), 0)
})
