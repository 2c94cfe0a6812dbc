/** Choosing many rows: all of a page at once, and how many are chosen. */
export function wakeBulk(form: HTMLFormElement): void {
  const all = form.querySelector<HTMLInputElement>('[data-choose-all]')
  const count = form.querySelector<HTMLOutputElement>('[data-count]')
  const rows = () => [...form.querySelectorAll<HTMLInputElement>('input[name="ids"]')]
  const show = () => {
    const chosen = rows().filter(row => row.checked).length
    if (count !== null) count.value = chosen > 0 ? `· ${chosen}` : ''
    if (all === null) return
    all.checked = chosen > 0 && chosen === rows().length
    all.indeterminate = chosen > 0 && !all.checked
  }
  let last: HTMLInputElement | null = null
  form.addEventListener('click', event => {
    const input = event.target
    if (!(input instanceof HTMLInputElement) || input.name !== 'ids') return
    const list = rows()
    // With Shift, everything between this one and the one before it.
    if (event.shiftKey && last !== null) {
      const [from = 0, to = 0] = [list.indexOf(last), list.indexOf(input)].sort((a, b) => a - b)
      for (const row of list.slice(from, to + 1)) row.checked = input.checked
    }
    last = input
    show()
  })
  all?.addEventListener('change', () => {
    for (const row of rows()) row.checked = all.checked
    show()
  })
  show()
}
