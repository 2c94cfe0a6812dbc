import type { Act } from '../acts.ts'
import { type Command, commandOf } from '../keys.ts'
import { actOnFirst, actsFor, turnAssignment, turnFreeze } from './acting.ts'
import { decideHeld, goToHeld } from './held.tsx'
import { placeOf, pointedSeq, stepInLog } from './places.ts'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

/** Whether single letters are commands here; a person may turn that off (WCAG 2.1.4). */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem('desk.keys') !== 'off'
  } catch {
    return true
  }
}

/** Turns single letters on or off as commands, in this browser. */
export function setKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem('desk.keys')
    else localStorage.setItem('desk.keys', 'off')
  } catch {
    // Without storage they stay as they are.
  }
}

/** Obeys single keys for as long as nothing is written and no sheet is open. Returns what ends it. */
export function listenForKeys(desk: Desk): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return
    if (event.key === 'Escape') {
      if (isWriting(event.target)) leaveField(event.target)
      return
    }
    const command = commandOf(event, { writing: isWriting(event.target) })
    if (command === null || (command !== 'help' && !keysAreOn())) return
    event.preventDefault()
    obey(desk, command)
  }
  addEventListener('keydown', onKeyDown)
  return () => removeEventListener('keydown', onKeyDown)
}

/** Does what a key or a control asks for. */
export function obey(desk: Desk, command: Command): void {
  switch (command) {
    case 'next':
      step(desk, 1)
      return
    case 'previous':
      step(desk, -1)
      return
    case 'search':
      document.getElementById('find')?.focus()
      return
    case 'help':
      desk.sheet.value = { kind: 'keys' }
      return
    default: {
      const thread = desk.thread.value
      if (thread?.conversation.value != null && !thread.isGone.value) obeyIn(desk, thread, command)
    }
  }
}

type InConversation = Exclude<Command, 'next' | 'previous' | 'search' | 'help'>

/** What a key does in the opened conversation, to the message that the keyboard is at or else to the newest. */
function obeyIn(desk: Desk, thread: Thread, command: InConversation): void {
  const seq = pointedSeq() ?? newestOf(thread)
  const acting = (...acts: Act[]) => actOnFirst(desk, thread, { seq, acts })
  switch (command) {
    case 'reply':
      document.getElementById('reply')?.focus()
      return
    case 'resolve':
      turnState(desk, thread)
      return
    case 'assign':
      turnAssignment(desk, thread)
      return
    case 'product':
      desk.sheet.value = { kind: 'goods', to: 'show' }
      return
    case 'offer':
      if (thread.kind === 'inquiry') desk.sheet.value = { kind: 'offer', start: {} }
      return
    case 'log':
      stepInLog(0)
      return
    case 'menu':
      placeOf(seq)?.querySelector<HTMLElement>('.more')?.click()
      return
    case 'quote':
      acting('reply')
      return
    case 'copy':
      acting('copy')
      return
    case 'hide':
      acting('hide', 'show')
      return
    case 'pin':
      acting('unpin', 'pin')
      return
    case 'held':
      goToHeld()
      return
    case 'letThrough':
    case 'refuse':
      decideHeld(command === 'letThrough')
      return
    case 'freeze':
      turnFreeze(thread)
      return
    case 'rules':
      if (thread.kind === 'stage') desk.sheet.value = { kind: 'rules' }
  }
}

/** Resolves the conversation, or opens it again. */
function turnState({ inquiry }: Desk, thread: Thread): void {
  if (inquiry.value === undefined || thread.kind !== 'inquiry') return
  const state = thread.facts.value.state === 'resolved' ? 'open' : 'resolved'
  thread.conversation.value?.say({ kind: 'state', state })
}

/** The newest message that something can be done to. */
function newestOf(thread: Thread): number {
  return thread.lines.value.findLast(line => actsFor(thread, line).length > 0)?.entry.seq ?? 0
}

/** Goes to the conversation below or above; from outside the list to its first. */
function step({ roster, chosen, go }: Desk, by: 1 | -1): void {
  const rows = roster.rows.value
  const at = rows.findIndex(({ room }) => room === chosen.value)
  const next = at === -1 ? rows[0] : rows[at + by]
  if (next === undefined) return
  go({ room: next.room }, chosen.value === null ? 'push' : 'replace')
  document.querySelector(`[data-room="${next.room}"]`)?.scrollIntoView({ block: 'nearest' })
}

function isWriting(target: EventTarget | null): target is HTMLElement {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select')
}

/** Out of a field, to where the keyboard goes on from: the conversation for the reply, the list for the search. */
function leaveField(field: HTMLElement): void {
  const next = field.id === 'reply' ? document.getElementById('log') : document.querySelector<HTMLElement>('.one')
  field.blur()
  next?.focus({ preventScroll: true })
}
