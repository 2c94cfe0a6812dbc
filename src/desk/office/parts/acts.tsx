import type { ComponentChildren } from 'preact'
import { type Lang, office as words } from '#language'
import { closeIcon, Icon } from '#ui'

interface ActProps {
  act: string
  children: ComponentChildren
  plain?: boolean
}

/** Changes the form's shape before anything is saved; with scripts only the parts that change are drawn anew. */
export function Act({ act, children, plain }: ActProps) {
  return (
    <button
      class={plain ? 'button slim plain' : 'button slim'}
      type="submit"
      name="act"
      value={act}
      formNoValidate
      data-act
    >
      {children}
    </button>
  )
}

/** Takes a row out of the form. */
export function RemoveAct({ lang, act, name }: { lang: Lang; act: string; name: string }) {
  return (
    <button
      class="tool"
      type="submit"
      name="act"
      value={act}
      formNoValidate
      data-act
      aria-label={words.removeOne(lang, { name })}
      title={words.removeOne(lang, { name })}
    >
      <Icon of={closeIcon} small />
    </button>
  )
}

const upIcon = 'M6 14.500l6-6 6 6'
const downIcon = 'M6 9.500l6 6 6-6'

interface MoveProps {
  lang: Lang
  name: string
  /** What the presses send under `act`. */
  up: string
  down: string
  first: boolean
  last: boolean
  /** Within a form that is drawn anew, and not one that is sent. */
  redraws?: boolean
}

/** One place up, one place down. */
export function MoveActs({ lang, name, up, down, first, last, redraws }: MoveProps) {
  const common = {
    class: 'tool',
    type: 'submit',
    name: 'act',
    formNoValidate: true,
    'data-act': redraws || undefined,
  } as const
  return (
    <span class="moves">
      <button {...common} value={up} disabled={first} aria-label={words.up(lang, { name })}>
        <Icon of={upIcon} small />
      </button>
      <button {...common} value={down} disabled={last} aria-label={words.down(lang, { name })}>
        <Icon of={downIcon} small />
      </button>
    </span>
  )
}

interface RowActsProps {
  lang: Lang
  /** The row by which presses name it, such as `facts.2`. */
  row: string
  name: string
  at: number
  of: number
  /** Whether it can be taken out. */
  mayGo?: boolean
}

/** What is done to a row of a form that is drawn anew: one place up or down where there are several, and out. */
export function RowActs({ lang, row, name, at, of, mayGo = true }: RowActsProps) {
  return (
    <div class="row-acts">
      {of > 1 && (
        <MoveActs
          lang={lang}
          name={name}
          up={`${row}.up`}
          down={`${row}.down`}
          first={at === 0}
          last={at === of - 1}
          redraws
        />
      )}
      {mayGo && <RemoveAct lang={lang} act={`${row}.remove`} name={name} />}
    </div>
  )
}
