import type { ComponentChildren } from 'preact'
import { type Lang, office as words } from '#language'

interface OfficeFormProps {
  lang: Lang
  action: string
  children: ComponentChildren
  /** It takes files along. */
  files?: boolean
  /** Presses change its shape before it is saved; with scripts only the parts that change are drawn anew. */
  reshapes?: boolean
  look?: 'editor'
  /** What else can be done with what it is about, beside saving it. */
  acts?: ComponentChildren
}

/** A form of the office with its foot: it saves, tells what is not saved yet, and is not left with that by accident. */
export function OfficeForm({ lang, action, children, files, reshapes, look, acts }: OfficeFormProps) {
  return (
    <form
      class={look === undefined ? 'office-form' : `office-form ${look}`}
      method="post"
      action={action}
      enctype={files ? 'multipart/form-data' : undefined}
      data-guarded
      data-editor={reshapes}
    >
      {/* Enter in a line saves, and is not the first press that happens to stand in the form. */}
      {reshapes && (
        <button class="aside" type="submit" name="act" value="save" tabIndex={-1} aria-hidden="true">
          {words.save(lang)}
        </button>
      )}
      {children}
      <footer class="office-foot">
        <button class="button primary" type="submit" name="act" value="save" data-busy={words.saving(lang)}>
          {words.save(lang)}
        </button>
        {acts}
        <p class="note unsaved" data-words={words.notSavedYet(lang)} />
      </footer>
    </form>
  )
}
