import type { Lang } from '#language'
import { office as words } from '#language'
import { alertIcon, checkIcon, closeIcon, Icon } from '#ui'

/** What was refused, above a form. */
export function Refused({ text }: { text: string | null }) {
  if (text === null) return null
  return (
    <div class="word bad" role="alert">
      <Icon of={alertIcon} small />
      <p>{text}</p>
    </div>
  )
}

/** What was done, at the foot of the page until it is put away. */
export function Toast({ lang, text }: { lang: Lang; text: string | null }) {
  if (text === null) return null
  return (
    <div class="office-toast toast" role="status">
      <Icon of={checkIcon} small />
      <span>{text}</span>
      <button class="needs-script" type="button" data-put-away aria-label={words.putAway(lang)}>
        <Icon of={closeIcon} small />
      </button>
    </div>
  )
}
