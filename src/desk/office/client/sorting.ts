import { redraw } from './redraw.ts'

/** Lets rows of a form be dragged to another place; their fields go along, and their order is what is sent. */
export function wakeSorting(form: HTMLFormElement): void {
  let dragged: HTMLElement | null = null
  const rowOf = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<HTMLElement>('[data-sortable] > [data-row]') : null

  form.addEventListener('dragstart', event => {
    // In a field one drags what one has marked.
    if (event.target instanceof HTMLElement && event.target.closest('input, select') !== null) return
    dragged = rowOf(event.target)
    dragged?.toggleAttribute('data-dragged', true)
    event.dataTransfer?.setData('text/plain', '')
  })
  form.addEventListener('dragover', event => {
    const over = rowOf(event.target)
    if (dragged === null || over === null || over.parentElement !== dragged.parentElement) return
    event.preventDefault()
    const { top, height } = over.getBoundingClientRect()
    if (over !== dragged) over[event.clientY < top + height / 2 ? 'before' : 'after'](dragged)
  })
  form.addEventListener('drop', event => {
    if (dragged !== null) event.preventDefault()
  })
  form.addEventListener('dragend', () => {
    if (dragged === null) return
    dragged.removeAttribute('data-dragged')
    dragged = null
    form.dispatchEvent(new Event('input', { bubbles: true }))
    void redraw(form, null)
  })
}
