import { showCount } from './count-shown.ts'

/** What came of sending a form of the cart: how many pieces are in it now, and all of it as data. */
export type Sent = { kind: 'in'; count: number; data: unknown } | { kind: 'refused'; text: string }

/** Puts into the cart what a form of the stage says. The touch makes sending it twice one thing. */
export function putIn(form: HTMLFormElement, what: { variant: string; touch: string }): Promise<Sent> {
  return sendForm(form, what)
}

/** Sends a form of the cart without leaving the page, with more fields; tells the bar how many pieces there are. */
export function sendForm(form: HTMLFormElement, more: Record<string, string> = {}): Promise<Sent> {
  const fields = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.set(name, value)
  for (const [name, value] of Object.entries(more)) fields.set(name, value)
  // One after the other: the first answer may bring a browser the identity that the next ones need.
  const inTurn = 'locks' in navigator ? navigator.locks.request('cart', () => post(form.action, fields)) : null
  return inTurn ?? post(form.action, fields)
}

/** Tried twice, since a phone may lose its network for a moment; the same touch counts once. */
async function post(address: string, body: URLSearchParams): Promise<Sent> {
  const init = { method: 'POST', headers: { accept: 'application/json' }, body }
  const reply = await fetch(address, init)
    .catch(() => fetch(address, init))
    .catch(() => null)
  const data: unknown = await reply?.json().catch(() => null)
  if (typeof data !== 'object' || data === null) return { kind: 'refused', text: '' }
  if (reply?.ok && 'count' in data && typeof data.count === 'number') {
    showCount(data.count)
    return { kind: 'in', count: data.count, data }
  }
  return { kind: 'refused', text: 'title' in data && typeof data.title === 'string' ? data.title : '' }
}
