import { useRef, useState } from 'react'
import { filmTime, type Lang, stage as words } from '../../../../src/language/index.ts'
import * as icons from '../../../../src/ui/icons.tsx'
import { spanOf } from '../../page/lines.ts'
import type { PageView } from '../../page/view.ts'
import { Icon } from './parts.tsx'

export function Film({ lang, film }: { lang: Lang; film: PageView['product']['film'] }) {
  const video = useRef<HTMLVideoElement>(null)
  const [started, setStarted] = useState(false)
  const [playing, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [muted, setMuted] = useState(false)
  const [rate, setRate] = useState(1)
  const [captions, setCaptions] = useState(true)
  const length = film.durationMs / 1000
  const current = film.chapters.findLastIndex(chapter => chapter.at <= at)

  function toggle(): void {
    if (video.current?.paused) void video.current.play().catch(() => {})
    else video.current?.pause()
  }

  function seek(second: number): void {
    if (video.current !== null) video.current.currentTime = second
    setAt(second)
  }

  return (
    <>
      <div className="film-part">
        <div className="picture" data-started={started}>
          {/* biome-ignore lint/a11y/useMediaCaption: there is a track for each language */}
          <video
            ref={video}
            className="film"
            data-film
            src={film.src}
            poster={film.poster.src}
            width={film.width}
            height={film.height}
            preload="none"
            playsInline
            aria-label={film.alt}
            onPlay={() => {
              setStarted(true)
              setPlaying(true)
            }}
            onPause={() => setPlaying(false)}
            onTimeUpdate={event => setAt(event.currentTarget.currentTime)}
            onClick={toggle}
          >
            {film.captions.map(({ lang: of, src }) => (
              <track key={of} kind="captions" src={src} srcLang={of} label={of === 'ko' ? '한국어' : 'English'} />
            ))}
          </video>
          {!started && (
            <div className="curtain needs-script">
              <button
                className="round"
                type="button"
                onClick={toggle}
                aria-label={at > 0 ? words.playFrom(lang, { at: filmTime(at) }) : words.play(lang)}
              >
                <Icon of={icons.playIcon} />
              </button>
              <button className="round" type="button" aria-label={words.ask(lang)}>
                <Icon of={icons.askIcon} />
              </button>
            </div>
          )}
        </div>
        <div className="controls needs-script">
          <button
            className="tool play"
            type="button"
            onClick={toggle}
            aria-label={playing ? words.pause(lang) : words.goOn(lang)}
          >
            <Icon of={playing ? icons.pauseIcon : icons.playIcon} />
          </button>
          <p className="clock">
            <b>{filmTime(at)}</b> / {filmTime(length)}
          </p>
          <div className="timeline" role="group" aria-label={words.scenes(lang)}>
            <input
              type="range"
              min={0}
              max={length}
              step={0.1}
              value={at}
              aria-label={words.position(lang)}
              aria-valuetext={words.positionOf(lang, { at: filmTime(at), length: filmTime(length) })}
              onChange={event => seek(event.currentTarget.valueAsNumber)}
            />
            <span className="track" aria-hidden="true">
              <i />
            </span>
            <div className="chapters">
              {film.chapters.map((chapter, i) => (
                <button
                  key={chapter.at}
                  className={`chapter span-${spanOf(chapter.at, film.chapters[i + 1]?.at ?? length, length)}`}
                  type="button"
                  aria-current={i === current && at > 0 ? 'true' : undefined}
                  onClick={() => seek(chapter.at)}
                >
                  {chapter.name}
                </button>
              ))}
            </div>
          </div>
          <button
            className="tool"
            type="button"
            aria-pressed={captions}
            aria-label={captions ? words.captionsOn(lang) : words.captionsOff(lang)}
            onClick={() => setCaptions(!captions)}
          >
            <Icon of={icons.captionsIcon} />
          </button>
          <button
            className="tool optional"
            type="button"
            aria-label={words.speed(lang, { rate })}
            onClick={() => setRate(rate === 2 ? 1 : rate + 0.5)}
          >
            {rate}×
          </button>
          <button
            className="tool optional"
            type="button"
            aria-label={muted ? words.unmute(lang) : words.mute(lang)}
            onClick={() => setMuted(!muted)}
          >
            <Icon of={muted ? icons.mutedIcon : icons.soundIcon} />
          </button>
          <button
            className="tool"
            type="button"
            aria-label={words.fullScreen(lang)}
            onClick={() => void video.current?.requestFullscreen()}
          >
            <Icon of={icons.fullIcon} />
          </button>
        </div>
      </div>
      <noscript>
        {/* biome-ignore lint/a11y/useMediaCaption: there is a track for each language */}
        <video
          className="plain-film"
          src={film.src}
          poster={film.poster.src}
          width={film.width}
          height={film.height}
          preload="none"
          controls
          playsInline
        >
          {film.captions.map(({ lang: of, src }) => (
            <track key={of} kind="captions" src={src} srcLang={of} label={of} default={of === lang} />
          ))}
        </video>
      </noscript>
    </>
  )
}
