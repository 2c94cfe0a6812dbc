import { randomBytes } from 'node:crypto'
import type { Database } from '#database'
import { type Accounts, openAccounts } from './accounts.ts'
import type { Visit } from './better-auth.ts'
import { enter } from './link.ts'
import { ensureOwner, inviteOperator } from './people.ts'
import type { SignedIn } from './sign-in.ts'

/** For tests: the accounts of Mina's shop on https, with Mina its owner and Jun its operator, neither with a password. */
export async function openTestShop(db: Database) {
  const accounts = openAccounts({ db, origin: 'https://shop.example', secret: 's'.repeat(43), secureCookies: true })
  const mina = await ensureOwner(accounts, { name: '민아', email: 'mina@shop.example' })
  const jun = await inviteOperator(accounts, { by: mina, name: 'Jun', email: 'jun@shop.example', now: new Date() })
  return { accounts, mina, jun: jun.staff, junsLink: jun.link }
}

/** For tests: a request from a browser that kept these `Set-Cookie` values, from an address of its own. */
export function visit(cookies: readonly string[] = [], address = anAddress()): Visit {
  const kept = cookies.map(cookie => cookie.split(';', 1)[0]).join('; ')
  return { headers: new Headers({ cookie: kept, 'user-agent': 'Test/1' }), address }
}

/** For tests: the browser that opens a one-time link. */
export function follow(accounts: Accounts, link: string, { now = new Date(), cookies = [] as readonly string[] } = {}) {
  const token = new URL(link, 'https://shop.example').searchParams.get('token') ?? ''
  return enter(accounts, { token, now, ...visit(cookies) })
}

/** For tests: the headers of somebody signed in. */
export function headersOf({ cookies }: Pick<SignedIn, 'cookies'>): Headers {
  return visit(cookies).headers
}

/** An address of the range for tests (RFC 2544). */
function anAddress(): string {
  const [a, b] = randomBytes(2)
  return `198.18.${a}.${b}`
}
