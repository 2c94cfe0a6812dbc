import { useEffect, useRef, useState } from 'preact/hooks'
import { filmTime, type Lang, type Localized, pick, stage as words } from '#language'
import type { Storyboard } from '#media'
import { connection } from './film-source.ts'
import { tileAt } from './film-storyboard.ts'

interface TimelineProps {
  lang: Lang
  /** In seconds. */
  length: number
  at: number
  chapters: { at: number; name: Localized }[]
  storyboard: Storyboard | undefined
  seek(second: number): void
}

/** Columns of the timeline's grid; a chapter takes as many as its share of the film. */
const columns = 24

/** The film's length cut into named chapters, with one slider over all of them, and what is to be seen at its place. */
export function Timeline({ lang, length, at, chapters, storyboard, seek }: TimelineProps) {
  const done = useRef<HTMLElement>(null)
  /** The second that somebody points at, or has the slider at by keyboard. */
  const [pointed, setPointed] = useState<number | null>(null)
  const [focused, setFocused] = useState(false)
  useEffect(() => {
    done.current?.style.setProperty('inline-size', `${(at / length) * 100}%`)
  }, [at, length])
  const ends = [...chapters.slice(1).map(chapter => chapter.at), length]
  const current = chapters.findLastIndex(chapter => chapter.at <= at)
  const seen = pointed ?? (focused ? at : null)

  function point({ clientX, currentTarget }: PointerEvent): void {
    const track = currentTarget instanceof Element ? currentTarget.nextElementSibling : null
    if (track === null) return
    const { left, width } = track.getBoundingClientRect()
    setPointed(Math.max(0, Math.min((clientX - left) / width, 1)) * length)
  }

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
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
        onPointerCancel={() => setPointed(null)}
        onFocus={event => setFocused(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => setFocused(false)}
      />
      <span class="track" aria-hidden="true">
        <i ref={done} />
        {seen !== null && <Peek second={seen} length={length} storyboard={storyboard} />}
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

interface PeekProps extends Pick<TimelineProps, 'length' | 'storyboard'> {
  second: number
}

/** The longer side of a picture of the storyboard, in pixels of the page. */
const peekSide = 160

/** What is to be seen at a second, above its place: a decoration, for the slider says the time itself. */
function Peek({ second, length, storyboard }: PeekProps) {
  const box = useRef<HTMLSpanElement>(null)
  const picture = useRef<HTMLSpanElement>(null)
  const [isSparing] = useState(() => connection().saves)
  const shown = isSparing ? undefined : storyboard
  useEffect(() => {
    box.current?.style.setProperty('--at', `${(second / length) * 100}%`)
    if (shown === undefined || picture.current === null) return
    const { style } = picture.current
    const { tileWidth, tileHeight } = shown
    const { column, row } = tileAt(shown, second)
    style.backgroundImage = `url("${shown.src}")`
    style.backgroundSize = `${shown.columns * 100}% ${shown.rows * 100}%`
    style.backgroundPosition = `${share(column, shown.columns)} ${share(row, shown.rows)}`
    style.width = `${Math.round(peekSide * Math.min(1, tileWidth / tileHeight))}px`
    style.aspectRatio = `${tileWidth} / ${tileHeight}`
  }, [second, length, shown])
  return (
    <span class="peek" ref={box}>
      {shown && <span class="peek-picture" ref={picture} />}
      <span class="peek-time">{filmTime(second)}</span>
    </span>
  )
}

/** The place of one of so many tiles, as the position of a background is counted. */
function share(at: number, of: number): string {
  return `${of > 1 ? (at / (of - 1)) * 100 : 0}%`
}

function spanOf(from: number, to: number, length: number): number {
  return Math.max(1, Math.round((to / length) * columns) - Math.round((from / length) * columns))
}
