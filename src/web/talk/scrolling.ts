import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Conversation, Line } from '#chat/client'
import { lineOf, type Span, shownPart, spanAfter, spanAround, spanBefore, spanHere } from './span.ts'

export interface Scrolling {
  log: RefObject<HTMLDivElement | null>
  /** The lines that are in the page, as slice takes them. */
  part: { from: number; to: number }
  /** Whether something newer than what the reader sees has come. */
  behind: boolean
  onScroll(): void
  toEnd(): void
  /** Shows a line, loading older entries if it is above; false where it cannot be found. */
  toLine(seq: number): Promise<boolean>
  /** Shows what is above the first line. */
  up(): Promise<void>
  /** Whether the newest line is before the reader's eyes. */
  seesEnd(): boolean
}

interface ScrollingOptions {
  conversation: Conversation | null
  lines: readonly Line[]
  /** Whether the log is shown at all. */
  shown: boolean
  /** What else, when it changes, changes the height of the log. */
  height: unknown
}

/** How near the end counts as at the end, and how near an edge what is beyond it is shown, in pixels. */
const endPx = 60
const edgePx = 500
/** Parts that are loaded at most to find a line. */
const mostParts = 60

/**
 * Keeps a reader's place in a long log: at the end they stay at the end, elsewhere nothing that comes moves what they
 * read, and only a part of the lines is in the page.
 */
export function useScrolling({ conversation, lines, shown, height }: ScrollingOptions): Scrolling {
  const log = useRef<HTMLDivElement>(null)
  const [span, setSpan] = useState<Span>(null)
  const [behind, setBehind] = useState(false)
  const atEnd = useRef(true)
  /** A line that is to stand where it stands now when the page is drawn anew, and one that is to be shown then. */
  const held = useRef<{ line: Element; top: number } | null>(null)
  const wanted = useRef<number | null>(null)
  const latest = useRef(lines)
  latest.current = lines
  const part = shownPart(lines, span)
  const newest = lines.at(-1)?.entry.seq ?? 0

  useLayoutEffect(() => {
    const scroller = scrollerOf(log.current)
    if (scroller === null) return
    const place = held.current
    held.current = null
    if (wanted.current !== null) {
      if (showLine(log.current, wanted.current)) wanted.current = null
    } else if (place?.line.isConnected) scroller.scrollTop += place.line.getBoundingClientRect().top - place.top
    else if (atEnd.current && lines.length > 0) scroller.scrollTop = scroller.scrollHeight
  }, [part.from, part.to, newest, shown, height])

  const seen = useRef(newest)
  useEffect(() => {
    if (newest > seen.current && !atEnd.current) setBehind(true)
    seen.current = newest
  }, [newest])

  function move(next: Span): void {
    if (next === span) return
    held.current = firstInView(log.current)
    setSpan(next)
  }

  function onScroll(): void {
    const scroller = scrollerOf(log.current)
    if (scroller === null || log.current === null) return
    const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight
    atEnd.current = below < endPx && part.to === lines.length
    if (atEnd.current) {
      setBehind(false)
      setSpan(null)
    } else if (span === null) setSpan(spanHere(lines, null))
    if (below < edgePx && part.to < lines.length) move(spanAfter(lines, span))
    else if (!atEnd.current && above(scroller, log.current) < edgePx) void up()
  }

  async function up(): Promise<void> {
    if (part.from > 0) {
      atEnd.current = false
      move(spanBefore(lines, span))
      return
    }
    if (conversation?.above.peek() !== 'more') return
    atEnd.current = false
    const here = spanHere(lines, span)
    setSpan(here)
    await conversation.earlier()
    held.current = firstInView(log.current)
    setSpan(spanBefore(conversation.view.peek().lines, here))
  }

  async function toLine(seq: number): Promise<boolean> {
    const there = () => lineOf(latest.current, seq) !== undefined
    for (let parts = 0; conversation !== null && parts < mostParts; parts++) {
      latest.current = conversation.view.peek().lines
      if (there() || conversation.above.peek() !== 'more') break
      setSpan(before => before ?? spanHere(latest.current, null))
      await conversation.earlier()
    }
    if (!there()) return false
    atEnd.current = false
    if (!showLine(log.current, seq)) {
      wanted.current = seq
      setSpan(spanAround(latest.current, seq))
    }
    return true
  }

  function toEnd(): void {
    atEnd.current = true
    setBehind(false)
    setSpan(null)
    const scroller = scrollerOf(log.current)
    if (scroller !== null) scroller.scrollTop = scroller.scrollHeight
  }

  const seesEnd = () => atEnd.current && isShown(log.current)
  return { log, part, behind, onScroll, toEnd, toLine, up, seesEnd }
}

function isShown(log: HTMLElement | null): boolean {
  return log !== null && log.offsetParent !== null
}

/** On a wide window the log scrolls, on a phone the page does. */
function scrollerOf(log: HTMLElement | null): Element | null {
  if (log === null || !isShown(log)) return null
  return getComputedStyle(log).overflowY === 'visible' ? document.scrollingElement : log
}

/** How much of the log is out of sight above. */
function above(scroller: Element, log: HTMLElement): number {
  return scroller === log ? log.scrollTop : Math.max(0, topEdge(log) - log.getBoundingClientRect().top)
}

/** Where, in the window, lines come out from under what sticks to its top. */
function topEdge(log: HTMLElement): number {
  return scrollerOf(log) === log ? log.getBoundingClientRect().top : innerHeight / 3
}

function firstInView(log: HTMLElement | null): { line: Element; top: number } | null {
  if (log === null) return null
  const edge = topEdge(log)
  for (const line of log.querySelectorAll('[data-seq]')) {
    const { top, bottom } = line.getBoundingClientRect()
    if (bottom > edge) return { line, top }
  }
  return null
}

/** Brings a line to the middle and to the reader's notice. */
function showLine(log: HTMLElement | null, seq: number): boolean {
  const line = log?.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
  if (!line) return false
  line.scrollIntoView({ block: 'center' })
  line.tabIndex = -1
  line.focus({ preventScroll: true })
  line.classList.remove('found')
  requestAnimationFrame(() => line.classList.add('found'))
  return true
}
