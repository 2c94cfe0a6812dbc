import { isLang, type Lang, officeProducts as words } from '#language'
import { officeUploads } from '../bodies.ts'
import { addChip, type Chip } from './chips.ts'
import { posterOf } from './poster.ts'
import { redraw } from './redraw.ts'
import { send, sendInParts } from './send.ts'

/** Makes the places for files of a form work at once: picked or dropped files go one by one, each with how far it is. */
export function wakeDrops(form: HTMLFormElement): void {
  const lang = langOfPage()
  /** The film that waits for a picture to stand in its place. */
  let waiting: File | null = null
  let added = 0

  form.addEventListener('change', event => {
    const input = event.target
    if (!(input instanceof HTMLInputElement) || input.type !== 'file') return
    const place = input.closest<HTMLElement>('[data-drop]')
    if (place === null) return
    const files = [...(input.files ?? [])]
    input.value = ''
    take(place, files)
  })
  for (const type of ['dragover', 'dragleave', 'drop'] as const)
    form.addEventListener(type, event => {
      const place = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-drop]') : null
      if (place === null || !event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      place.toggleAttribute('data-over', type === 'dragover')
      if (type === 'drop') take(place, [...event.dataTransfer.files])
    })

  function take(place: HTMLElement, files: File[]): void {
    const list = place.querySelector('[data-chips]')
    if (list === null) return
    for (const old of list.querySelectorAll('[data-state="failed"]')) old.remove()
    const kind = place.dataset.drop ?? ''
    for (const file of kind === 'pictures' ? files : files.slice(0, 1)) {
      const chip = addChip(list, { lang, name: file.name })
      const refusal = refusalOf(file, place)
      if (refusal === null) void bring(file, { kind, place, chip })
      else chip.fail(refusal)
    }
  }

  async function bring(file: File, { kind, place, chip }: { kind: string; place: HTMLElement; chip: Chip }) {
    const to = place.dataset.to ?? ''
    const way = { lang, signal: chip.signal, onSent: chip.sent }
    try {
      if (kind === 'film') await bringFilm(file, null, chip)
      else if (kind === 'poster' && waiting !== null) await bringFilm(waiting, file, chip)
      else {
        const id = await send(file, { to, ...way })
        if (kind === 'pictures') hold(`images.new-${++added}.assetId`, id)
        await redraw(form, null)
      }
      chip.remove()
    } catch (thrown) {
      if (!chip.signal.aborted) chip.fail(thrown instanceof Error ? thrown.message : words.notSent(lang))
    }
  }

  async function bringFilm(film: File, picture: Blob | null, chip: Chip): Promise<void> {
    chip.say(words.preparing(lang))
    const poster = picture ?? (await posterOf(film))
    if (poster === null) {
      waiting = film
      form.querySelector('[data-poster]')?.toggleAttribute('data-needed', true)
      throw new Error(words.noPoster(lang))
    }
    const quiet = { lang, signal: chip.signal, onSent: () => undefined }
    const posterId = await send(poster, { to: officeUploads.pictures, ...quiet })
    const to = `${officeUploads.films}?poster=${posterId}`
    const id = await sendInParts(film, { to, lang, signal: chip.signal, onSent: chip.sent })
    waiting = null
    hold('film.assetId', id)
    await redraw(form, null)
  }

  /** Holds what came in the form, until the form drawn anew holds it itself. */
  function hold(name: string, value: string): void {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    // Into the part that is drawn anew, so that it is not there twice afterwards.
    const part = document.getElementById(name.startsWith('film') ? 'part-film' : 'part-pictures')
    ;(part ?? form).append(input)
    form.dispatchEvent(new Event('input', { bubbles: true }))
  }

  function refusalOf(file: File, place: HTMLElement): string | null {
    const most = Number(place.dataset.most)
    if (file.size > most) return words.tooLarge(lang, { megabytes: Math.floor(most / 1024 / 1024) })
    const kinds = (place.dataset.accept ?? '').split(',')
    const fits = kinds.some(kind =>
      kind.startsWith('.') ? file.name.toLowerCase().endsWith(kind) : file.type === kind,
    )
    return fits ? null : words.wrongKind(lang)
  }
}

/** The language of the page. */
export function langOfPage(): Lang {
  const { lang } = document.documentElement
  return isLang(lang) ? lang : 'ko'
}
