import { type Lang, officeProducts as words } from '#language'
import { clipIcon, Icon } from '#ui'

interface DropProps {
  lang: Lang
  /** What it takes, and the name of its field. */
  kind: 'pictures' | 'film' | 'poster' | 'captions.ko' | 'captions.en'
  label: string
  hint?: string
  accept: string
  many?: boolean
  /** The largest file, in bytes. */
  most: number
  /** Where files go one by one with scripts; without, they go along with the form. */
  to: string
}

/** A place for files, picked or dropped. With scripts they go at once, each with how far it is. */
export function Drop({ lang, kind, label, hint, accept, many, most, to }: DropProps) {
  const id = `file-${kind}`
  return (
    <div class="office-drop" data-drop={kind} data-to={to} data-most={most} data-accept={accept}>
      <input
        class="aside"
        type="file"
        id={id}
        name={kind}
        accept={accept}
        multiple={many}
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
      />
      <label class="button slim" for={id}>
        <Icon of={clipIcon} small />
        {label}
      </label>
      {hint !== undefined && (
        <p class="note" id={`${id}-note`}>
          {hint}
        </p>
      )}
      <p class="drop-here" aria-hidden="true">
        {words.dropHere(lang)}
      </p>
      <ul class="file-chips" data-chips aria-live="polite" />
    </div>
  )
}
