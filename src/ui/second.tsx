import { filmTime } from '#language'
import { Icon, playIcon } from './icons.tsx'

/** A moment of the film, the same wherever one is named. Without scripts it is a link to the film. */
export function Second({ at, label }: { at: number; label: string }) {
  return (
    <a class="second" href={`#t=${Math.floor(at)}`} data-second={at} aria-label={label}>
      <Icon of={playIcon} />
      {filmTime(at)}
    </a>
  )
}
