import { useEffect, useMemo, useState } from 'preact/hooks'
import { type Conversation, foldAll, viewFrom } from '#chat/client'
import { emojis, type LogEntry, type Receipt, type RoomFacts, type RoomKind } from '#chat/protocol'
import { type Lang, monthDay, offers, talk as words } from '#language'
import { FileButton, FileChips, FileDrop, Icon, tagIcon } from '#ui'
import { showSecond } from '../stage/film-dom.ts'
import { useBargain } from './bargaining.tsx'
import type { CardView } from './card-view.ts'
import { useCards } from './cards.ts'
import { Composer, type Composing } from './composer.tsx'
import { useHearing, useReading, useTold } from './hearing.ts'
import { pinIcon } from './icons.ts'
import { Lines } from './lines.tsx'
import type { PlainBargain } from './offer-line.tsx'
import { waitUntil } from './pace.ts'
import { usePicking } from './picking.ts'
import { onLongPress } from './press.ts'
import { excerptOf, isMessage, isOwn, lineId, nameOf, type Reader } from './reader.ts'
import { useScrolling } from './scrolling.ts'
import { Sheet } from './sheet.tsx'
import { lineOf } from './span.ts'
import { useLoaded } from './use-loaded.ts'
import { noteAsked } from './wake.ts'

/** A room as a page begins with it. */
export interface RoomStart {
  room: string
  you: string
  entries: LogEntry[]
  facts: RoomFacts
  receipts: Receipt[]
}

export interface PanelProps {
  lang: Lang
  kind: RoomKind
  /** Null on the server, and until it is open. */
  conversation: Conversation | null
  start: RoomStart | null
  cards: CardView[]
  /** Whether it is in sight. */
  shown: boolean
  /** False while the page is as the server made it, so that the first drawing is the same. */
  inBrowser: boolean
  firstWords: string
  /** What the composer asks for, where its form goes and the id that makes sending it twice one thing. */
  label: string
  action: string
  nonce: string
  keepAs: string
  /** The zone in which the server wrote times; the browser writes them anew in its own. */
  timeZone: string
  today: string
  /** What became of a form that was sent without scripts. */
  notice: string | null
  /** Who types, if it is told. */
  typing: string | null
  /** The product for which a price may be named here. */
  bargainOver: string | null
  /** The forms that answer offers where scripts are off. */
  plain: PlainBargain | null
  /** The second that a new message is about. */
  second(): number | null
  /** How many messages of others have come that the reader has not seen. */
  onUnseen(count: number): void
}

