import { filmTime } from '#language'
import { Icon, playIcon } from './icons.tsx'

/**
 * A moment of the film, the same wherever one is named. Without scripts it is a link to the film. `href` is the film's
 * page where it is another one; that opens in a window of its own.
 */
export function Second({ at, label, href }: { at: number; label: string; href?: string }) {
  const elsewhere = href === undefined ? {} : { target: '_blank', rel: 'noopener' }
  return (
    <a class="second" href={href ?? `#t=${Math.floor(at)}`} data-second={at} aria-label={label} {...elsewhere}>
      <Icon of={playIcon} />
      {filmTime(at)}
    </a>
  )
}
