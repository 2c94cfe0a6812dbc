/** Shows a film with its controls on the whole screen, or takes it back from there. */
export function fillScreen(frame: HTMLElement | null, video: HTMLVideoElement | null): void {
  if (document.fullscreenElement !== null) void document.exitFullscreen()
  else if (frame?.requestFullscreen !== undefined) void frame.requestFullscreen().catch(() => {})
  // An iPhone gives the whole screen to the film alone.
  else if (video !== null && 'webkitEnterFullscreen' in video && typeof video.webkitEnterFullscreen === 'function')
    video.webkitEnterFullscreen()
}

/** Takes a film out of the page into a small window of its own, or back; one that does not run yet is started. */
export function toOutside(video: HTMLVideoElement | null): void {
  if (video === null) return
  const leave = () => void video.requestPictureInPicture().catch(() => {})
  if (document.pictureInPictureElement !== null) void document.exitPictureInPicture()
  else if (video.readyState >= video.HAVE_METADATA) leave()
  else {
    video.addEventListener('loadedmetadata', leave, { once: true })
    void video.play().catch(() => {})
  }
}

/** How long nobody moves before the controls go from the whole screen. */
const idleMs = 3_000

/** Marks a film's frame as `data-idle` while nobody moves in it; returns what ends it. */
export function markIdle(frame: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const moved = () => {
    clearTimeout(timer)
    frame.toggleAttribute('data-idle', false)
    timer = setTimeout(() => frame.toggleAttribute('data-idle', true), idleMs)
  }
  const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin']
  for (const sign of signs) frame.addEventListener(sign, moved)
  return () => {
    clearTimeout(timer)
    for (const sign of signs) frame.removeEventListener(sign, moved)
  }
}
