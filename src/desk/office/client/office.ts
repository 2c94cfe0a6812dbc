import { wakeBulk } from './bulk.ts'
import { wakeColour } from './colour.ts'
import { wakeDrops } from './drops.ts'
import { redraw } from './redraw.ts'
import { wakeSorting } from './sorting.ts'
import { showTimes, wakePublishTime } from './times.ts'

/** Makes the pages of the office livelier. All that it does, they can without it. */
export function wakeOffice(): void {
  showTimes()
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-editor]')) wakeEditor(form)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-bulk]')) wakeBulk(form)
  wakeColour()
  document.addEventListener('click', event => {
    if (event.target instanceof Element) event.target.closest('[data-put-away]')?.closest('.office-toast')?.remove()
  })
  tidyAddress()
  document.querySelector('.office-parts [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}

function wakeEditor(form: HTMLFormElement): void {
  let isUnsaved = document.querySelector('main [role="alert"]') !== null
  form.addEventListener('input', () => {
    isUnsaved = true
  })
  form.addEventListener('submit', event => {
    const press = event.submitter
    if (press instanceof HTMLButtonElement && press.dataset.act !== undefined && form.dataset.plainly === undefined) {
      event.preventDefault()
      isUnsaved = true
      void redraw(form, press)
    } else isUnsaved = false
  })
  document.querySelector('[data-leave]')?.addEventListener('click', () => {
    isUnsaved = false
  })
  addEventListener('beforeunload', event => {
    if (isUnsaved) event.preventDefault()
  })
  wakeDrops(form)
  wakeSorting(form)
  wakePublishTime(form)
}

/** What was done is said once: a reload does not say it again. */
function tidyAddress(): void {
  const url = new URL(location.href)
  if (!url.searchParams.has('done')) return
  url.searchParams.delete('done')
  url.searchParams.delete('n')
  history.replaceState(history.state, '', url)
}
