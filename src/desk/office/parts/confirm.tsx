import type { ComponentChildren } from 'preact'
import { type Lang, office as words } from '#language'

interface ConfirmProps {
  lang: Lang
  /** Tells it from the others of the page. */
  id: string
  /** What the control says that asks. */
  open: string
  /** The question, and what it means. */
  title: string
  lead: string
  /** What the control says that does it. */
  go: string
  action: string
  /** The fields of the form. */
  fields?: Record<string, string>
  danger?: boolean
  /** More for the form, such as something to choose. */
  children?: ComponentChildren
}

/** What cannot be taken back is said first, and done by a second press. */
export function Confirm({ lang, id, open, title, lead, go, action, fields = {}, danger, children }: ConfirmProps) {
  const place = `sure-${id}`
  return (
    <>
      <button class={danger ? 'button slim danger' : 'button slim'} type="button" popovertarget={place}>
        {open}
      </button>
      <div class="sheet confirm" id={place} popover="auto" role="dialog" aria-labelledby={`${place}-title`}>
        <h2 id={`${place}-title`}>{title}</h2>
        <p>{lead}</p>
        <form method="post" action={action}>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {children}
          <button class="button" type="button" popovertarget={place} popovertargetaction="hide">
            {words.leaveIt(lang)}
          </button>
          <button class={danger ? 'button danger' : 'button primary'} type="submit">
            {go}
          </button>
        </form>
      </div>
    </>
  )
}
