import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { type Conversation, type ConversationStart, type Live, openConversation, openLive } from '#chat/client'
import type { LogEntry, Receipt } from '#chat/protocol'
import { type Lang, monthDay, stage as words } from '#language'
import { filmSecond, showSecond, theFilm } from '../stage/film-dom.ts'
import { beginInquiry } from './begin.ts'
import { type CardView, fetchCards } from './card-view.ts'
import { Composer } from './composer.tsx'
import { Lines } from './lines.tsx'
import { Sheet } from './sheet.tsx'

export interface TalkProps {
  lang: Lang
  productId: string
  hasFilm: boolean
  /** The form's address and id, for where scripts are off. */
  action: string
  nonce: string
  room: string | null
  entries: LogEntry[]
  receipts: Receipt[]
  cards: CardView[]
  /** The zone in which the server wrote times; the browser writes them anew in its own. */
  timeZone: string
  today: string
}

/** How often the desk hears at which second the film is, in milliseconds. */
const watchEveryMs = 5000

/** The conversation beside the film. */
export function Talk(props: TalkProps) {
  const { lang, productId } = props
  const inBrowser = useInBrowser()
  const talk = useMemo(() => (typeof document === 'undefined' ? null : open(props)), [])
  const cards = useSignal<Record<string, CardView>>(Object.fromEntries(props.cards.map(card => [card.id, card])))
  const [shown, setShown] = useState<CardView | null>(null)
  const [unread, setUnread] = useState(false)
  const [announced, setAnnounced] = useState('')
  const log = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)

  const entries = talk?.conversation.entries.value ?? props.entries
  const outgoing = (inBrowser && talk?.conversation.outgoing.value) || []
  const newest = entries.at(-1)

  useEffect(() => {
    const missing = [...new Set(entries.flatMap(({ body }) => (body.kind === 'card' ? [body.productId] : [])))].filter(
      id => cards.value[id] === undefined,
    )
    if (missing.length === 0) return
    fetchCards(lang, missing)
      .then(fetched => {
        cards.value = { ...cards.value, ...Object.fromEntries(fetched.map(card => [card.id, card])) }
      })
      .catch(() => {})
  }, [entries])

  // What arrives is read out; what is written here is not. The reader's place is kept unless they are at the end.
  const seen = useRef(newest?.seq ?? 0)
  useEffect(() => {
    if (newest === undefined || newest.seq <= seen.current) return
    seen.current = newest.seq
    if (newest.role === 'operator') setAnnounced(announce(lang, newest))
    if (newest.role === 'operator' && !atEnd.current) setUnread(true)
  }, [newest])
  useEffect(() => {
    if (atEnd.current && entries.length + outgoing.length > 0) scrollToEnd(log.current)
  }, [entries.length, outgoing.length, cards.value, inBrowser])

  useEffect(() => {
    if (talk === null) return
    const { conversation } = talk
    const readIfSeen = () => {
      if (document.visibilityState === 'visible' && atEnd.current && isShown(log.current)) conversation.read()
    }
    readIfSeen()
    addEventListener('focus', readIfSeen)
    document.addEventListener('visibilitychange', readIfSeen)
    const timer = setInterval(readIfSeen, 1000)
    return () => {
      removeEventListener('focus', readIfSeen)
      document.removeEventListener('visibilitychange', readIfSeen)
      clearInterval(timer)
    }
  }, [entries.length])

  useEffect(() => (talk === null ? undefined : tellWatching(talk.conversation)), [])

  useEffect(() => {
    addEventListener('scroll', onScroll, { passive: true })
    return () => removeEventListener('scroll', onScroll)
  }, [])

  function onScroll(): void {
    const element = scrollerOf(log.current)
    if (element === null) return
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 60
    if (atEnd.current) setUnread(false)
  }

  function onClick(event: MouseEvent): void {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return
    const second = event.target.closest<HTMLElement>('[data-second]')?.dataset.second
    const card = cards.value[event.target.closest<HTMLElement>('[data-card]')?.dataset.card ?? '']
    if (second === undefined && card === undefined) return
    event.preventDefault()
    if (second !== undefined) showSecond(Number(second))
    else if (card !== undefined) setShown(card)
  }

  function say(text: string): void {
    atEnd.current = true
    talk?.conversation.say({ kind: 'text', text, second: filmSecond() })
  }

  return (
    <>
      <TalkHead
        lang={lang}
        talk={inBrowser ? talk : null}
        lastName={entries.findLast(entry => entry.name !== null)?.name ?? null}
      />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the links inside are what is activated, by click and by key */}
      <div
        class="log"
        role="log"
        aria-label={words.log(lang)}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling log must be reachable by keyboard
        tabIndex={0}
        ref={log}
        onScroll={onScroll}
        onClick={onClick}
      >
        <ol class="lines">
          {entries.length === 0 && outgoing.length === 0 && (
            <li class="first-words">{props.hasFilm ? words.firstWords(lang) : words.firstWordsWithoutFilm(lang)}</li>
          )}
          <Lines
            lang={lang}
            entries={entries}
            outgoing={outgoing}
            theirs={talk?.conversation.theirs.value ?? theirsOf(props.receipts)}
            cards={cards.value}
            timeZone={inBrowser ? undefined : props.timeZone}
            today={inBrowser ? monthDay(lang, new Date()) : props.today}
            again={cid => talk?.conversation.again(cid)}
          />
          {inBrowser && talk?.conversation.now.value.typing && (
            <li class="typing">
              {words.typing(lang, {
                name: entries.findLast(entry => entry.name !== null)?.name ?? words.somebody(lang),
              })}
            </li>
          )}
        </ol>
      </div>
      {unread && (
        <button class="button slim new-words" type="button" onClick={() => scrollToEnd(log.current)}>
          {words.newWords(lang)}
        </button>
      )}
      <p class="aside" role="status">
        {announced}
      </p>
      {shown && <Sheet lang={lang} card={shown} close={() => setShown(null)} />}
      <Composer
        lang={lang}
        action={props.action}
        nonce={props.nonce}
        keepAs={`draft:${productId}`}
        say={say}
        typing={() => talk?.conversation.typing()}
      />
    </>
  )
}

