import { showLocalTimes } from '#ui'
import { wakeBulk } from './bulk.ts'
import { wakeColour } from './colour.ts'
import { wakeDrops } from './drops.ts'
import { wakeFilmWork } from './film-work.ts'
import { wakeGuard, wakeRefusal, wakeSaveKey } from './guard.ts'
import { wakeListKeys } from './list-keys.ts'
import { redraw } from './redraw.ts'
import { wakeSorting } from './sorting.ts'
import { wakePublishTime } from './times.ts'

/** Makes the pages of the office livelier. All that it does, they can without it. */
export function wakeOffice(): void {
  showLocalTimes()
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-editor]')) wakeEditor(form)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-guarded]')) wakeGuard(form)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-bulk]')) {
    wakeBulk(form)
    wakeListKeys(form)
  }
  wakeColour()
  wakeSaveKey()
  wakeRefusal()
  document.addEventListener('click', event => {
    if (event.target instanceof Element) event.target.closest('[data-put-away]')?.closest('.office-toast')?.remove()
  })
  tidyAddress()
  document.querySelector('.office-parts [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
}

function wakeEditor(form: HTMLFormElement): void {
  form.addEventListener('submit', event => {
    const press = event.submitter
    if (!(press instanceof HTMLButtonElement) || press.dataset.act === undefined) return
    if (form.dataset.plainly !== undefined) return
    event.preventDefault()
    form.dispatchEvent(new Event('input'))
    void redraw(form, press)
  })
  form.addEventListener('change', event => {
    const part = event.target instanceof Element ? event.target.closest('details.attribute') : null
    if (part !== null) showChosen(part)
  })
  wakeDrops(form)
  wakeFilmWork(form)
  wakeSorting(form)
  wakePublishTime(form)
}

/** Says of a folded attribute what is chosen. */
function showChosen(part: Element): void {
  const names = [...part.querySelectorAll('input:checked + label')].map(label => label.textContent)
  const said = part.querySelector('[data-chosen]')
  if (said !== null) said.textContent = names.join(', ')
}

/** What was done is said once: a reload does not say it again. */
function tidyAddress(): void {
  const url = new URL(location.href)
  if (!url.searchParams.has('done')) return
  url.searchParams.delete('done')
  url.searchParams.delete('n')
  history.replaceState(history.state, '', url)
}
