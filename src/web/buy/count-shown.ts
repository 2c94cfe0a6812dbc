/** Writes how many pieces are in the cart into the bar, which is the same for everybody when it comes. */
export function showCount(count: number): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-cart]')
  if (link === null) return
  link.querySelector('b')?.remove()
  const shown = count > 99 ? '99+' : String(count)
  link.ariaLabel = (count > 0 ? link.dataset.with : link.dataset.empty)?.replace('{n}', shown) ?? ''
  if (count > 0) link.append(Object.assign(document.createElement('b'), { textContent: shown }))
}

/** Shows the number that this browser remembers; where it has become somebody else's, asks for it. */
export async function showKnownCount(): Promise<void> {
  const known = /(?:^|; )cart=(\w+)/.exec(document.cookie)?.[1]
  if (known === undefined) return
  showCount(Number(known) || 0)
  if (known !== 'ask') return
  const href = document.querySelector<HTMLAnchorElement>('[data-cart]')?.href ?? ''
  const reply = await fetch(href, { headers: { accept: 'application/json' } }).catch(() => null)
  // The answer brings the number in the cookie, too.
  if (reply?.ok) showCount(Number(/(?:^|; )cart=(\d+)/.exec(document.cookie)?.[1] ?? 0))
}
