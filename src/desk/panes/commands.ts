import { type Command, commandOf } from '../keys.ts'
import type { Desk } from './state.ts'

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
  if (command === 'next') step(desk, 1)
  else if (command === 'previous') step(desk, -1)
  else if (command === 'reply') document.getElementById('reply')?.focus()
  else if (command === 'resolve') turnState(desk)
  else if (command === 'search') document.getElementById('find')?.focus()
  else if (command === 'product') desk.picking.value = desk.thread.value?.conversation.value != null
  else desk.helping.value = true
}

/** Resolves the chosen conversation, or opens it again. */
function turnState({ inquiry, thread }: Desk): void {
  const conversation = thread.value?.conversation.value
  if (inquiry.value === undefined || !conversation) return
  conversation.say({ kind: 'state', state: inquiry.value.state === 'resolved' ? 'open' : 'resolved' })
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
