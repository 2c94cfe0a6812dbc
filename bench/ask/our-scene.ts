import { randomUUID } from 'node:crypto'
import { openInquiry } from '#chat'
import { type Accounts, ensureOwner, enter, inviteOperator, makeGuest, oneTimeLink, openAccounts } from '#members'
import { aStage, guests, ownTarget, type Store, sayIn, secret } from '../crowd/ours.ts'
import type { Served } from '../frame/processes.ts'
import { crowd } from './measure.ts'
import { linesIn, type Scene } from './scene.ts'

const joined = { wait: '"t":"joined"' }

/** Makes the shoppers' conversations, the operators' accounts and the stage with its room. */
export async function ourScene(store: Store, { served, folder }: { served: Served; folder: string }): Promise<Scene> {
  const { db } = store.database
  const accounts = openAccounts({ db, origin: served.origin, secret, secureCookies: false })
  const shoppers = await Promise.all(Array.from({ length: crowd.shoppers }, () => aShopper(store)))
  const cookies: string[] = []
  for (let i = 0; i < crowd.operators; i += 1) cookies.push(await anOperator(accounts, i))
  const shopperHeaders = linesIn(
    folder,
    shoppers.map(({ cookie }, i) => `Cookie: ${cookie}\tX-Forwarded-For: 203.0.113.${i}\t`),
  )
  const operatorHeaders = linesIn(
    folder,
    cookies.map((cookie, i) => `Cookie: ${cookie}\tX-Forwarded-For: 198.51.100.${i}\t`),
  )
  const inquiries = linesIn(
    folder,
    shoppers.map(({ room }) => room),
  )
  return {
    async target({ beforeAll }) {
      const stage = await aStage(store)
      const room = beforeAll ? stage : '{A}'
      const ofOperators = cookies.map((_, i) => {
        const own = shoppers.filter((_, shopper) => shopper % crowd.operators === i)
        return frame([stage, ...own.map(shopper => shopper.room)])
      })
      const visitors = guests({ members: crowd.watchers, folder, joins: stage })
      const asking = {
        path: '/live?lang=en',
        members: crowd.shoppers,
        headers: shopperHeaders,
        arguments: inquiries,
        greeting: [{ wait: '"t":"hello"', answer: frame([stage, '{A}']) }, joined, joined],
        say: sayIn(room),
      }
      const answering = {
        path: '/live?lang=en&as=operator',
        members: crowd.operators,
        headers: operatorHeaders,
        arguments: linesIn(folder, ofOperators),
        greeting: [{ wait: '"t":"hello"', answer: '{A}' }, joined, joined],
        say: sayIn(room),
      }
      return ownTarget(store, served, [visitors, asking, answering])
    },
  }
}

/** A frame by which a page follows rooms. */
function frame(rooms: string[]): string {
  return JSON.stringify(rooms.map(room => ({ t: 'join', room, after: 0 })))
}

async function aShopper({ database: { db } }: Store): Promise<{ cookie: string; room: string }> {
  const guest = makeGuest({ secure: false })
  const { id } = await openInquiry(db, { shopperId: guest.id, productId: randomUUID(), language: 'ko' })
  return { cookie: guest.cookie.split(';')[0] ?? '', room: id }
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
