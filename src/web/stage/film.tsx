import { useEffect, useRef, useState } from 'preact/hooks'
import { filmTime, type Lang, type Localized, pick, stage as words } from '#language'
import type { FilmView } from '#media'
import { askIcon, captionsIcon, fullIcon, Icon, mutedIcon, pauseIcon, playIcon, soundIcon } from '#ui'
import { openTalk } from './film-dom.ts'
import { rememberFilm } from './film-memory.ts'

export interface FilmProps {
  lang: Lang
  /** The product's slug, under which the page remembers where the film was. */
  slug: string
  film: FilmView
  alt: string
  chapters: { at: number; name: Localized }[]
}

const rates = [1, 1.25, 1.5, 2, 0.75] as const

/**
 * The product's film. Before it runs: its picture, an icon that starts it and one that opens the conversation. Nothing
 * covers the picture while it runs; the controls stand under it.
 */
export function Film({ lang, slug, film, alt, chapters }: FilmProps) {
  const video = useRef<HTMLVideoElement>(null)
  const picture = useRef<HTMLDivElement>(null)
  const length = film.durationMs / 1000
  const [started, setStarted] = useState(false)
  const [playing, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [muted, setMuted] = useState(false)
  const [rate, setRate] = useState(1)
  const [captions, setCaptions] = useState(true)
  const [cue, setCue] = useState('')
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    const element = video.current
    if (element === null) return
    return rememberFilm(element, { slug, onResumed: setAt })
  }, [slug])

  useEffect(() => {
    const tracks = [...(video.current?.textTracks ?? [])]
    for (const track of tracks) track.mode = captions && track.language === lang ? 'hidden' : 'disabled'
    const track = tracks.find(one => one.language === lang)
    if (track === undefined) return
    const show = () => setCue(captions ? [...(track.activeCues ?? [])].map(textOf).join('\n') : '')
    show()
    track.addEventListener('cuechange', show)
    return () => track.removeEventListener('cuechange', show)
  }, [captions, lang])

  function toggle(): void {
    const element = video.current
    if (element === null) return
    setFailed(false)
    if (!element.paused) element.pause()
    else void element.play().catch(thrown => setFailed(thrown instanceof Error && thrown.name !== 'AbortError'))
  }

  function startAnew(): void {
    video.current?.load()
    toggle()
  }

  function seek(second: number): void {
    if (video.current === null) return
    video.current.currentTime = Math.min(second, length)
    setAt(second)
  }

  return (
    <>
      <div class="picture" ref={picture} data-started={started}>
        {/* biome-ignore lint/a11y/useMediaCaption: every film has a track for each language */}
        <video
          ref={video}
          class="film"
          data-film
          src={film.src}
          poster={film.poster.src}
          width={film.width}
          height={film.height}
          preload="none"
          playsInline
          aria-label={alt}
          onPlay={() => {
            setStarted(true)
            setPlaying(true)
          }}
          onPause={() => setPlaying(false)}
          onTimeUpdate={event => setAt(event.currentTarget.currentTime)}
          onVolumeChange={event => setMuted(event.currentTarget.muted)}
          onError={() => setFailed(true)}
          onClick={toggle}
        >
          {film.captions.map(({ lang: of, src }) => (
            <track key={of} kind="captions" src={src} srclang={of} label={of === 'ko' ? '한국어' : 'English'} />
          ))}
        </video>
        {cue !== '' && (
          <p class="subtitle">
            <span>{cue}</span>
          </p>
        )}
        {!started && (
          <div class="curtain needs-script">
            <button
              class="round"
              type="button"
              onClick={toggle}
              aria-label={at > 0 ? words.playFrom(lang, { at: filmTime(at) }) : words.play(lang)}
            >
              <Icon of={playIcon} />
            </button>
            <button class="round" type="button" onClick={openTalk} aria-label={words.ask(lang)}>
              <Icon of={askIcon} />
            </button>
          </div>
        )}
        {failed && (
          <p class="film-failed" role="alert">
            {words.filmFailed(lang)}
            <button class="button slim" type="button" onClick={startAnew}>
              {words.tryAgain(lang)}
            </button>
          </p>
        )}
      </div>
      <div class="controls needs-script">
        <button
          class="tool play"
          type="button"
          onClick={toggle}
          aria-label={playing ? words.pause(lang) : words.goOn(lang)}
        >
          <Icon of={playing ? pauseIcon : playIcon} />
        </button>
        <p class="clock">
          <b>{filmTime(at)}</b> / {filmTime(length)}
        </p>
        <Timeline lang={lang} length={length} at={at} chapters={chapters} seek={seek} />
        <button
          class="tool"
          type="button"
          aria-pressed={captions}
          aria-label={captions ? words.captionsOn(lang) : words.captionsOff(lang)}
          onClick={() => setCaptions(!captions)}
        >
          <Icon of={captionsIcon} />
        </button>
        <button
          class="tool optional"
          type="button"
          aria-label={words.speed(lang, { rate })}
          onClick={() => {
            const next = rates[(rates.indexOf(rate as 1) + 1) % rates.length] ?? 1
            if (video.current !== null) video.current.playbackRate = next
            setRate(next)
          }}
        >
          {rate}×
        </button>
        <button
          class="tool optional"
          type="button"
          aria-label={muted ? words.unmute(lang) : words.mute(lang)}
          onClick={() => {
            if (video.current !== null) video.current.muted = !muted
          }}
        >
          <Icon of={muted ? mutedIcon : soundIcon} />
        </button>
        <button
          class="tool"
          type="button"
          aria-label={words.fullScreen(lang)}
          onClick={() => {
            if (document.fullscreenElement) void document.exitFullscreen()
            else void picture.current?.requestFullscreen?.()
          }}
        >
          <Icon of={fullIcon} />
        </button>
      </div>
    </>
  )
}

