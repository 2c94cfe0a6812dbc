import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { page as pageWords } from '#language'
import { closeIcon, Icon } from '#ui'
import type { Desk } from './state.ts'

/** A sheet over the desk, with its title and the way out; Escape closes it, too. */
export function SheetFrame({
  desk,
  name,
  title,
  hint,
  children,
}: {
  desk: Desk
  /** Its class, and the beginning of its title's id. */
  name: string
  title: string
  hint?: string
  children(close: () => void): ComponentChildren
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  return (
    <dialog
      class={`sheet ${name}`}
      ref={dialog}
      aria-labelledby={`${name}-title`}
      onClose={() => {
        desk.sheet.value = null
      }}
    >
      <header>
        <div>
          <h2 id={`${name}-title`}>{title}</h2>
          {hint !== undefined && <p class="note">{hint}</p>}
        </div>
        <button class="tool" type="button" aria-label={pageWords.close(desk.lang)} onClick={close}>
          <Icon of={closeIcon} />
        </button>
      </header>
      {children(close)}
    </dialog>
  )
}
