import { useEffect, useRef, useState } from 'preact/hooks'
import { filmTime, type Lang, type Localized, stage as words } from '#language'
import type { FilmView } from '#media'
import { askIcon, captionsIcon, fullIcon, Icon, mutedIcon, pauseIcon, playIcon, soundIcon } from '#ui'
import { openTalk } from './film-dom.ts'
import { obeyKey } from './film-keys.ts'
import { rememberFilm } from './film-memory.ts'
import { Settings } from './film-settings.tsx'
import { type FilmSource, openSource, type Quality } from './film-source.ts'
import { Timeline } from './film-timeline.tsx'
import { fillScreen, markIdle, toOutside } from './film-window.ts'
import { outsideIcon } from './icons.ts'

export interface FilmProps {
  lang: Lang
  /** The product's slug, under which the page remembers where the film was. */
  slug: string
  film: FilmView
  alt: string
  chapters: { at: number; name: Localized }[]
}

/**
 * The product's film. Before it runs: its picture, an icon that starts it and one that opens the conversation. Nothing
 * covers the picture while it runs; the controls stand under it.
 */
export function Film({ lang, slug, film, alt, chapters }: FilmProps) {
  const frame = useRef<HTMLDivElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  const source = useRef<FilmSource>(null)
  const length = film.durationMs / 1000
  const [started, setStarted] = useState(false)
  const [playing, setPlaying] = useState(false)
  const [waiting, setWaiting] = useState(false)
  const [at, setAt] = useState(0)
  const [muted, setMuted] = useState(false)
  const [rate, setRate] = useState(1)
  const [quality, setQuality] = useState<Quality>({ chosen: null, playing: null })
  const [captions, setCaptions] = useState(true)
  const [failed, setFailed] = useState(false)
  /** Captions in another language are better than none. */
  const spoken = (film.captions.find(one => one.lang === lang) ?? film.captions[0])?.lang
  const cue = useCue(video, captions ? spoken : undefined)

  useEffect(() => {
    const element = video.current
    if (element === null) return
    const opened = openSource(element, film, { onQuality: setQuality, onFailed: () => setFailed(true) })
    source.current = opened
    const forget = rememberFilm(element, { slug, onResumed: setAt })
    return () => {
      forget()
      opened.end()
    }
  }, [slug])

  useEffect(() => (frame.current === null ? undefined : markIdle(frame.current)), [])

  function toggle(): void {
    const element = video.current
    if (element === null) return
    if (!element.paused) element.pause()
    else if (failed) startAnew()
    // What does not come is told by the film's error.
    else void element.play().catch(() => {})
  }

  /** The press that starts it goes away with it; the player's keys stay at hand. */
  function start(): void {
    frame.current?.focus({ preventScroll: true })
    toggle()
  }

  function startAnew(): void {
    setFailed(false)
    source.current?.again()
  }

  function seek(second: number): void {
    if (video.current === null) return
    const within = Math.max(0, Math.min(second, length))
    video.current.currentTime = within
    setAt(within)
  }

  function mute(): void {
    if (video.current !== null) video.current.muted = !muted
  }

  function chooseRate(wanted: number): void {
    if (video.current === null) return
    // What is loaded anew begins with the usual one.
    video.current.defaultPlaybackRate = wanted
    video.current.playbackRate = wanted
    setRate(wanted)
  }

  const fullScreen = () => fillScreen(frame.current, video.current)
  const acts = {
    toggle,
    mute,
    fullScreen,
    captions: () => setCaptions(!captions),
    move: (seconds: number) => seek((video.current?.currentTime ?? 0) + seconds),
    toShare: (share: number) => seek(length * share),
  }

  return (
    <div
      class="film-frame"
      ref={frame}
      role="group"
      tabIndex={-1}
      aria-label={words.filmLabel(lang)}
      onKeyDown={event => obeyKey(event, acts)}
    >
      <div class="picture" data-started={started} data-waiting={waiting && !failed}>
        {/* biome-ignore lint/a11y/useMediaCaption: every film has a track for each language */}
        <video
          ref={video}
          class="film"
          data-film
          src={film.rungs.length === 0 ? film.src : undefined}
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
          onPause={() => {
            setPlaying(false)
            setWaiting(false)
          }}
          onWaiting={() => setWaiting(true)}
          onPlaying={() => {
            setWaiting(false)
            setFailed(false)
          }}
          onTimeUpdate={event => setAt(event.currentTarget.currentTime)}
          onVolumeChange={event => setMuted(event.currentTarget.muted)}
          onClick={toggle}
        >
          {film.captions.map(({ lang: of, src }) => (
            <track key={of} kind="captions" src={src} srclang={of} label={of === 'ko' ? '한국어' : 'English'} />
          ))}
        </video>
        {cue !== '' && (
          <p class="subtitle" lang={spoken}>
            <span>{cue}</span>
          </p>
        )}
        {!started && (
          <div class="curtain needs-script">
            <button
              class="round"
              type="button"
              onClick={start}
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
          aria-keyshortcuts="k"
          aria-label={playing ? words.pause(lang) : words.goOn(lang)}
        >
          <Icon of={playing ? pauseIcon : playIcon} />
        </button>
        <p class="clock">
          <b>{filmTime(at)}</b> / {filmTime(length)}
        </p>
        <Timeline lang={lang} length={length} at={at} chapters={chapters} storyboard={film.storyboard} seek={seek} />
        {spoken && (
          <button
            class="tool"
            type="button"
            aria-pressed={captions}
            aria-keyshortcuts="c"
            aria-label={captions ? words.captionsOn(lang) : words.captionsOff(lang)}
            onClick={acts.captions}
          >
            <Icon of={captionsIcon} />
          </button>
        )}
        <Settings
          lang={lang}
          rungs={film.rungs}
          quality={quality}
          rate={rate}
          chooseQuality={height => source.current?.choose(height)}
          chooseRate={chooseRate}
        />
        <button
          class="tool optional"
          type="button"
          aria-keyshortcuts="m"
          aria-label={muted ? words.unmute(lang) : words.mute(lang)}
          onClick={mute}
        >
          <Icon of={muted ? mutedIcon : soundIcon} />
        </button>
        <button
          class="tool optional outside"
          type="button"
          aria-label={words.outside(lang)}
          onClick={() => toOutside(video.current)}
        >
          <Icon of={outsideIcon} />
        </button>
        <button
          class="tool"
          type="button"
          aria-keyshortcuts="f"
          aria-label={words.fullScreen(lang)}
          onClick={fullScreen}
        >
          <Icon of={fullIcon} />
        </button>
      </div>
    </div>
  )
}

/** The caption in a language at the film's place, without its markup; none where no language is wanted. */
function useCue(video: { current: HTMLVideoElement | null }, lang: Lang | undefined): string {
  const [cue, setCue] = useState('')
  useEffect(() => {
    const tracks = [...(video.current?.textTracks ?? [])]
    for (const track of tracks) track.mode = track.language === lang ? 'hidden' : 'disabled'
    const track = tracks.find(one => one.language === lang)
    const show = () => setCue([...(track?.activeCues ?? [])].map(textOf).join('\n'))
    show()
    track?.addEventListener('cuechange', show)
    return () => track?.removeEventListener('cuechange', show)
  }, [lang])
  return cue
}

function textOf(cue: TextTrackCue): string {
  return cue instanceof VTTCue ? (cue.getCueAsHTML().textContent ?? '') : ''
}
