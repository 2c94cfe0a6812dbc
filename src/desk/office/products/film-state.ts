import { filmTime, type Lang, media, officeProducts as words } from '#language'
import type { FilmState, FilmView } from '#media'

/** How far a film's other sizes are, in words. */
export interface ShownFilmState {
  state: FilmState['state']
  /** The class of its badge. */
  mark: string
  badge: string
  note: string
  /** What the office plays; null until every browser plays it. */
  src: string | null
  percent: number
}

const marks = {
  waiting: { mark: 'badge wait', badge: words.filmWaiting },
  working: { mark: 'badge wait', badge: words.filmWorking },
  ready: { mark: 'badge good', badge: words.filmReady },
  failed: { mark: 'badge bad', badge: words.filmFailed },
}

/** How far a film is, as the office says it. */
export function shownFilmState(lang: Lang, film: FilmState, view: FilmView | undefined): ShownFilmState {
  const { mark, badge } = marks[film.state]
  const percent = film.state === 'working' ? film.percent : 0
  const src = view?.isReady ? view.src : null
  return { state: film.state, mark, badge: badge(lang), note: noteOf(lang, film, view), src, percent }
}

function noteOf(lang: Lang, film: FilmState, view: FilmView | undefined): string {
  const { isReady = true, rungs = [] } = view ?? {}
  if (film.state === 'waiting' || film.state === 'working') {
    return isReady ? words.filmMeanwhile(lang) : words.filmMeanwhilePicture(lang)
  }
  if (film.state === 'ready') {
    const sizes = rungs.map(({ width, height }) => `${Math.min(width, height)}p`).join(', ')
    return rungs.length > 1 ? words.filmSizes(lang, { sizes }) : words.filmLight(lang)
  }
  const place = film.second === null ? [] : [words.filmFaultAt(lang, { at: filmTime(film.second) })]
  return [
    media.filmFault[film.reason](lang),
    ...place,
    isReady ? words.filmStays(lang) : words.filmStaysPicture(lang),
  ].join(' ')
}
