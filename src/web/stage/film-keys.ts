/** What keys do with a film. */
export interface FilmActs {
  toggle(): void
  /** Moves by so many seconds. */
  move(seconds: number): void
  /** Goes to a share of the film, from 0 to 1. */
  toShare(share: number): void
  mute(): void
  captions(): void
  fullScreen(): void
}

const stepSeconds = 5

/**
 * Does what a key pressed in the player means: Space and K play and stop, arrows move, M, C, F switch sound, captions
 * and full screen, digits go to that tenth. Keys of the conversation never come here, for they are pressed elsewhere.
 */
export function obeyKey(event: KeyboardEvent, acts: FilmActs): void {
  const { target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return
  if (!(target instanceof Element) || target.closest('[popover]') !== null) return
  const act = actOf(letterOf(event), {
    acts,
    isButton: target.closest('button') !== null,
    isSlider: target.matches('input'),
  })
  if (act === undefined) return
  event.preventDefault()
  act()
}

function actOf(
  key: string,
  { acts, isButton, isSlider }: { acts: FilmActs; isButton: boolean; isSlider: boolean },
): (() => void) | undefined {
  // A button is pressed by Space itself.
  if (key === 'k' || (key === ' ' && !isButton)) return acts.toggle
  if (key === 'm') return acts.mute
  if (key === 'c') return acts.captions
  if (key === 'f') return acts.fullScreen
  if (key === 'ArrowLeft' || (isSlider && key === 'ArrowDown')) return () => acts.move(-stepSeconds)
  if (key === 'ArrowRight' || (isSlider && key === 'ArrowUp')) return () => acts.move(stepSeconds)
  if (/^\d$/.test(key)) return () => acts.toShare(Number(key) / 10)
  return undefined
}

/** The key in Latin letters: where Hangul is switched on, K says ㅏ. */
function letterOf({ key, code }: KeyboardEvent): string {
  if (key.length === 1 && key > '~') return code.replace(/^Key|^Digit/, '').toLowerCase()
  return key.length === 1 ? key.toLowerCase() : key
}
