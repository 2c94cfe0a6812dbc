import { setTimeout as sleep } from 'node:timers/promises'

/** What came of sending a checkout. */
export type Placed = { token: string } | { refused: number | 'cart' }

/** A checkout as it was shown, ready to be sent; sent twice it is one order. */
export type Form = Readonly<Record<string, string>>

/** Somebody who buys over HTTP, as a browser without scripts does, from an address of their own. */
export interface Buyer {
  /** Puts pieces into the cart; gives the status of the reply. */
  put(o: { slug: string; variant: string; quantity: number }): Promise<number>
  /** Puts an agreed price into the cart. */
  putOffer(offer: string): Promise<number>
  /** The checkout with everything filled in; null where the cart is empty. */
  checkout(): Promise<Form | null>
  place(form: Form): Promise<Placed>
  /** Where the way to pay leads; null where the order is not to be paid. */
  payAt(token: string): Promise<string | null>
  callOff(token: string): Promise<void>
}

const fields = {
  email: 'jimin@example.com',
  country: 'KR',
  name: '김지민',
  phone: '010-1234-5678',
  postcode: '04524',
  line1: '세종대로 110',
  payBy: 'stripe',
  consent: 'yes',
  act: 'place',
}
/** How long somebody tries again while the program is away, in milliseconds. */
const patienceMs = 120_000

/** Opens one. With a `cookie` they are known already. Requests that get no answer, or a fault, are sent again as they were. */
export function openBuyer({
  origin,
  address,
  cookie = '',
}: {
  origin: string
  address: string
  cookie?: string
}): Buyer {
  let jar = cookie

  async function ask(path: string, form?: Form): Promise<Response & { page: string }> {
    const headers = { origin, cookie: jar, 'x-forwarded-for': address, accept: 'text/html' }
    const init = {
      headers,
      redirect: 'manual',
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    } as const
    for (const limit = Date.now() + patienceMs; ; await sleep(100 + Math.random() * 200)) {
      try {
        const reply = await fetch(origin + path, init)
        const page = await reply.text()
        if (reply.status >= 500 && Date.now() < limit) continue
        for (const one of reply.headers.getSetCookie()) keep(one)
        return Object.assign(reply, { page })
      } catch (thrown) {
        if (Date.now() > limit) throw thrown
      }
    }
  }

  function keep(set: string): void {
    const [pair = ''] = set.split(';')
    const name = pair.slice(0, pair.indexOf('='))
    jar = [...jar.split('; ').filter(one => one !== '' && !one.startsWith(`${name}=`)), pair].join('; ')
  }

  return {
    put: async ({ slug, variant, quantity }) =>
      (await ask('/ko/cart', { slug, variant, quantity: String(quantity), touch: crypto.randomUUID() })).status,
    putOffer: async offer => (await ask('/ko/cart/offers', { offer })).status,
    async checkout() {
      const reply = await ask('/ko/checkout')
      if (reply.status !== 200) return null
      const of = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(reply.page)?.[1] ?? ''
      return { ...fields, checkoutId: of('checkoutId'), shown: of('shown'), expectedTotal: of('expectedTotal') }
    },
    async place(form) {
      const reply = await ask('/ko/checkout', form)
      const to = reply.headers.get('location') ?? ''
      const token = /\/orders\/([\w-]+)/.exec(to)?.[1]
      if (token !== undefined) return { token }
      return { refused: to.endsWith('/cart') ? 'cart' : reply.status }
    },
    async payAt(token) {
      const to = (await ask(`/ko/orders/${token}/pay`)).headers.get('location')
      return to?.startsWith('http') && !to.startsWith(origin) ? to : null
    },
    async callOff(token) {
      await ask(`/ko/orders/${token}/cancel`, {})
    },
  }
}
