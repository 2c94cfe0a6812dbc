import { langs, office, officeProducts as words } from '#language'
import { officeUploads } from '../bodies.ts'
import { Act, RemoveAct } from '../parts/acts.tsx'
import { Drop } from '../parts/drop.tsx'
import { PairField, TextField } from '../parts/fields.tsx'
import { FilmWork } from './film-work.tsx'
import { pictureTypes } from './pictures-part.tsx'
import type { EditorView } from './view.ts'

const pictureBytes = 25 * 1024 * 1024

/** The film: its first picture, captions, chapters, and the other products to be seen in it. */
export function FilmPart({ view }: { view: EditorView }) {
  const { lang, typed } = view
  return (
    <section class="office-part" id="part-film" data-redraw aria-labelledby="film">
      <h2 id="film">{words.film(lang)}</h2>
      {typed.film === null ? <NewFilm view={view} /> : <PresentFilm view={view} />}
      <p class="without-script">
        <Act act="upload">{words.upload(lang)}</Act>
      </p>
    </section>
  )
}

function NewFilm({ view: { lang } }: { view: EditorView }) {
  return (
    <>
      <Drop
        lang={lang}
        kind="film"
        label={words.addFilm(lang)}
        hint={words.filmHint(lang)}
        accept="video/mp4"
        most={2 * 1024 * 1024 * 1024}
        to={officeUploads.films}
      />
      <div class="film-plain without-script">
        <p class="note">{words.filmPlain(lang)}</p>
        <Drop
          lang={lang}
          kind="poster"
          label={words.poster(lang)}
          accept={pictureTypes}
          most={pictureBytes}
          to={officeUploads.pictures}
        />
      </div>
    </>
  )
}

function PresentFilm({ view }: { view: EditorView }) {
  const { lang, typed, film, filmState, wrong } = view
  if (typed.film === null) return null
  const there = film?.captions.map(({ lang: of }) => (of === 'ko' ? office.korean(lang) : office.english(lang))) ?? []
  return (
    <>
      <input type="hidden" name="film.assetId" value={typed.film.assetId} />
      <div class="film-now">
        <div>
          {film && (
            // biome-ignore lint/a11y/useMediaCaption: its captions stand below once there are some
            <video
              controls
              preload="none"
              poster={film.poster.src}
              src={film.isReady ? film.src : undefined}
              width={film.width}
              height={film.height}
              aria-label={words.film(lang)}
            >
              {film.captions.map(one => (
                <track key={one.lang} kind="captions" srclang={one.lang} src={one.src} label={one.lang} />
              ))}
            </video>
          )}
          {filmState && <FilmWork lang={lang} filmId={typed.film.assetId} shown={filmState} />}
        </div>
        <div class="film-files">
          <p>
            {there.length > 0 ? words.captionsThere(lang, { languages: there.join(', ') }) : words.noCaptions(lang)}
          </p>
          <p class="note">{words.captionsHint(lang)}</p>
          {langs.map(of => (
            <Drop
              key={of}
              lang={lang}
              kind={`captions.${of}`}
              label={words.captionsOf(lang, { language: of === 'ko' ? office.korean(lang) : office.english(lang) })}
              accept=".vtt,text/vtt"
              most={1024 * 1024}
              to={officeUploads.captions(typed.film?.assetId ?? '', of)}
            />
          ))}
          <Drop
            lang={lang}
            kind="poster"
            label={words.poster(lang)}
            accept={pictureTypes}
            most={pictureBytes}
            to={officeUploads.poster(typed.film.assetId)}
          />
          <p>
            <Act act="film.remove">{words.removeFilm(lang)}</Act>
          </p>
        </div>
      </div>
      <PairField
        lang={lang}
        name="film.alt"
        label={words.filmAlt(lang)}
        value={typed.film.alt}
        maxLength={300}
        wrong={wrong}
      />
      <Chapters view={view} />
      <OnFilm view={view} />
    </>
  )
}

function Chapters({ view: { lang, typed, wrong } }: { view: EditorView }) {
  return (
    <fieldset class="option">
      <legend>{words.chapters(lang)}</legend>
      <ol class="rows">
        {typed.film?.chapters.map((chapter, at) => (
          <li key={at}>
            <div class="chapter">
              <TextField
                name={`chapters.${at}.at`}
                label={words.chapterAt(lang)}
                value={chapter.at}
                maxLength={12}
                placeholder="1:05"
                wrong={wrong}
              />
              <PairField
                lang={lang}
                name={`chapters.${at}.name`}
                label={words.chapterName(lang)}
                value={chapter.name}
                maxLength={80}
                wrong={wrong}
              />
            </div>
            <RemoveAct lang={lang} act={`chapters.${at}.remove`} name={words.chapterN(lang, { n: at + 1 })} />
          </li>
        ))}
      </ol>
      <p>
        <Act act="chapters.add">{words.addChapter(lang)}</Act>
      </p>
    </fieldset>
  )
}

function OnFilm({ view: { lang, typed, wrong, others } }: { view: EditorView }) {
  return (
    <fieldset class="option">
      <legend>{words.onFilm(lang)}</legend>
      <datalist id="other-products">
        {others.map(({ slug, name }) => (
          <option key={slug} value={slug}>
            {name[lang]}
          </option>
        ))}
      </datalist>
      <ol class="rows">
        {typed.onFilm.map((slug, at) => (
          <li key={at}>
            <div class="field" data-state={wrong[`onFilm.${at}`] === undefined ? undefined : 'bad'}>
              <label for={`onFilm.${at}`}>{words.onFilmOne(lang)}</label>
              <input
                class="input"
                id={`onFilm.${at}`}
                name="onFilm"
                value={slug}
                list="other-products"
                maxLength={80}
                autocomplete="off"
              />
            </div>
            <RemoveAct lang={lang} act={`onFilm.${at}.remove`} name={slug || words.onFilmOne(lang)} />
          </li>
        ))}
      </ol>
      <p>
        <Act act="onFilm.add">{words.addOnFilm(lang)}</Act>
      </p>
    </fieldset>
  )
}
