import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { type Lang, files as words } from '#language'

/** A file of a conversation, as its log shows it. Pixels are a picture's. */
export interface ShownFile {
  id: string
  kind: 'image' | 'pdf'
  name: string
  sizeBytes: number
  width: number | null
  height: number | null
}

/** A file that somebody has chosen and not sent yet. */
export interface Pick {
  id: string
  name: string
  /** An address of the picture itself, for its chip; null for what is no picture. */
  preview: string | null
  /** From 0 to 1. */
  sent: number
  /** What the server made of it, once it is there. */
  file: ShownFile | null
  /** Why it is not there, for its chooser, and whether sending it again may help. */
  problem: { text: string; again: boolean } | null
}

/** What is chosen for one message; see `openPicks`. */
export interface Picks {
  readonly lang: Lang
  readonly picks: ReadonlySignal<readonly Pick[]>
  /** What was not taken, and why; empty again with the next choice. */
  readonly note: ReadonlySignal<string>
  add(files: Iterable<File>): void
  remove(id: string): void
  retry(id: string): void
  /** All of them, in the order in which they were chosen; null while one is on its way or failed. */
  ready(): ShownFile[] | null
  /** Forgets all of them, as when they were said. */
  clear(): void
  /** Stops what is on its way. */
  close(): void
}

/** The types that a browser offers to choose; without HEIC in the list, phones give JPEG in its place. */
export const chosenTypes = 'image/jpeg,image/png,image/webp,image/gif,image/avif,application/pdf'

const previewed = /^image\/(?:jpeg|png|webp|gif|avif)$/

export interface PicksOptions {
  lang: Lang
  /** Most files of one message, and most bytes of one file. */
  most: number
  largestBytes: number
  /** Where a file goes by PUT; it may wait, and may fail with a sentence for the reader. */
  address(id: string): string | Promise<string>
}

/**
 * Holds what is chosen for one message, and sends each at once under an id of its own: tried again, by hand or when the
 * connection is back, it is the same file.
 */
export function openPicks({ lang, most, largestBytes, address }: PicksOptions): Picks {
  const picks: Signal<readonly Pick[]> = signal([])
  const note = signal('')
  const sources = new Map<string, File>()
  const stops = new Map<string, AbortController>()

  function change(id: string, values: Partial<Pick>): void {
    picks.value = picks.value.map(pick => (pick.id === id ? { ...pick, ...values } : pick))
  }

  function forget(gone: readonly Pick[]): void {
    for (const { id, preview } of gone) {
      stops.get(id)?.abort()
      if (preview !== null) URL.revokeObjectURL(preview)
      sources.delete(id)
      stops.delete(id)
    }
    picks.value = picks.value.filter(pick => !gone.includes(pick))
  }

  async function send(id: string, source: File): Promise<void> {
    const stop = new AbortController()
    stops.set(id, stop)
    change(id, { problem: null, sent: 0 })
    try {
      const { upload } = await import('./files-upload.ts')
      const to = await address(id)
      const file = await upload(source, { to, lang, signal: stop.signal, onSent: sent => change(id, { sent }) })
      change(id, { file, sent: 1 })
    } catch (thrown) {
      if (stop.signal.aborted) return
      const text = thrown instanceof Error && thrown.message !== '' ? thrown.message : words.failed(lang)
      const again = !(thrown instanceof Error && thrown.name === 'Refused')
      change(id, { problem: { text, again } })
    }
  }

  function add(files: Iterable<File>): void {
    note.value = ''
    for (const source of files) {
      if (picks.value.length >= most) {
        note.value = words.tooMany(lang, { most })
        return
      }
      const id = crypto.randomUUID()
      const preview = previewed.test(source.type) ? URL.createObjectURL(source) : null
      const isTooLarge = source.size > largestBytes
      const text = words.tooLarge(lang, { megabytes: Math.floor(largestBytes / 1024 / 1024) })
      const problem = isTooLarge ? { text, again: false } : null
      picks.value = [...picks.value, { id, name: source.name, preview, sent: 0, file: null, problem }]
      if (isTooLarge) continue
      sources.set(id, source)
      void send(id, source)
    }
  }

  function retry(id: string): void {
    const source = sources.get(id)
    if (source !== undefined && picks.value.some(pick => pick.id === id && pick.problem?.again)) void send(id, source)
  }

  const retryAll = () => {
    for (const { id } of picks.value) retry(id)
  }
  globalThis.addEventListener?.('online', retryAll)

  return {
    lang,
    picks,
    note,
    add,
    retry,
    remove(id) {
      note.value = ''
      forget(picks.value.filter(pick => pick.id === id))
    },
    ready() {
      const files = picks.value.flatMap(pick => pick.file ?? [])
      return files.length === picks.value.length ? files : null
    },
    clear() {
      note.value = ''
      forget(picks.value)
    },
    close() {
      globalThis.removeEventListener?.('online', retryAll)
      forget(picks.value)
    },
  }
}
