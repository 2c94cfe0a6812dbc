import './account.css'
import { showLocalTimes } from '#ui'

showLocalTimes()

document.addEventListener('click', event => {
  const control = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copy]') : null
  if (control !== null) void copy(control)
})

/** Copies the field that a control names, and says so in its place. */
async function copy(control: HTMLElement): Promise<void> {
  const field = document.getElementById(control.dataset.copy ?? '')
  if (!(field instanceof HTMLInputElement)) return
  field.select()
  // Only pages on https and on this machine may write to the clipboard; elsewhere the selected text can be copied.
  try {
    await navigator.clipboard.writeText(field.value)
  } catch {
    if (!document.execCommand('copy')) return
  }
  control.textContent = control.dataset.copied ?? ''
}
