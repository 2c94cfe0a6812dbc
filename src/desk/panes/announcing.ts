import type { LogEntry } from '#chat/protocol'
import { desk as words } from '#language'
import { deedOf } from './deeds.ts'
import { gist } from './entry-body.tsx'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

/**
 * Reads out what others say and do in the conversation that is open, for as long as it is; what is written here is not.
 * In a crowded room, where much is said, only answers to this operator, pins, and what staff have to look at are.
 * Returns what ends it.
 */
export function announce(desk: Desk, thread: Thread): () => void {
  const { lang, announced } = desk
  let heard = thread.last.peek()
  const stopLines = thread.lines.subscribe(lines => {
    const fresh = lines.filter(({ entry }) => entry.seq > heard && entry.author !== thread.you)
    heard = Math.max(heard, thread.last.peek())
    const told = fresh.filter(({ entry }) => thread.kind === 'inquiry' || concerns(thread, entry))
    if (told.length > 0) announced.value = told.map(({ entry }) => sentenceOf(desk, entry)).join(' ')
  })
  const stopHeld = thread.held.subscribe(held => {
    if (held.length > 0) announced.value = words.heldTitle(lang, { n: held.length })
  })
  return () => {
    stopLines()
    stopHeld()
  }
}

function concerns({ lineOf, you }: Thread, { body }: LogEntry): boolean {
  if (body.kind === 'pin') return true
  return body.kind === 'text' && body.re !== undefined && lineOf(body.re)?.entry.author === you
}

function sentenceOf(desk: Desk, entry: LogEntry): string {
  const said = () => words.said(desk.lang, { name: desk.speakerOf(entry), text: gist(desk, entry.body) })
  return deedOf(desk.lang, entry) ?? said()
}
