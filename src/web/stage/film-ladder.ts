import Hls from 'hls.js/light'

/** A film's ladder while it plays. */
export interface Ladder {
  choose(height: number | null): void
  /** Tries once to go on where the browser could not decode what it had. */
  mend(): void
  end(): void
}

interface Opening {
  /** The playlist of all rungs. */
  src: string
  chosen: number | null
  /** What the browser says of its line. */
  bitsPerSecond: number | null
  /** A rung begins to be seen, and whether it is the one that was chosen. */
  onPlaying(height: number, isChosen: boolean): void
  /** Nothing is there to be shown, and nothing more comes. */
  onLost(): void
}

/** What the line is taken for where the browser says nothing of it. */
const usualBitsPerSecond = 3e6
/** The pauses before what does not come is asked for again while there is still something to show. */
const pausesMs = { first: 2_000, longest: 30_000 }
/** A rung that says nothing for so long is left for another one. */
const impatient = { maxTimeToFirstByteMs: 6_000, timeoutRetry: null }
/** After so many refusals in a row nothing more is expected. */
const mostFailures = 2

/**
 * Plays a ladder from where the film stands: rungs by line and by the size of the picture. What does not come is asked
 * for again for as long as there is something to show; after that it is lost.
 */
export function openLadder(
  video: HTMLVideoElement,
  { src, bitsPerSecond, onPlaying, onLost, ...opening }: Opening,
): Ladder {
  if (!Hls.isSupported()) throw new Error('no ladder can be played here')
  const { currentTime, paused } = video
  const hls = new Hls({
    // Rungs are fragmented MP4 already: there is nothing that a worker would have to do.
    enableWorker: false,
    autoStartLoad: false,
    capLevelToPlayerSize: true,
    startLevel: -1,
    testBandwidth: false,
    abrEwmaDefaultEstimate: bitsPerSecond ?? usualBitsPerSecond,
    backBufferLength: 60,
    fragLoadPolicy: { default: { ...Hls.DefaultConfig.fragLoadPolicy.default, ...impatient } },
  })
  let { chosen } = opening
  let failures = 0
  let isStuck = false
  let isMended = false
  let again: ReturnType<typeof setTimeout> | undefined

  hls.on(Hls.Events.MANIFEST_PARSED, () => {
    if (chosen !== null) choose(chosen)
    hls.startLoad(currentTime)
  })
  hls.on(Hls.Events.LEVEL_SWITCHED, (_, { level }) => tell(level))
  hls.on(Hls.Events.FRAG_BUFFERED, () => {
    failures = 0
    isStuck = false
  })
  hls.on(Hls.Events.ERROR, (_, { type, fatal }) => {
    if (type === Hls.ErrorTypes.MEDIA_ERROR) {
      if (fatal) mend()
      return
    }
    failures += 1
    // A rung that does not come is left for those that do.
    if (chosen !== null && hls.autoLevelEnabled) tell(hls.currentLevel)
    isStuck ||= fatal || failures > mostFailures
    if (giveUpWhenDry() || !fatal) return
    if (type !== Hls.ErrorTypes.NETWORK_ERROR) onLost()
    else {
      clearTimeout(again)
      again = setTimeout(() => hls.startLoad(), Math.min(pausesMs.longest, pausesMs.first * 2 ** (failures - 1)))
    }
  })
  video.addEventListener('waiting', giveUpWhenDry)
  hls.loadSource(src)
  hls.attachMedia(video)
  if (!paused) play()

  function giveUpWhenDry(): boolean {
    const isOver = isStuck && !video.ended && isDry(video)
    if (isOver) onLost()
    return isOver
  }

  function tell(level: number): void {
    const { height } = hls.levels[level] ?? {}
    if (hls.autoLevelEnabled) chosen = null
    if (height !== undefined) onPlaying(height, chosen !== null)
  }

  function choose(height: number | null): void {
    chosen = height
    hls.nextLevel = hls.levels.findIndex(level => level.height === height)
  }

  function mend(): void {
    const ran = !video.paused
    if (isMended) onLost()
    else {
      isMended = true
      hls.recoverMediaError()
      if (ran) play()
    }
  }

  function play(): void {
    void video.play().catch(() => {})
  }

  return {
    choose,
    mend,
    end() {
      clearTimeout(again)
      video.removeEventListener('waiting', giveUpWhenDry)
      hls.destroy()
    },
  }
}

/** Whether next to nothing is there for what comes next: browsers stop a little before the end of what they have. */
function isDry({ buffered, currentTime }: HTMLVideoElement): boolean {
  for (let i = 0; i < buffered.length; i++)
    if (buffered.start(i) <= currentTime + 0.1 && buffered.end(i) > currentTime + 0.5) return false
  return true
}
