import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { LogEntry } from '#chat/protocol'
import { type Lang, monthDay, desk as words } from '#language'
import { entriesAtOnce } from '../views.ts'
import { Said, Turn } from './said.tsx'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

/** Nearer to the end than this, in pixels, a reader is at it. */
const nearEnd = 48
/** What somebody says within this time after their last words belongs to them. */
const goesOnMs = 120_000

/** The conversation's log. What arrives never moves what is being read: at its end it follows, above it it stays. */
export function Lines({ desk, thread }: { desk: Desk; thread: Thread }) {
  const { lang } = desk
  const box = useRef<HTMLDivElement>(null)
  const { unseen, onScroll, toEnd } = usePlaceKept(box, thread)
  useRead(box, thread)
  useNamesFetched(desk, thread)
  return (
    <div class="log">
      <div
        class="lines"
        id="log"
        role="log"
        aria-live="off"
        aria-label={words.log(lang)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        ref={box}
        onScroll={onScroll}
      >
        <ol>
          <Earlier desk={desk} thread={thread} />
          <Entries desk={desk} thread={thread} />
          {desk.awake.value &&
            thread.outgoing.value.map(outgoing => (
              <Turn key={outgoing.cid} desk={desk} thread={thread} body={outgoing.body} outgoing={outgoing} />
            ))}
        </ol>
      </div>
      {unseen && (
        <button class="button slim unseen" type="button" onClick={toEnd}>
          {words.newWords(lang)}
        </button>
      )}
    </div>
  )
}

function Entries({ desk, thread }: { desk: Desk; thread: Thread }) {
  const { lang, view } = desk
  const timeZone = desk.awake.value ? undefined : view.timeZone
  const today = monthDay(lang, new Date(desk.now.peek()), timeZone)
  let day = ''
  let before: LogEntry | undefined
  return thread.entries.value.map(entry => {
    const ofDay = monthDay(lang, new Date(entry.at), timeZone)
    const separator = ofDay === day ? null : <Day lang={lang} entry={entry} text={ofDay} isToday={ofDay === today} />
    day = ofDay
    const goesOn = separator === null && before !== undefined && continues(before, entry)
    before = entry
    return [separator, <Said key={entry.seq} desk={desk} thread={thread} entry={entry} goesOn={goesOn} />]
  })
}

function Day({ lang, entry, text, isToday }: { lang: Lang; entry: LogEntry; text: string; isToday: boolean }) {
  return (
    <li class="day" key={`day ${text}`}>
      <time dateTime={entry.at.slice(0, 10)}>{isToday ? words.today(lang) : text}</time>
    </li>
  )
}

/** Whether a shopper only goes on speaking, so that their name need not stand there again. */
function continues(before: LogEntry, entry: LogEntry): boolean {
  const soon = Date.parse(entry.at) - Date.parse(before.at) < goesOnMs
  return entry.role === 'shopper' && before.author === entry.author && before.body.kind !== 'state' && soon
}

/** What was said before; it is fetched when its place comes into view. */
function Earlier({ desk, thread }: { desk: Desk; thread: Thread }) {
  const { lang } = desk
  const place = useRef<HTMLLIElement>(null)
  const first = thread.entries.value[0]?.seq ?? 1
  const state = thread.earlier.value
  useEffect(() => {
    const element = place.current
    if (element === null || first <= 1 || state !== 'idle' || thread.entries.value.length < entriesAtOnce) return
    const seen = new IntersectionObserver(([one]) => one?.isIntersecting && void thread.loadEarlier())
    seen.observe(element)
    return () => seen.disconnect()
  }, [first, state, desk.awake.value])
  if (first <= 1) return null
  return (
    <li class="earlier" ref={place}>
      <button
        class="button slim plain needs-script"
        type="button"
        disabled={state === 'loading'}
        onClick={() => void thread.loadEarlier()}
      >
        {state === 'loading' ? words.loadingEarlier(lang) : words.earlier(lang)}
      </button>
    </li>
  )
}

/** The log is drawn from its end up, so only what comes below somebody who reads above needs to be made up for. */
function usePlaceKept(box: { current: HTMLDivElement | null }, thread: Thread) {
  const [unseen, setUnseen] = useState(false)
  const atEnd = useRef(true)
  const before = useRef({ height: 0, last: 0, outgoing: 0 })
  const last = thread.entries.value.at(-1)?.seq ?? 0
  const outgoing = thread.outgoing.value.length
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const grown = element.scrollHeight - before.current.height
    if (outgoing > before.current.outgoing || atEnd.current) element.scrollTop = 0
    else if (last > before.current.last) {
      element.scrollTop -= grown
      setUnseen(true)
    }
    before.current = { height: element.scrollHeight, last, outgoing }
  }, [last, outgoing])
  useLayoutEffect(() => {
    before.current.height = box.current?.scrollHeight ?? 0
  })
  return {
    unseen,
    onScroll(): void {
      atEnd.current = (box.current?.scrollTop ?? 0) > -nearEnd
      if (atEnd.current) setUnseen(false)
    },
    toEnd(): void {
      if (box.current !== null) box.current.scrollTop = 0
      document.getElementById('log')?.focus({ preventScroll: true })
    },
  }
}

/** Tells the shopper's page what this operator has had before their eyes. */
function useRead(box: { current: HTMLDivElement | null }, thread: Thread): void {
  const last = thread.entries.value.at(-1)?.seq ?? 0
  const conversation = thread.conversation.value
  useEffect(() => {
    const read = () => {
      const element = box.current
      const shown = element !== null && element.offsetParent !== null && element.scrollTop > -nearEnd
      if (shown && document.visibilityState === 'visible') conversation?.read()
    }
    read()
    const element = box.current
    const again = setInterval(read, 2000)
    element?.addEventListener('scrollend', read)
    document.addEventListener('visibilitychange', read)
    return () => {
      clearInterval(again)
      element?.removeEventListener('scrollend', read)
      document.removeEventListener('visibilitychange', read)
    }
  }, [last, conversation])
}

function useNamesFetched(desk: Desk, thread: Thread): void {
  const entries = thread.entries.value
  useEffect(() => {
    desk.shelf.want(entries.flatMap(({ body }) => (body.kind === 'card' ? [body.productId] : [])))
  }, [entries])
}
