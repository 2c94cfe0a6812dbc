/** How far a film may be behind before its place is noted again, in seconds. */
const noteEvery = 1

/**
 * Remembers, for this tab, where a film is and whether it runs; a page that is opened again goes on from there.
 * Returns what ends it.
 */
export function rememberFilm(
  film: HTMLVideoElement,
  { slug, onResumed }: { slug: string; onResumed(second: number): void },
): () => void {
  const key = `film:${slug}`
  let noted = 0

  const before = recall(key)
  if (before !== null && before.second > 0 && film.currentTime === 0) {
    film.currentTime = before.second
    onResumed(before.second)
    // The browser may want to be asked first; then the film waits at its second.
    if (before.playing) void film.play().catch(() => {})
  }

  function note(): void {
    noted = film.currentTime
    const second = film.ended ? 0 : film.currentTime
    try {
      sessionStorage.setItem(key, JSON.stringify({ second, playing: !film.paused }))
    } catch {
      // Without storage the film begins anew.
    }
  }
  const tick = () => Math.abs(film.currentTime - noted) >= noteEvery && note()

  film.addEventListener('timeupdate', tick)
  film.addEventListener('pause', note)
  film.addEventListener('play', note)
  addEventListener('pagehide', note)
  return () => {
    film.removeEventListener('timeupdate', tick)
    film.removeEventListener('pause', note)
    film.removeEventListener('play', note)
    removeEventListener('pagehide', note)
  }
}

function recall(key: string): { second: number; playing: boolean } | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    if (typeof value !== 'object' || value === null || !('second' in value) || !('playing' in value)) return null
    return typeof value.second === 'number' ? { second: value.second, playing: value.playing === true } : null
  } catch {
    return null
  }
}
