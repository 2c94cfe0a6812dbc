import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

interface PopoverProps {
  /** What it was opened from, and stands beside. */
  anchor: HTMLElement
  role: 'menu' | 'dialog'
  label: string
  /** Which edge of the anchor it keeps to. */
  edge: 'start' | 'end'
  close(): void
  children: ComponentChildren
}

/** Room between it, its anchor and the edges of the window, in pixels. */
const gapPx = 6

/**
 * What opens beside a control: over everything, closed by Esc, by a click elsewhere and by what is chosen in it. Arrow
 * keys go from one control in it to the next; the focus goes back to where it came from.
 */
export function Popover({ anchor, role, label, edge, close, children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    element.showPopover()
    place(element, anchor, edge)
    controls(element)[0]?.focus()
    return () => {
      // Only what had the focus gives it back.
      if (element.contains(document.activeElement) || document.activeElement === document.body)
        anchor.focus({ preventScroll: true })
    }
  }, [])
  useEffect(() => {
    if (box.current !== null) place(box.current, anchor, edge)
  })

  function onKeyDown(event: KeyboardEvent): void {
    // The browser would hide it now and tell of it later; a key that is pressed in between would be undone by that.
    if (event.key === 'Escape') {
      event.preventDefault()
      close()
      return
    }
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    const all = box.current === null ? [] : controls(box.current)
    const at = document.activeElement instanceof HTMLElement ? all.indexOf(document.activeElement) : -1
    if (event.key === 'Tab' && role === 'menu') close()
    if (step === undefined || all.length === 0) return
    event.preventDefault()
    all[(at + step + all.length) % all.length]?.focus()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useAriaPropsSupportedByRole: the role is one of two
    <div
      class="menu talk-menu"
      popover="auto"
      ref={box}
      role={role}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onToggle={event => event.newState === 'closed' && close()}
    >
      {children}
    </div>
  )
}

function controls(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('button:not([disabled]), a[href]')]
}

/** Below the anchor where there is room, else above it, and never out of the window. */
function place(box: HTMLElement, anchor: HTMLElement, edge: 'start' | 'end'): void {
  const of = anchor.getBoundingClientRect()
  const { width, height } = box.getBoundingClientRect()
  const below = of.bottom + gapPx
  const top = below + height + gapPx <= innerHeight ? below : Math.max(gapPx, of.top - gapPx - height)
  const left = edge === 'start' ? of.left : of.right - width
  box.style.top = `${Math.max(gapPx, Math.min(top, innerHeight - height - gapPx))}px`
  box.style.left = `${Math.max(gapPx, Math.min(left, document.documentElement.clientWidth - width - gapPx))}px`
}
