import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { LogEntry } from '#chat/protocol'
import { type Lang, monthDay, desk as words } from '#language'
import { actsFor } from './acting.ts'
import { isTurn, Said, Turn } from './said.tsx'
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
  useRead(box, desk, thread)
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
        {thread.lines.value.length === 0 && thread.outgoing.value.length === 0 && (
          <p class="nobody-yet">{words.nobodyYet(lang)}</p>
        )}
        <ol>
          <Earlier desk={desk} thread={thread} />
          <Entries desk={desk} thread={thread} />
          {desk.awake.value &&
            thread.outgoing.value
              .filter(isTurn)
              .map(outgoing => <Turn key={outgoing.cid} desk={desk} thread={thread} outgoing={outgoing} />)}
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
  const lines = thread.window.drawn.value
  const first = lines.findLast(line => actsFor(thread, line).length > 0)?.entry.seq
  let day = ''
  let before: LogEntry | undefined
  return lines.map(line => {
    const { entry } = line
    const ofDay = monthDay(lang, new Date(entry.at), timeZone)
    const separator = ofDay === day ? null : <Day lang={lang} entry={entry} text={ofDay} isToday={ofDay === today} />
    day = ofDay
    const goesOn = separator === null && before !== undefined && continues(before, entry)
    before = entry
    const isFirst = entry.seq === first
    return [
      separator,
      <Said key={entry.seq} desk={desk} thread={thread} line={line} goesOn={goesOn} isFirst={isFirst} />,
    ]
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
  return entry.role === 'shopper' && before.author === entry.author && isSaid(before) && isSaid(entry) && soon
}

function isSaid({ body }: LogEntry): boolean {
  return body.kind === 'text' || body.kind === 'card' || body.kind === 'gone'
}

/** What was said before; it is fetched when its place comes into view. */
function Earlier({ desk, thread }: { desk: Desk; thread: Thread }) {
  const { lang } = desk
  const place = useRef<HTMLLIElement>(null)
  const above = thread.above.value
  const load = () => void thread.earlier()
  useEffect(() => {
    const element = place.current
    if (element === null || above !== 'more') return
    const seen = new IntersectionObserver(([one]) => one?.isIntersecting && load())
    seen.observe(element)
    return () => seen.disconnect()
  }, [above, thread.window.drawn.value[0]?.entry.seq, thread.conversation.value])
  if (above === 'nothing') return null
  return (
    <li class="earlier" ref={place}>
      {above === 'failed' && <p role="alert">{words.notFetched(lang)}</p>}
      <button class="button slim plain needs-script" type="button" disabled={above === 'loading'} onClick={load}>
        {above === 'loading' ? words.loadingEarlier(lang) : words.earlier(lang)}
      </button>
    </li>
  )
}

/** The log is drawn from its end up, so only what comes below somebody who reads above needs to be made up for. */
function usePlaceKept(box: { current: HTMLDivElement | null }, thread: Thread) {
  const [unseen, setUnseen] = useState(false)
  const atEnd = useRef(true)
  const before = useRef({ height: 0, last: 0, outgoing: 0 })
  const last = newestIn(thread)
  const outgoing = thread.outgoing.value.filter(isTurn).length
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const grown = element.scrollHeight - before.current.height
    if (outgoing > before.current.outgoing || atEnd.current) {
      element.scrollTop = 0
      thread.window.trim()
    } else if (last > before.current.last) {
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
function useRead(box: { current: HTMLDivElement | null }, { roster }: Desk, thread: Thread): void {
  const last = thread.last.value
  const conversation = thread.conversation.value
  useEffect(() => {
    const read = () => {
      const element = box.current
      const shown = element !== null && element.offsetParent !== null && element.scrollTop > -nearEnd
      if (!shown || document.visibilityState !== 'visible' || conversation === null) return
      conversation.read()
      roster.read(thread.room, thread.last.peek())
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
  const lines = thread.lines.value
  useEffect(() => {
    desk.shelf.want(lines.flatMap(({ entry: { body } }) => (body.kind === 'card' ? body.productId : [])))
  }, [lines])
}

function newestIn({ lines }: Thread): number {
  return lines.value.at(-1)?.entry.seq ?? 0
}
