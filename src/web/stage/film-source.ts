import type { FilmView } from '#media'
import type { Ladder } from './film-ladder.ts'

/** Which quality is wanted and which plays, as heights in pixels; null is "whichever fits", and not known. */
export interface Quality {
  chosen: number | null
  playing: number | null
}

/** What a film plays from. */
export interface FilmSource {
  /** Takes one quality by its height, or with null again whichever fits. */
  choose(height: number | null): void
  /** Begins once more, at the same second, where nothing came. */
  again(): void
  end(): void
}

interface Told {
  onQuality(quality: Quality): void
  /** Nothing plays any more, and nothing is left to try. */
  onFailed(): void
}

/**
 * Gives a film its source with its first `play`, whoever has it played: the ladder where there is one, else a file.
 * Where the ladder fails the film goes on from its file at the same second.
 */
export function openSource(video: HTMLVideoElement, film: FilmView, { onQuality, onFailed }: Told): FilmSource {
  let chosen: number | null = null
  let ladder: Ladder | null = null
  /** Counts what was begun, so that what comes late is not taken for what is wanted now. */
  let turn = 0
  const line = connection()

  function begin(): void {
    if (turn === 0) apply()
  }

  function apply(): void {
    const pixels = video.clientHeight * devicePixelRatio
    const way = wayOf(film, { chosen, pixels, saves: line.saves, plays: playsLadder(video) })
    if (way.kind === 'file') playFile(way)
    else if (ladder === null) void climb(way.src)
    else ladder.choose(chosen)
    if (way.kind === 'ladder') onQuality({ chosen, playing: null })
  }

  async function climb(src: string): Promise<void> {
    const mine = ++turn
    try {
      const { openLadder } = await import('./film-ladder.ts')
      if (mine !== turn) return
      const onPlaying = (playing: number, isChosen: boolean) => {
        if (!isChosen) chosen = null
        onQuality({ chosen, playing })
      }
      ladder = openLadder(video, { src, chosen, bitsPerSecond: line.bitsPerSecond, onPlaying, onLost: fallBack })
    } catch {
      if (mine === turn) fallBack()
    }
  }

  function fallBack(): void {
    chosen = null
    playFile({ src: film.src, height: null })
  }

  function playFile({ src, height }: { src: string; height: number | null }): void {
    turn += 1
    const { currentTime, paused } = video
    ladder?.end()
    ladder = null
    video.src = src
    // Until something is there, this is where it begins.
    video.currentTime = currentTime
    if (!paused) void video.play().catch(() => {})
    onQuality({ chosen, playing: height })
  }

  function lost(): void {
    if (ladder !== null) ladder.mend()
    else if (video.getAttribute('src') === film.src) onFailed()
    else fallBack()
  }

  const isFile = film.rungs.length === 0
  if (!isFile) video.addEventListener('play', begin)
  video.addEventListener('error', lost)
  return {
    choose(height) {
      chosen = height
      if (turn > 0) apply()
      else onQuality({ chosen, playing: null })
    },
    again() {
      const { currentTime } = video
      if (!isFile) video.removeAttribute('src')
      video.load()
      video.currentTime = currentTime
      void video.play().catch(() => {})
      if (!isFile) apply()
    },
    end() {
      turn += 1
      video.removeEventListener('play', begin)
      video.removeEventListener('error', lost)
      ladder?.end()
    },
  }
}

export type Way = { kind: 'ladder'; src: string } | { kind: 'file'; src: string; height: number | null }

interface Conditions {
  chosen: number | null
  /** How tall the film is shown, in pixels of the screen. */
  pixels: number
  /** Whether its viewer wants little data to be used. */
  saves: boolean
  /** Who can play a ladder here. */
  plays: 'script' | 'browser' | 'nobody'
}

/** How a film is played best: what is chosen before all, then sparingly, then by what this browser can. */
export function wayOf({ hls, rungs, src }: FilmView, { chosen, pixels, saves, plays }: Conditions): Way {
  if (hls !== undefined && plays === 'script' && (chosen !== null || !saves)) return { kind: 'ladder', src: hls }
  const wanted = chosen !== null ? rungs.find(rung => rung.height === chosen) : saves ? rungs.at(-1) : undefined
  if (wanted === undefined && hls !== undefined && plays === 'browser') return { kind: 'file', src: hls, height: null }
  const rung = wanted ?? rungs.findLast(({ height }) => height >= pixels) ?? rungs[0]
  return rung === undefined ? { kind: 'file', src, height: null } : { kind: 'file', src: rung.src, height: rung.height }
}

function playsLadder(video: HTMLVideoElement): Conditions['plays'] {
  if ('MediaSource' in window) return 'script'
  return video.canPlayType('application/vnd.apple.mpegurl') === '' ? 'nobody' : 'browser'
}

/** What the browser says of its line (Network Information), and whether its owner wants little of it to be used. */
export function connection(): { saves: boolean; bitsPerSecond: number | null } {
  const line = 'connection' in navigator ? navigator.connection : null
  const known = typeof line === 'object' && line !== null ? line : {}
  return {
    saves: ('saveData' in known && known.saveData === true) || matchMedia('(prefers-reduced-data: reduce)').matches,
    bitsPerSecond: 'downlink' in known && typeof known.downlink === 'number' ? known.downlink * 1e6 : null,
  }
}
