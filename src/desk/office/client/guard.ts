/**
 * Keeps what was typed into a form from being left by accident, tells that it is not saved yet, and sends it once,
 * however often it is pressed.
 */
export function wakeGuard(form: HTMLFormElement): void {
  const note = form.querySelector<HTMLElement>('.unsaved')
  const mark = (isUnsaved: boolean) => {
    form.toggleAttribute('data-unsaved', isUnsaved)
    if (note !== null) note.textContent = isUnsaved ? (note.dataset.words ?? '') : ''
  }
  // What was refused stands in the form and nowhere else.
  mark(document.querySelector('main [role="alert"]') !== null)
  form.addEventListener('input', () => mark(true))
  form.addEventListener('submit', event => {
    if (event.defaultPrevented) return
    if (form.dataset.sending !== undefined) {
      event.preventDefault()
      return
    }
    form.dataset.sending = ''
    mark(false)
    const press = event.submitter
    if (!(press instanceof HTMLButtonElement) || press.dataset.busy === undefined) return
    press.dataset.rest = press.textContent ?? ''
    press.textContent = press.dataset.busy
  })
  for (const leave of document.querySelectorAll('[data-leave]')) leave.addEventListener('click', () => mark(false))
  addEventListener('beforeunload', event => {
    if (form.dataset.unsaved !== undefined) event.preventDefault()
  })
  // The page as it was comes back from the browser's keeping: it may be sent again.
  addEventListener('pageshow', () => {
    delete form.dataset.sending
    for (const press of form.querySelectorAll<HTMLElement>('[data-rest]')) {
      press.textContent = press.dataset.rest ?? ''
      delete press.dataset.rest
    }
  })
}

/** Ctrl+S or Cmd+S saves the page's form. */
export function wakeSaveKey(): void {
  document.addEventListener('keydown', event => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
    const form = document.querySelector<HTMLFormElement>('form[data-guarded]')
    if (form === null) return
    event.preventDefault()
    form.requestSubmit(form.querySelector<HTMLButtonElement>('.office-foot [type="submit"]'))
  })
}

/** Names the fields that were refused above the form, each a way to it, and takes the first in hand. */
export function wakeRefusal(): void {
  const above = document.querySelector('main > .word[role="alert"]')
  const fields = [...document.querySelectorAll<HTMLElement>('main [aria-invalid="true"]')]
  fields[0]?.focus()
  if (above === null || fields.length === 0) return
  const list = document.createElement('ul')
  for (const field of fields) {
    const way = document.createElement('a')
    way.href = `#${field.id}`
    way.textContent = document.querySelector(`label[for="${CSS.escape(field.id)}"]`)?.textContent ?? field.id
    const row = document.createElement('li')
    row.append(way, `: ${document.getElementById(`${field.id}-note`)?.textContent ?? ''}`)
    list.append(row)
  }
  above.append(list)
}
