import type { TargetedKeyboardEvent } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Line } from '#chat/client'
import { emojis } from '#chat/protocol'
import { type Lang, desk as words } from '#language'
import { Icon } from '#ui'
import type { Act } from '../acts.ts'
import { actOn, actsFor } from './acting.ts'
import {
  copyIcon,
  deleteIcon,
  editIcon,
  hideIcon,
  historyIcon,
  moreIcon,
  outOfRoomIcon,
  pinIcon,
  replyIcon,
  showIcon,
  takeIcon,
  unpinIcon,
} from './icons.ts'
import { stepInLog } from './places.ts'
import { hasReacted, react } from './reactions.tsx'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

interface Offer {
  icon: string
  text(lang: Lang): string
  key?: string
  /** What cannot be undone, or puts somebody out, is asked for twice. */
  surely?(lang: Lang): string
}

const offers: Record<Act, Offer> = {
  reply: { icon: replyIcon, text: words.replyToThis, key: 'q' },
  copy: { icon: copyIcon, text: words.copyText, key: 'c' },
  edit: { icon: editIcon, text: words.editIt },
  delete: { icon: deleteIcon, text: words.deleteIt, surely: words.deleteSurely },
  pin: { icon: pinIcon, text: words.pin, key: 'i' },
  unpin: { icon: unpinIcon, text: words.unpin, key: 'i' },
  hide: { icon: hideIcon, text: words.hideIt, key: 'x' },
  show: { icon: showIcon, text: words.showIt, key: 'x' },
  remove: { icon: outOfRoomIcon, text: words.removePerson, surely: words.removeSurely },
  letBack: { icon: takeIcon, text: words.letBack },
  history: { icon: historyIcon, text: words.history },
}

interface MenuProps {
  desk: Desk
  thread: Thread
  line: Line
}

/** What opens the menu of an entry; the keyboard goes from one of them to the next by arrows. */
export function MoreButton({ desk, thread, line, label, isFirst }: MenuProps & { label: string; isFirst: boolean }) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  function onKeyDown(event: TargetedKeyboardEvent<HTMLButtonElement>): void {
    if (event.key === 'ArrowUp') stepInLog(-1)
    else if (event.key === 'ArrowDown') stepInLog(1)
    else return
    event.preventDefault()
  }
  if (actsFor(thread, line).length === 0) return null
  return (
    <>
      <button
        class="more"
        type="button"
        ref={button}
        tabIndex={isFirst ? 0 : -1}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
      >
        <Icon of={moreIcon} />
      </button>
      {open && (
        <Menu
          desk={desk}
          thread={thread}
          line={line}
          at={button.current}
          onClosed={() => {
            setOpen(false)
          }}
        />
      )}
    </>
  )
}

function Menu({ desk, thread, line, at, onClosed }: MenuProps & { at: HTMLElement | null; onClosed(): void }) {
  const { lang } = desk
  const menu = useRef<HTMLDivElement>(null)
  const [sure, setSure] = useState<Act | null>(null)
  const { seq, body } = line.entry
  useLayoutEffect(() => {
    const element = menu.current
    if (element === null || at === null) return
    element.showPopover()
    place(element, at)
    element.querySelector('button')?.focus()
  }, [])

  function choose(act: Act): void {
    if (offers[act].surely && sure !== act) {
      setSure(act)
      return
    }
    menu.current?.hidePopover()
    actOn(desk, thread, { seq, act })
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLDivElement>): void {
    event.stopPropagation()
    // Hidden by the browser it would be told of later; a key that is pressed in between would be undone by that.
    if (event.key === 'Tab' || event.key === 'Escape') {
      event.preventDefault()
      at?.focus({ preventScroll: true })
      onClosed()
      return
    }
    const by = steps[event.key]
    if (by === undefined) return
    event.preventDefault()
    const items = [...event.currentTarget.querySelectorAll('button')]
    const now = items.findIndex(item => item.matches(':focus'))
    items[(now + by + items.length) % items.length]?.focus()
  }

  return (
    <div
      class="menu entry-menu"
      ref={menu}
      popover="auto"
      role="menu"
      aria-label={words.acts(lang)}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onToggle={event => {
        if (event.newState === 'closed') onClosed()
      }}
    >
      {body.kind !== 'gone' && (
        <div class="touches" role="group" aria-label={words.acts(lang)}>
          {emojis.map(emoji => (
            <button
              key={emoji}
              type="button"
              role="menuitemcheckbox"
              tabIndex={-1}
              aria-checked={hasReacted(thread, line, emoji)}
              aria-label={words.reactWith(lang, { emoji })}
              onClick={() => {
                menu.current?.hidePopover()
                react(thread, line, emoji)
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
      {actsFor(thread, line).map(act => {
        const { icon, text, key, surely } = offers[act]
        const asks = sure === act && surely
        return (
          <button
            key={act}
            class={asks ? 'sure' : undefined}
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => choose(act)}
          >
            <Icon of={icon} small />
            {asks ? asks(lang) : text(lang)}
            {key && <span class="kbd">{key}</span>}
          </button>
        )
      })}
    </div>
  )
}

const steps: Record<string, number | undefined> = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }

/** Below its button, or above where there is no room; never out of the window. */
function place(menu: HTMLElement, at: HTMLElement): void {
  const [{ top, bottom, right }, { offsetWidth, offsetHeight }] = [at.getBoundingClientRect(), menu]
  const below = bottom + 4 + offsetHeight <= innerHeight
  menu.style.inset = 'auto'
  menu.style.margin = '0'
  menu.style.top = `${Math.max(8, below ? bottom + 4 : top - 4 - offsetHeight)}px`
  menu.style.left = `${Math.max(8, Math.min(right - offsetWidth, innerWidth - offsetWidth - 8))}px`
}