/** One conversation: what stands above it, its log, and the field to write in. */
export function Panel(props: PanelProps) {
  const { lang, kind, conversation, start, shown, inBrowser, bargainOver } = props
  const fromServer = useMemo(() => foldAll(viewFrom(start?.facts ?? null), start?.entries ?? []), [])
  const view = conversation?.view.value ?? fromServer
  const room = conversation?.room.value ?? start?.room ?? null
  const you = conversation?.you.value ?? start?.you ?? ''
  const timeZone = inBrowser ? undefined : props.timeZone
  const { bargain, openOffer, offerSheet } = useBargain({ lang, kind, conversation, toEnd: () => scrolling.toEnd() })
  const reader = useMemo<Reader>(
    () => ({ lang, kind, room, you, timeZone, awake: inBrowser, bargain, plain: props.plain }),
    [room, you, timeZone, inBrowser, bargain],
  )
  const outgoing = (inBrowser && conversation?.outgoing.value) || []
  const { cards, showCard, card } = useCards(lang, props.cards, view.lines)
  const [composing, setComposing] = useState<Composing | null>(null)
  const [menu, setMenu] = useState<{ seq: number; anchor: HTMLElement } | null>(null)
  const [reached, setReached] = useState<number | null>(null)
  const { lines, facts } = view
  const [told, tell] = useTold()
  const scrolling = useScrolling({
    conversation,
    lines,
    shown,
    height: `${outgoing.length} ${cards.size} ${inBrowser}`,
  })
  const { log, part } = scrolling
  const { picks, takeFiles } = usePicking({ lang, conversation, log, tell })
  const inPage = lines.slice(part.from, part.to)
  const lastOwn = lines.findLast(({ entry }) => isOwn(reader, entry) && isMessage(entry.body))?.entry.seq
  const find = (seq: number) => lineOf(lines, seq)?.entry
  const menuLine = menu && lineOf(lines, menu.seq)
  const Menu = useLoaded(menu !== null, loadMenu)
  const removed = conversation?.state.value === 'removed'
  const frozen = kind === 'stage' && facts.rules.frozen
  const until = useMemo(
    () => (kind === 'stage' && inBrowser ? waitUntil(view, { reader, outgoing, now: Date.now() }) : 0),
    [lastOwn, facts.rules.slowSeconds, outgoing.length, inBrowser],
  )

  const pinned = facts.pinned && isMessage(facts.pinned.body) ? facts.pinned : null
  const seesEnd = () => shown && scrolling.seesEnd()
  const announced = useHearing({
    reader,
    lines,
    find,
    pinned,
    inBrowser,
    seesEnd,
    onUnseen: props.onUnseen,
  })
  useReading(kind === 'inquiry' ? conversation : null, { newest: lines.at(-1)?.entry.seq ?? 0, shown, seesEnd })

  const { onScroll } = scrolling
  useEffect(() => {
    addEventListener('scroll', onScroll, { passive: true })
    return () => removeEventListener('scroll', onScroll)
  }, [onScroll])

  useEffect(() => {
    if (log.current === null) return
    return onLongPress(log.current, line => openMenu(line, line.querySelector<HTMLElement>('.dots') ?? line))
  }, [])

  // A change that was refused stands in the page no more; why is said once.
  const refused = outgoing.find(({ body, state, waits }) => isChange(body.kind) && state === 'failed' && waits !== true)
  useEffect(() => {
    if (refused === undefined) return
    tell(refused.reason || words.failed(lang))
    conversation?.discard(refused.cid)
  }, [refused?.cid])

  function openMenu(line: HTMLElement, anchor: HTMLElement): void {
    const seq = Number(line.dataset.seq)
    if (line.querySelector('.dots') !== null) setMenu({ seq, anchor })
  }

  async function goTo(seq: number): Promise<void> {
    if (!(await scrolling.toLine(seq))) tell(words.notFound(lang))
  }

  function onClick(event: MouseEvent): void {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return
    const control = event.target.closest<HTMLElement>(
      '[data-second], [data-card], [data-to], [data-menu], [data-react]',
    )
    if (control === null) return
    const { second, card, to, menu: of, react } = control.dataset
    const line = control.closest<HTMLElement>('[data-seq]')
    if (card !== undefined && !showCard(card)) return
    event.preventDefault()
    if (second !== undefined) showSecond(Number(second))
    else if (to !== undefined) void goTo(Number(to))
    else if (of !== undefined && line) openMenu(line, control)
    else if (react !== undefined && line) toggle(Number(line.dataset.seq), react)
  }

  function toggle(seq: number, emoji: string): void {
    const known = emojis.find(one => one === emoji)
    const on = lineOf(lines, seq)?.reactions.some(
      reaction => reaction.emoji === emoji && reaction.authors.includes(you),
    )
    if (known !== undefined && !removed) conversation?.react(seq, known, !on)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const from = event.target instanceof Element ? event.target.closest<HTMLElement>('.dots') : null
    if (step === undefined || from === null || log.current === null) return
    event.preventDefault()
    const all = [...log.current.querySelectorAll<HTMLElement>('.dots')]
    const next = all[all.indexOf(from) + step]
    if (next === undefined) return
    next.focus()
    setReached(Number(next.dataset.menu))
  }

  function say(text: string): boolean {
    const files = takeFiles()
    if (conversation === null || files === null || (text === '' && files.length === 0)) return false
    scrolling.toEnd()
    noteAsked()
    const re = composing?.kind === 'reply' ? { re: composing.seq } : {}
    conversation.say({ kind: 'text', text, second: props.second(), ...re, ...(files.length > 0 && { files }) })
    picks.clear()
    setComposing(null)
    return true
  }

  function edit(seq: number): void {
    const body = find(seq)?.body
    if (body?.kind === 'text') setComposing({ kind: 'edit', seq, text: body.text })
  }

  const lastMenu = inPage.findLast(({ entry }) => isMessage(entry.body))?.entry.seq
  const inReach = inPage.some(({ entry }) => entry.seq === reached) ? (reached ?? lastMenu) : lastMenu
  const above = conversation?.above.value ?? 'nothing'

  return (
    <>
      {pinned && (
        <a class="pinned" href={`#${lineId(kind, pinned.seq)}`} data-to={pinned.seq} onClick={onClick}>
          <Icon of={pinIcon} small />
          <span>
            <span class="aside">{words.pinnedLabel(lang)}: </span>
            <b>{nameOf(reader, pinned)}</b> {excerptOf(lang, pinned.body)}
          </span>
        </a>
      )}
      <div
        class={`log ${kind}`}
        role="log"
        aria-label={kind === 'stage' ? words.crowdLog(lang) : words.log(lang)}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling log must be reachable by keyboard
        tabIndex={0}
        ref={log}
        onScroll={onScroll}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onPointerEnter={() => void loadMenu().catch(() => {})}
        onFocusIn={() => void loadMenu().catch(() => {})}
      >
        <ol class="lines">
          {inBrowser && (part.from > 0 || above !== 'nothing') && (
            <li class="above">
              {above === 'failed' && <span role="alert">{words.earlierFailed(lang)} </span>}
              <button class="button slim" type="button" onClick={() => void scrolling.up()}>
                {above === 'loading' ? words.loadingEarlier(lang) : words.earlierWords(lang)}
              </button>
            </li>
          )}
          {lines.length === 0 && outgoing.length === 0 && <li class="first-words">{props.firstWords}</li>}
          <Lines
            reader={reader}
            lines={inPage}
            find={find}
            lastOwn={lastOwn}
            inReach={inReach}
            outgoing={part.to === lines.length ? outgoing : []}
            theirs={kind === 'inquiry' ? (conversation?.theirs.value ?? theirsOf(start?.receipts ?? [])) : null}
            cards={cards.all}
            today={inBrowser ? monthDay(lang, new Date()) : props.today}
            again={cid => conversation?.again(cid)}
            discard={cid => conversation?.discard(cid)}
          />
          {props.typing !== null && <li class="typing">{words.typing(lang, { name: props.typing })}</li>}
        </ol>
      </div>
      {scrolling.behind && (
        <button class="button slim new-words" type="button" onClick={scrolling.toEnd}>
          {words.newWords(lang)}
        </button>
      )}
      <p class="aside" role="status">
        {announced}
      </p>
      <p class="talk-told" role="status">
        {told !== '' && <span class="toast">{told}</span>}
      </p>
      {card && <Sheet lang={lang} card={card} close={() => showCard(null)} />}
      {offerSheet}
      {menu && menuLine && Menu && (
        <Menu.EntryMenu
          reader={reader}
          line={menuLine}
          anchor={menu.anchor}
          mayWrite={!frozen && !removed}
          close={() => setMenu(null)}
          react={emoji => toggle(menu.seq, emoji)}
          reply={() =>
            setComposing({
              kind: 'reply',
              seq: menu.seq,
              name: nameOf(reader, menuLine.entry),
              excerpt: excerptOf(lang, menuLine.entry.body),
            })
          }
          copy={() => copy(menuLine.entry).then(() => tell(words.copied(lang)))}
          edit={() => edit(menu.seq)}
          takeBack={() => conversation?.remove(menu.seq)}
        />
      )}
      {props.notice !== null && !inBrowser && <p class="talk-notice">{props.notice}</p>}
      <FileDrop picks={picks}>
        <Composer
          lang={lang}
          label={props.label}
          action={props.action}
          nonce={props.nonce}
          keepAs={props.keepAs}
          composing={composing}
          ready={conversation !== null}
          waitUntil={until}
          above={<FileChips picks={picks} />}
          tools={
            <>
              {bargainOver !== null && !removed && (
                <button
                  class="tool offer-open needs-script"
                  type="button"
                  aria-label={offers.make(lang)}
                  title={offers.make(lang)}
                  onClick={() => openOffer({ productId: bargainOver })}
                >
                  <Icon of={tagIcon} />
                </button>
              )}
              <FileButton picks={picks} />
            </>
          }
          closed={removed ? words.crowdRemoved(lang) : frozen ? words.frozen(lang) : null}
          say={say}
          edit={(seq, text) => conversation?.edit(seq, text)}
          giveUp={() => setComposing(null)}
          editLast={() => lastOwn !== undefined && edit(lastOwn)}
          typing={() => conversation?.typing()}
        />
      </FileDrop>
    </>
  )
}

const loadMenu = () => import('./menu.tsx')

function isChange(kind: string): boolean {
  return kind === 'edit' || kind === 'delete' || kind === 'reaction' || kind === 'offer' || kind === 'answer'
}

async function copy({ body }: LogEntry): Promise<void> {
  if (body.kind === 'text') await navigator.clipboard.writeText(body.text)
}

function theirsOf(receipts: Receipt[]): Receipt {
  return receipts.find(receipt => receipt.role === 'operator') ?? { role: 'operator', delivered: 0, read: 0 }
}
