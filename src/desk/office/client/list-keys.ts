/** j and k go from row to row, x chooses one, and / goes to the search; by place on the keyboard, in any script. */
export function wakeListKeys(place: HTMLElement): void {
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return
    const rows = [...place.querySelectorAll('tbody tr')]
    const at = rows.findIndex(row => row.contains(document.activeElement))
    const go = (to: number) => rows[to]?.querySelector<HTMLElement>('a[href]')?.focus()
    if (event.code === 'KeyJ') go(Math.min(at + 1, rows.length - 1))
    else if (event.code === 'KeyK') go(Math.max(at - 1, 0))
    else if (event.code === 'KeyX') rows[at]?.querySelector<HTMLElement>('[name="ids"]')?.click()
    else if (event.code === 'Slash') document.querySelector<HTMLElement>('input[type="search"]')?.focus()
    else return
    event.preventDefault()
  })
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox'
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
