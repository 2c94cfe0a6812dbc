import { type Lang, officeProducts as words } from '#language'
import { officeUploads } from '../bodies.ts'
import { Act } from '../parts/acts.tsx'
import type { ShownFilmState } from './film-state.ts'

/** What is happening to a film: its other sizes wait, are made, are there, or could not be made. */
export function FilmWork({ lang, filmId, shown }: { lang: Lang; filmId: string; shown: ShownFilmState }) {
  const { state, mark, badge, note, percent } = shown
  return (
    <div class="film-work" data-film-work={officeUploads.filmState(filmId)} data-state={state}>
      <p role="status">
        <span class={mark} data-badge>
          {badge}
        </span>{' '}
        <span data-note>{note}</span>
      </p>
      <p class="film-share">
        <progress max={100} value={percent} aria-label={words.filmWorking(lang)} />{' '}
        <span data-percent aria-hidden="true">
          {percent}%
        </span>
      </p>
      <p class="film-again">
        <Act act="film.again">{words.filmAgain(lang)}</Act>
      </p>
    </div>
  )
}
