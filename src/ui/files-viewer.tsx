import { useEffect, useRef, useState } from 'preact/hooks'
import { type Lang, files as words } from '#language'
import type { ShownFile } from './files-picks.ts'
import { backIcon, closeIcon, Icon, rightIcon, saveIcon } from './icons.tsx'

interface ViewerProps {
  lang: Lang
  pictures: readonly ShownFile[]
  /** The picture that is shown first. */
  first: string
  address(id: string): string
  close(): void
}

/**
 * Pictures, large, one at a time: arrow keys and Esc, and by a touch on it a picture in all its pixels. The focus goes
 * back to where it came from.
 */
export function FileViewer({ lang, pictures, first, address, close }: ViewerProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      pictures.findIndex(one => one.id === first),
    ),
  )
  const [whole, setWhole] = useState(true)
  const shown = pictures[at] ?? pictures[0]

  useEffect(() => {
    const opener = document.activeElement
    dialog.current?.showModal()
    dialog.current?.querySelector<HTMLElement>('.file-close')?.focus()
    return () => {
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true })
    }
  }, [])

  function turn(step: number): void {
    setAt((at + step + pictures.length) % pictures.length)
    setWhole(true)
  }

  function onKeyDown(event: KeyboardEvent): void {
    // What is around may have keys of its own, as a desk has.
    event.stopPropagation()
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined || pictures.length < 2 || !whole) return
    event.preventDefault()
    turn(step)
  }

  if (shown === undefined) return null
  return (
    <dialog
      class="file-viewer"
      ref={dialog}
      aria-label={words.viewer(lang)}
      onClose={close}
      onKeyDown={onKeyDown}
      onClick={event => event.stopPropagation()}
    >
      <header>
        <p>
          <b>{shown.name}</b>
          {pictures.length > 1 && (
            <span class="num" role="status">
              {words.position(lang, { at: at + 1, total: pictures.length })}
            </span>
          )}
        </p>
        <a
          class="tool"
          href={address(shown.id)}
          download={shown.name.replace(/\.[^.]*$/, '.webp')}
          aria-label={words.save(lang)}
        >
          <Icon of={saveIcon} />
        </a>
        <button
          class="tool file-close"
          type="button"
          aria-label={words.close(lang)}
          onClick={() => dialog.current?.close()}
        >
          <Icon of={closeIcon} />
        </button>
      </header>
      <div class="file-stage" data-as={!whole ? 'pixels' : isTall(shown) ? 'tall' : 'whole'} key={shown.id}>
        <button
          class="file-large"
          type="button"
          aria-pressed={!whole}
          aria-label={words.allPixels(lang, { name: shown.name })}
          onClick={() => setWhole(!whole)}
        >
          <img src={address(shown.id)} alt="" width={shown.width ?? undefined} height={shown.height ?? undefined} />
        </button>
      </div>
      {pictures.length > 1 && (
        <footer>
          <button class="tool" type="button" aria-label={words.previous(lang)} onClick={() => turn(-1)}>
            <Icon of={backIcon} />
          </button>
          <button class="tool" type="button" aria-label={words.next(lang)} onClick={() => turn(1)}>
            <Icon of={rightIcon} />
          </button>
        </footer>
      )}
    </dialog>
  )
}

/** A long screenshot is read from its top, in the width there is. */
function isTall({ width, height }: ShownFile): boolean {
  return (height ?? 0) > (width ?? 0) * 2.2
}
