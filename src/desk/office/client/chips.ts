import { type Lang, office, officeProducts as words } from '#language'

/** How far a file is, beside its place. */
export interface Chip {
  say(text: string): void
  sent(share: number): void
  fail(text: string): void
  remove(): void
  /** Aborted when its sender was told to stop. */
  signal: AbortSignal
}

/** Shows a file on its way, with a way to stop it. */
export function addChip(list: Element, { lang, name }: { lang: Lang; name: string }): Chip {
  const stopping = new AbortController()
  const item = document.createElement('li')
  item.className = 'file-chip'
  const text = document.createElement('div')
  const title = document.createElement('b')
  title.textContent = name
  const note = document.createElement('p')
  note.textContent = words.sending(lang)
  const progress = document.createElement('progress')
  progress.max = 1
  progress.value = 0
  progress.setAttribute('aria-label', name)
  text.append(title, note, progress)
  const stop = document.createElement('button')
  stop.type = 'button'
  stop.className = 'tool'
  stop.textContent = '×'
  stop.setAttribute('aria-label', words.stopSending(lang, { name }))
  stop.addEventListener('click', () => {
    stopping.abort()
    item.remove()
  })
  item.append(text, stop)
  list.append(item)
  return {
    signal: stopping.signal,
    say: said => {
      note.textContent = said
    },
    sent: share => {
      progress.value = share
      note.textContent = `${words.sending(lang)} ${Math.floor(share * 100)}%`
    },
    fail: said => {
      item.dataset.state = 'failed'
      progress.remove()
      note.textContent = said
      note.className = 'file-problem'
      stop.setAttribute('aria-label', office.removeOne(lang, { name }))
    },
    remove: () => item.remove(),
  }
}
