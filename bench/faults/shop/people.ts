import { randomUUID } from 'node:crypto'
import { openInquiry, openStage } from '#chat'
import type { Database } from '#database'
import {
  type Accounts,
  ensureOwner,
  enter,
  inviteOperator,
  makeGuest,
  oneTimeLink,
  openAccounts,
  readSecret,
} from '#members'
import type { Identity } from './talker.ts'

/** Guests in a crowded room, and shoppers with an operator each in conversations of their own. */
export async function gather(
  db: Database,
  o: { origin: string; dataFolder: string; guests: number; inquiries: number; operators: number },
): Promise<Identity[]> {
  const accounts = openAccounts({ db, origin: o.origin, secret: await readSecret(o.dataFolder), secureCookies: false })
  const { id: stage } = await openStage(db, { productId: randomUUID() })
  const people: Identity[] = Array.from({ length: o.guests }, () => ({ as: 'shopper', room: stage, ...aGuest() }))
  const desks: string[] = []
  for (let i = 0; i < o.operators; i += 1) desks.push(await anOperator(accounts, i))
  for (let i = 0; i < o.inquiries; i += 1) {
    const { id: shopperId, cookie } = aGuest()
    const { id: room } = await openInquiry(db, { shopperId, productId: randomUUID(), language: 'en' })
    people.push({ as: 'shopper', room, cookie }, { as: 'operator', room, cookie: desks[i % desks.length] ?? '' })
  }
  return people
}

/** Somebody new, and the cookie that makes them known. */
export function aGuest(): { id: string; cookie: string } {
  const { id, cookie } = makeGuest({ secure: false })
  return { id, cookie: cookie.split(';')[0] ?? '' }
}

/** The cookies of somebody at the desk: the owner first, then operators whom the owner has invited. */
async function anOperator(accounts: Accounts, i: number): Promise<string> {
  const now = new Date()
  const owner = await ensureOwner(accounts, { name: 'Mina', email: 'mina@shop.example' })
  const by = { id: owner.id, role: 'owner' as const }
  const link =
    i === 0
      ? await oneTimeLink(accounts, { userId: owner.id, now })
      : (await inviteOperator(accounts, { by, now, name: `Jun ${i}`, email: `jun-${randomUUID()}@shop.example` })).link
  const token = new URL(link, 'http://localhost').searchParams.get('token') ?? ''
  const { cookies } = await enter(accounts, { token, now, headers: new Headers(), address: `198.51.100.${i}` })
  return cookies.map(cookie => cookie.split(';')[0]).join('; ')
}
