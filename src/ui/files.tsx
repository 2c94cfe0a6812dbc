import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Lang, files as words } from '#language'
import { chosenTypes, type Pick, type Picks } from './files-picks.ts'
import { againIcon, clipIcon, closeIcon, documentIcon, Icon } from './icons.tsx'
import { Aside } from './page.tsx'

/** The control that opens the browser's choice of files. It is of no use before the page has woken up. */
export function FileButton({ picks }: { picks: Picks }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        class="tool file-button"
        type="button"
        aria-label={words.choose(picks.lang)}
        title={words.choose(picks.lang)}
        onClick={() => input.current?.click()}
      >
        <Icon of={clipIcon} />
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={chosenTypes}
        onChange={event => {
          picks.add([...(event.currentTarget.files ?? [])])
          // The same file may be chosen again, as when it was removed.
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}

/**
 * What is around the field: files that are dropped on it or pasted into it are chosen. Where text is pasted with a
 * picture of itself, as from a table, the text is meant. A file that misses it does not take the page away.
 */
export function FileDrop({ picks, children }: { picks: Picks; children: ComponentChildren }) {
  const [over, setOver] = useState(false)

  useEffect(() => {
    const missed = (event: DragEvent) => {
      if (hasFiles(event) && !event.defaultPrevented) event.preventDefault()
    }
    addEventListener('dragover', missed)
    addEventListener('drop', missed)
    return () => {
      removeEventListener('dragover', missed)
      removeEventListener('drop', missed)
    }
  }, [])

  function onDragOver(event: DragEvent): void {
    if (!hasFiles(event)) return
    event.preventDefault()
    setOver(true)
  }

  function onDragLeave(event: DragEvent & { currentTarget: HTMLElement }): void {
    const to = event.relatedTarget
    if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false)
  }

  function onDrop(event: DragEvent): void {
    if (!hasFiles(event)) return
    event.preventDefault()
    setOver(false)
    picks.add([...(event.dataTransfer?.files ?? [])])
  }

  function onPaste(event: ClipboardEvent): void {
    const pasted = event.clipboardData
    if (pasted === null || pasted.files.length === 0 || pasted.types.includes('text/plain')) return
    event.preventDefault()
    picks.add([...pasted.files])
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped and pasted can be chosen by the button as well
    <div class="file-drop" onDragOver={onDragOver} onDragLeave={onDragLeave} onDrop={onDrop} onPaste={onPaste}>
      {children}
      {over && (
        <p class="file-over" aria-hidden="true">
          {words.dropHere(picks.lang)}
        </p>
      )}
    </div>
  )
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

/** What is chosen and not sent yet, above the field: how far each is, and how to take it out or try it again. */
export function FileChips({ picks }: { picks: Picks }) {
  const { lang } = picks
  const all = picks.picks.value
  const list = useRef<HTMLUListElement>(null)

  /** The focus stays where the chip was. */
  function remove(id: string): void {
    const controls = [...(list.current?.querySelectorAll<HTMLElement>('.file-remove') ?? [])]
    const at = all.findIndex(pick => pick.id === id)
    const next = controls[at + 1] ?? controls[at - 1]
    const button = list.current?.closest('.file-drop')?.querySelector<HTMLElement>('.file-button')
    picks.remove(id)
    ;(next ?? button)?.focus()
  }

  return (
    <>
      {all.length > 0 && (
        <ul class="file-chips" aria-label={words.chosen(lang)} ref={list}>
          {all.map(pick => (
            <Chip key={pick.id} lang={lang} pick={pick} remove={remove} retry={picks.retry} />
          ))}
        </ul>
      )}
      <div role="status">
        {picks.note.value !== '' && <p class="note file-note">{picks.note.value}</p>}
        <Aside>{spoken(lang, all)}</Aside>
      </div>
    </>
  )
}

interface ChipProps {
  lang: Lang
  pick: Pick
  remove(id: string): void
  retry(id: string): void
}

function Chip({ lang, pick, remove, retry }: ChipProps) {
  const { id, name, preview, sent, file, problem } = pick
  const [unseen, setUnseen] = useState(false)
  const state = problem !== null ? 'failed' : file !== null ? 'ready' : 'going'
  return (
    <li class="file-chip" data-state={state}>
      {preview !== null && !unseen ? (
        <img src={preview} alt="" width={44} height={44} onError={() => setUnseen(true)} />
      ) : (
        <span class="file-kind">
          <Icon of={documentIcon} />
        </span>
      )}
      <div>
        <b>{name}</b>
        {problem !== null && <p class="file-problem">{problem.text}</p>}
        {state === 'ready' && <p>{words.ready(lang)}</p>}
        {state === 'going' && (
          <>
            <p class="num">{progress(lang, sent)}</p>
            <progress value={sent} aria-label={name} />
          </>
        )}
      </div>
      {problem?.again && (
        <button class="tool" type="button" aria-label={`${words.again(lang)}: ${name}`} onClick={() => retry(id)}>
          <Icon of={againIcon} />
        </button>
      )}
      <button
        class="tool file-remove"
        type="button"
        aria-label={words.remove(lang, { name })}
        onClick={() => remove(id)}
      >
        <Icon of={closeIcon} />
      </button>
    </li>
  )
}

/** All of it is on its way long before it was looked at. */
function progress(lang: Lang, sent: number): string {
  return sent < 1 ? words.uploading(lang, { percent: Math.floor(sent * 100) }) : words.checking(lang)
}

/** For those who hear the page: what became of each, and never how far it is. */
function spoken(lang: Lang, all: readonly Pick[]): string {
  return all
    .flatMap(({ name, file, problem }) => {
      if (problem !== null) return `${name}: ${problem.text}`
      return file === null ? [] : `${name}: ${words.ready(lang)}`
    })
    .join(' ')
}