interface OpenTalk {
  live: Live
  conversation: Conversation
}

function open({ lang, productId, room, entries, receipts }: TalkProps): OpenTalk {
  const live = openLive({ as: 'shopper', lang })
  const begin: ConversationStart['begin'] = () => beginInquiry({ lang, productId })
  const conversation = openConversation(live, 'shopper', {
    room,
    entries,
    receipts,
    keepAs: `outbox:${productId}`,
    begin,
  })
  return { live, conversation }
}

/** Who is there, and honestly so. Until the socket has said, nobody is claimed to be. */
function TalkHead({ lang, talk, lastName }: { lang: Lang; talk: OpenTalk | null; lastName: string | null }) {
  const staff = talk?.live.staff.value ?? null
  const away = talk?.live.state.value === 'away'
  const name = staff?.[0] ?? lastName ?? words.shopVoice(lang)
  return (
    <header class="talk-head">
      <span class="face" aria-hidden="true">
        {[...name][0]}
      </span>
      <div>
        <h2 id="talk-title">{staff !== null && staff.length > 0 ? staff.join(', ') : name}</h2>
        {away ? (
          <p class="presence away" role="status">
            {words.reconnecting(lang)}
          </p>
        ) : staff === null ? (
          <p>{words.connecting(lang)}</p>
        ) : (
          <p class={staff.length > 0 ? 'presence' : 'presence away'}>
            {staff.length > 0 ? words.here(lang) : words.nobodyHere(lang)}
          </p>
        )}
      </div>
    </header>
  )
}

/** False while the page is as the server made it, so that the first drawing is the same. */
function useInBrowser(): boolean {
  const [inBrowser, setInBrowser] = useState(false)
  useEffect(() => setInBrowser(true), [])
  return inBrowser
}

function theirsOf(receipts: Receipt[]): Receipt {
  return receipts.find(receipt => receipt.role === 'operator') ?? { role: 'operator', delivered: 0, read: 0 }
}

function announce(lang: Lang, { name, body }: LogEntry): string {
  return body.kind === 'text' ? words.said(lang, { name: name ?? words.somebody(lang), text: body.text }) : ''
}

/** On a wide window the log scrolls, on a phone the page does. */
function scrollerOf(log: HTMLElement | null): Element | null {
  if (log === null || !isShown(log)) return null
  return getComputedStyle(log).overflowY === 'visible' ? document.scrollingElement : log
}

function scrollToEnd(log: HTMLElement | null): void {
  const scroller = scrollerOf(log)
  if (scroller !== null) scroller.scrollTop = scroller.scrollHeight
}

function isShown(log: HTMLElement | null): boolean {
  return log !== null && log.offsetParent !== null
}

/** Tells the desk what this page shows, while there is a conversation. */
function tellWatching(conversation: Conversation): (() => void) | undefined {
  const film = theFilm()
  if (film === null) return
  const tell = () => conversation.watching({ second: film.currentTime, playing: !film.paused })
  const events = ['play', 'pause', 'seeked'] as const
  for (const event of events) film.addEventListener(event, tell)
  const timer = setInterval(() => !film.paused && tell(), watchEveryMs)
  return () => {
    for (const event of events) film.removeEventListener(event, tell)
    clearInterval(timer)
  }
}
