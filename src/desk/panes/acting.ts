import type { Line } from '#chat/client'
import { desk as words } from '#language'
import { type Act, actsOn } from '../acts.ts'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

/** What can be done to a line of an opened conversation. */
export function actsFor(thread: Thread, line: Line): Act[] {
  const { kind, you, facts, removed } = thread
  const out = new Set(removed.value.map(one => one.author))
  return actsOn(line, { kind, you, pinned: facts.value.pinned, removed: out })
}

/** Does something to an entry, if that can be done to it. */
export function actOn(desk: Desk, thread: Thread, { seq, act }: { seq: number; act: Act }): void {
  const conversation = thread.conversation.value
  const line = thread.lineOf(seq)
  if (conversation === null || line === undefined || !actsFor(thread, line).includes(act)) return
  const { body } = line.entry
  switch (act) {
    case 'reply':
      thread.editing.value = null
      thread.answer(seq)
      focusReply()
      return
    case 'copy':
      if (body.kind === 'text') void copy(desk, body.text)
      return
    case 'edit':
      thread.editing.value = seq
      focusReply()
      return
    case 'delete':
      if (thread.editing.value === seq) thread.editing.value = null
      conversation.remove(seq)
      return
    case 'hide':
      conversation.say({ kind: 'hide', of: seq })
      return
    case 'show':
      conversation.say({ kind: 'show', of: seq })
      return
    case 'pin':
      conversation.say({ kind: 'pin', of: seq })
      return
    case 'unpin':
      conversation.say({ kind: 'pin', of: null })
      return
    case 'remove':
      conversation.say({ kind: 'remove', of: seq, removed: true })
      return
    case 'letBack':
      conversation.say({ kind: 'remove', of: seq, removed: false })
      return
    case 'history':
      desk.sheet.value = { kind: 'history', seq }
  }
}

/** Does the first of these that can be done to an entry. */
export function actOnFirst(desk: Desk, thread: Thread, { seq, acts }: { seq: number; acts: readonly Act[] }): void {
  const line = thread.lineOf(seq)
  const possible = line ? actsFor(thread, line) : []
  const act = acts.find(one => possible.includes(one))
  if (act !== undefined) actOn(desk, thread, { seq, act })
}

/** Takes the conversation on, also from a colleague; hands it back where it is one's own. */
export function turnAssignment({ view }: Desk, thread: Thread): void {
  if (thread.kind !== 'inquiry') return
  const isMine = thread.facts.value.assignee?.id === view.me.id
  thread.conversation.value?.say({ kind: 'assign', to: isMine ? null : view.me.id })
}

/** Lets only staff write in a crowded room, or everybody again. */
export function turnFreeze(thread: Thread): void {
  if (thread.kind !== 'stage') return
  const { slowSeconds, delaySeconds, frozen } = thread.facts.value.rules
  thread.conversation.value?.say({ kind: 'rules', slowSeconds, delaySeconds, frozen: !frozen })
}

/** The newest message of one's own that can be edited; undefined where there is none. */
export function lastOwnText({ lines, you }: Thread): number | undefined {
  return lines.value.findLast(({ entry }) => entry.author === you && entry.body.kind === 'text')?.entry.seq
}

async function copy(desk: Desk, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    if (!copyTheOldWay(text)) return
  }
  desk.told.value = words.copiedText(desk.lang)
}

/** Only pages on https and on this machine may write to the clipboard. */
function copyTheOldWay(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'aside'
  const before = document.activeElement
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  return copied
}

function focusReply(): void {
  document.getElementById('reply')?.focus()
}
