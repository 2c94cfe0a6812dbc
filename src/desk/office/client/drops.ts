import { isLang, type Lang, officeProducts as words } from '#language'
import { addChip, type Chip } from './chips.ts'
import { redraw } from './redraw.ts'
import { send, sendInParts } from './send.ts'

/** Makes the places for files of a form work at once: picked or dropped files go one by one, each with how far it is. */
export function wakeDrops(form: HTMLFormElement): void {
  const lang = langOfPage()
  let added = 0

  form.addEventListener('change', event => {
    if (event.target instanceof HTMLInputElement) takeFrom(event.target)
  })
  for (const type of ['dragover', 'dragleave', 'drop'] as const)
    form.addEventListener(type, event => {
      const place = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-drop]') : null
      if (place === null || !event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      place.toggleAttribute('data-over', type === 'dragover')
      if (type === 'drop') take(place, [...event.dataTransfer.files])
    })

  // What was picked before this was awake.
  for (const input of form.querySelectorAll<HTMLInputElement>('[data-drop] input[type="file"]')) takeFrom(input)

  function takeFrom(input: HTMLInputElement): void {
    const place = input.type === 'file' ? input.closest<HTMLElement>('[data-drop]') : null
    const files = [...(input.files ?? [])]
    if (place === null || files.length === 0) return
    input.value = ''
    take(place, files)
  }

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
    const way = { to: place.dataset.to ?? '', lang, signal: chip.signal, onSent: chip.sent }
    try {
      const id = await (kind === 'film' ? sendInParts(file, { ...way, onSent: sentFilm(chip) }) : send(file, way))
      if (kind === 'film') hold('film.assetId', id)
      if (kind === 'pictures') hold(`images.new-${++added}.assetId`, id)
      await redraw(form, null)
      chip.remove()
    } catch (thrown) {
      if (!chip.signal.aborted) chip.fail(thrown instanceof Error ? thrown.message : words.notSent(lang))
    }
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

  /** A film that is there whole is looked at before it is taken, which may last. */
  function sentFilm(chip: Chip): (share: number) => void {
    return share => (share < 1 ? chip.sent(share) : chip.say(words.looking(lang)))
  }
}

/** The language of the page. */
export function langOfPage(): Lang {
  const { lang } = document.documentElement
  return isLang(lang) ? lang : 'ko'
}
