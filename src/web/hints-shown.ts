/** After the last key for so long nothing is asked: somebody is still typing. */
const restMs = 120
const mostKept = 60

/**
 * Makes the search field a combobox (ARIA Authoring Practices, list autocomplete with manual selection): below it stands
 * what may be meant, arrows go through it, Enter opens it, Escape closes it. What is typed stays what is typed.
 */
export function wakeHints(field: HTMLInputElement): void {
  const form = field.form
  const list = document.getElementById('hints')
  const said = document.getElementById('hints-said')
  if (form === null || list === null || said === null) return
  const kept = new Map<string, string>()
  let asking: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let at = -1

  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-autocomplete', 'list'],
    ['aria-controls', list.id],
    ['aria-expanded', 'false'],
  ] as const)
    field.setAttribute(name, value)

  const options = () => [...list.querySelectorAll<HTMLAnchorElement>('[role=option]')]

  function choose(next: number): void {
    for (const [i, option] of options().entries()) {
      option.ariaSelected = String(i === next)
      if (i === next) option.scrollIntoView({ block: 'nearest' })
    }
    at = next
    if (next < 0) field.removeAttribute('aria-activedescendant')
    else field.setAttribute('aria-activedescendant', `hint-${next}`)
  }

  function open(isOpen: boolean): void {
    if (!isOpen) {
      clearTimeout(timer)
      asking?.abort()
    }
    choose(-1)
    list!.hidden = !isOpen
    field.ariaExpanded = String(isOpen)
  }

  function show(html: string): void {
    list!.innerHTML = html
    const n = options().length
    said!.textContent = (n > 0 ? said!.dataset.some : said!.dataset.none)?.replace('{n}', String(n)) ?? ''
    open(n > 0 && document.activeElement === field)
  }

  async function ask(query: string): Promise<void> {
    const known = kept.get(query)
    if (known !== undefined) return show(known)
    asking = new AbortController()
    const { signal } = asking
    const reply = await fetch(`${form!.action}/hints?${new URLSearchParams({ q: query })}`, { signal }).catch(
      () => null,
    )
    const html = reply?.ok ? await reply.text().catch(() => null) : null
    if (signal.aborted || html === null) return
    if (kept.size >= mostKept) kept.clear()
    kept.set(query, html)
    show(html)
  }

  // Also while a syllable is being composed: what is on its way is what is looked for.
  field.addEventListener('input', () => {
    clearTimeout(timer)
    asking?.abort()
    const query = field.value.trim()
    if (query === '') return open(false)
    timer = setTimeout(() => void ask(query), kept.has(query) ? 0 : restMs)
  })

  field.addEventListener('keydown', event => {
    if (event.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && field.value.trim() !== '') {
      event.preventDefault()
      if (list.hidden) void ask(field.value.trim())
      else {
        // One place more than there are options: the field itself.
        const places = options().length + 1
        choose(((at + 1 + step + places) % places) - 1)
      }
    }
    if (event.key === 'Enter' && at >= 0) {
      event.preventDefault()
      options()[at]?.click()
    }
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault()
      open(false)
    }
  })

  // A press on the list leaves the field its place, so that it does not go before the click.
  list.addEventListener('pointerdown', event => event.preventDefault())
  field.addEventListener('blur', () => open(false))
  form.addEventListener('submit', () => open(false))
  addEventListener('pagehide', () => open(false))
}
