import { langOfPage } from './drops.ts'
import { drawnAnew } from './redraw.ts'

const everyMs = 1_500

/** Keeps what a form says of its film true, for as long as something is being made of it. */
export function wakeFilmWork(form: HTMLFormElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look(): Promise<void> {
    const place = form.querySelector<HTMLElement>('[data-film-work]')
    if (place === null || !isGoingOn(place)) return
    if (!document.hidden) await show(form, place).catch(() => {})
    timer = setTimeout(look, everyMs)
  }

  const begin = () => {
    clearTimeout(timer)
    timer = setTimeout(look, everyMs)
  }
  form.addEventListener(drawnAnew, begin)
  begin()
}

function isGoingOn(place: HTMLElement): boolean {
  return place.dataset.state === 'waiting' || place.dataset.state === 'working'
}

async function show(form: HTMLFormElement, place: HTMLElement): Promise<void> {
  const response = await fetch(`${place.dataset.filmWork}?lang=${langOfPage()}`)
  const shown: unknown = response.ok ? await response.json() : null
  if (typeof shown !== 'object' || shown === null) return
  const said = (name: string) => (name in shown ? String(Reflect.get(shown, name)) : '')
  const [badge, note, percent] = ['badge', 'note', 'percent'].map(name => place.querySelector(`[data-${name}]`))
  const progress = place.querySelector('progress')
  // Only what changes is said to those who hear the page.
  if (badge && badge.textContent !== said('badge')) {
    badge.className = said('mark')
    badge.textContent = said('badge')
  }
  if (note && note.textContent !== said('note')) note.textContent = said('note')
  if (percent) percent.textContent = `${said('percent')}%`
  if (progress) progress.value = Number(said('percent'))
  place.dataset.state = said('state')
  showFilm(form, 'src' in shown ? shown.src : null)
}

/** A film that not every browser played is there from now on. */
function showFilm(form: HTMLFormElement, src: unknown): void {
  const video = form.querySelector<HTMLVideoElement>('.film-now video')
  if (video !== null && typeof src === 'string' && !video.hasAttribute('src')) video.src = src
}