interface TimelineProps extends Pick<FilmProps, 'lang' | 'chapters'> {
  length: number
  at: number
  seek(second: number): void
}

/** Columns of the timeline's grid; a chapter takes as many as its share of the film. */
const columns = 24

/** The film's length cut into named chapters, with one slider over all of them. */
function Timeline({ lang, length, at, chapters, seek }: TimelineProps) {
  const done = useRef<HTMLElement>(null)
  useEffect(() => {
    done.current?.style.setProperty('inline-size', `${(at / length) * 100}%`)
  }, [at, length])
  const ends = [...chapters.slice(1).map(chapter => chapter.at), length]
  const current = chapters.findLastIndex(chapter => chapter.at <= at)
  return (
    <div class="timeline" role="group" aria-label={words.scenes(lang)}>
      <input
        type="range"
        min={0}
        max={length}
        step={0.1}
        value={at}
        aria-label={words.position(lang)}
        aria-valuetext={words.positionOf(lang, { at: filmTime(at), length: filmTime(length) })}
        onInput={event => seek(event.currentTarget.valueAsNumber)}
      />
      <span class="track" aria-hidden="true">
        <i ref={done} />
      </span>
      <div class="chapters">
        {chapters.map((chapter, i) => (
          <button
            key={chapter.at}
            class={`chapter span-${spanOf(chapter.at, ends[i] ?? length, length)}`}
            type="button"
            aria-current={i === current && at > 0 ? 'true' : undefined}
            onClick={() => seek(chapter.at)}
          >
            {pick(lang, chapter.name)}
          </button>
        ))}
      </div>
    </div>
  )
}

function spanOf(from: number, to: number, length: number): number {
  return Math.max(1, Math.round((to / length) * columns) - Math.round((from / length) * columns))
}

/** The words of a caption, without its markup. */
function textOf(cue: TextTrackCue): string {
  return cue instanceof VTTCue ? (cue.getCueAsHTML().textContent ?? '') : ''
}
