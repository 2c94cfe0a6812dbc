import type { TargetedKeyboardEvent } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import * as v from 'valibot'
import type { Held } from '#chat/protocol'
import { desk as words } from '#language'
import { Aside, checkIcon, Icon } from '#ui'
import { guestName } from '../waiting.ts'
import { spanOf } from './deeds.ts'
import { send } from './fetching.ts'
import { banIcon } from './icons.ts'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

/** What waits in a crowded room until staff have looked at it: each is let through or refused, or goes in by itself. */
export function HeldWords({ desk, thread }: { desk: Desk; thread: Thread }) {
  const { lang } = desk
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set())
  const list = useRef<HTMLUListElement>(null)
  const waiting = thread.held.value.filter(one => !decided.has(one.id))
  const at = useFocusKept(list, waiting)
  if (waiting.length === 0) return null

  async function decide(one: Held, lets: boolean): Promise<void> {
    at(one.id)
    setDecided(before => new Set([...before, one.id]))
    try {
      const url = `/api/rooms/${thread.room}/held/${one.id}?as=operator&lang=${lang}`
      await send(v.unknown(), url, { method: 'POST', body: { let: lets } })
    } catch (thrown) {
      // Where it was decided elsewhere it is gone from here already; what failed comes back.
      setDecided(before => new Set([...before].filter(id => id !== one.id)))
      desk.told.value = (thrown instanceof Error && thrown.message) || words.notFetched(lang)
    }
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLUListElement>): void {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('li')]
    const now = items.findIndex(item => item.contains(document.activeElement))
    items[Math.min(items.length - 1, Math.max(0, now + by))]?.querySelector('button')?.focus()
  }

  return (
    <section class="held" aria-label={words.heldTitle(lang, { n: waiting.length })}>
      <h3>
        {words.heldTitle(lang, { n: waiting.length })} <span class="kbd">h</span>
      </h3>
      <ul ref={list} onKeyDown={onKeyDown}>
        {waiting.map(one => (
          <Waiting key={one.id} desk={desk} held={one} decide={decide} />
        ))}
      </ul>
    </section>
  )
}

function Waiting({ desk, held, decide }: { desk: Desk; held: Held; decide(held: Held, lets: boolean): Promise<void> }) {
  const { lang, now } = desk
  const name = held.name ?? guestName(lang, held.author)
  const left = Math.floor((Date.parse(held.releaseAt) - now.value) / 1000)
  const about = words.said(lang, { name, text: held.text })
  return (
    <li data-held={held.id}>
      <p>
        <b>{name}</b>{' '}
        <span class="note">{left > 0 ? words.heldIn(lang, { left: spanOf(lang, left) }) : words.heldNow(lang)}</span>
      </p>
      <button class="button slim" type="button" onClick={() => void decide(held, true)} data-let="true">
        <Icon of={checkIcon} small /> {words.letThrough(lang)} <span class="kbd">y</span>
        <Aside> {about}</Aside>
      </button>
      <button class="button slim" type="button" onClick={() => void decide(held, false)} data-let="false">
        <Icon of={banIcon} small /> {words.refuse(lang)} <span class="kbd">u</span>
        <Aside> {about}</Aside>
      </button>
      <p class="words">{held.text}</p>
    </li>
  )
}

/** Lets the held message through that the keyboard is at, or else the oldest; or refuses it. */
export function decideHeld(lets: boolean): void {
  const here = document.activeElement?.closest('[data-held]')
  const place = here ?? document.querySelector('[data-held]')
  place?.querySelector<HTMLElement>(`[data-let="${lets}"]`)?.click()
}

/** Puts the keyboard at the oldest held message. */
export function goToHeld(): void {
  document.querySelector<HTMLElement>('[data-held] button')?.focus()
}

/** When the one that the keyboard was at is decided, the keyboard goes to the next. What it gives notes where that was. */
function useFocusKept(list: { current: HTMLUListElement | null }, waiting: readonly Held[]): (id: string) => void {
  const left = useRef<number | null>(null)
  useEffect(() => {
    if (left.current === null) return
    const items = list.current?.querySelectorAll('li')
    const next = items?.[Math.min(left.current, items.length - 1)]
    left.current = null
    if (document.activeElement !== document.body) return
    const to = next?.querySelector('button') ?? document.getElementById('log')
    to?.focus({ preventScroll: true })
  })
  return id => {
    const isHere = document.activeElement?.closest(`[data-held="${id}"]`) != null
    left.current = isHere ? waiting.findIndex(one => one.id === id) : null
  }
}
