/** The stage's film as its neighbours meet it: through the page, since film and conversation wake up apart. */

/** The film of this page, or null where the product has none. */
export function theFilm(): HTMLVideoElement | null {
  return document.querySelector<HTMLVideoElement>('video[data-film]')
}

/** The second that a question is about; null while the film has not been started. */
export function filmSecond(): number | null {
  const film = theFilm()
  return film === null || film.currentTime === 0 ? null : film.currentTime
}

/** Shows a moment of the film, and lets it run from there. */
export function showSecond(second: number): void {
  const film = theFilm()
  if (film === null) return
  film.currentTime = second
  void film.play().catch(() => {})
}

/** Opens the conversation with the shop: on a phone its panel, everywhere the field to write in. */
export function openTalk(): void {
  showPanel('talk')
  const other = document.querySelector<HTMLElement>('#way-shop[aria-selected="false"]')
  other?.click()
  // On a phone the keyboard comes only with a focus at once; what was just chosen is there a moment later.
  if (other === null) focusField()
  else setTimeout(focusField)
}

function focusField(): void {
  const fields = [...document.querySelectorAll<HTMLTextAreaElement>('.composer textarea')]
  fields.find(field => field.offsetParent !== null)?.focus()
}

/** Which panel a narrow window shows. */
export function showPanel(panel: string): void {
  const stage = document.querySelector<HTMLElement>('.stage')
  if (stage === null) return
  stage.dataset.panel = panel
  for (const tab of stage.querySelectorAll<HTMLElement>('.tab')) {
    tab.setAttribute('aria-selected', String(tab.dataset.for === panel))
    tab.tabIndex = tab.dataset.for === panel ? 0 : -1
  }
}
