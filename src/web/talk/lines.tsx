import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Line, Outgoing } from '#chat/client'
import type { LogEntry, Receipt } from '#chat/protocol'
import { filmTime, monthDay, talk as words } from '#language'
import { againIcon, alertIcon, checkIcon, clockIcon, Icon, Second } from '#ui'
import { type LineProps, LineView, type Progress } from './line.tsx'
import { type Cards, isMessage, isOwn, type Reader } from './reader.ts'
import { Words } from './words.tsx'

export interface LinesProps {
  reader: Reader
  /** Those that are in the page. */
  lines: readonly Line[]
  /** Any line by its seq, in the page or not. */
  find(seq: number): LogEntry | undefined
  /** The newest seq of one's own, of all lines. */
  lastOwn: number | undefined
  /** The line whose menu the Tab key finds. */
  inReach: number | undefined
  outgoing: readonly Outgoing[]
  /** How far the other side has come; null where nobody counts that. */
  theirs: Receipt | null
  cards: Cards
  today: string
  again(cid: string): void
  discard(cid: string): void
}

/** The conversation as the shopper reads it: who speaks is told by shape, and how far their own words have come by a mark. */
export function Lines({ lines, outgoing, ...common }: LinesProps) {
  const { reader, find, cards, theirs, lastOwn, inReach, today, again, discard } = common
  const { lang, timeZone } = reader
  const drawn: ComponentChildren[] = []
  let day = ''
  for (const line of lines) {
    const { entry } = line
    const at = new Date(entry.at)
    const ofDay = monthDay(lang, at, timeZone)
    if (ofDay !== day) drawn.push(<Day key={ofDay} at={at} text={ofDay === today ? words.today(lang) : ofDay} />)
    day = ofDay
    const re = entry.body.kind === 'text' ? entry.body.re : undefined
    const marked = theirs !== null && entry.seq === lastOwn && isOwn(reader, entry) && isMessage(entry.body)
    drawn.push(
      <Kept
        key={entry.seq}
        reader={reader}
        line={line}
        cards={cards}
        answered={re === undefined ? undefined : find(re)}
        inReach={entry.seq === inReach}
        progress={marked ? progressOf(entry.seq, theirs) : null}
      />,
    )
  }
  const [first] = outgoing
  if (first !== undefined && day !== today)
    drawn.push(<Day key={today} at={new Date(first.at)} text={words.today(lang)} />)
  return (
    <>
      {drawn}
      {outgoing.map(one => (
        <OnTheWay key={one.cid} reader={reader} outgoing={one} again={again} discard={discard} />
      ))}
    </>
  )
}

function progressOf(seq: number, theirs: Receipt): Progress {
  return theirs.read >= seq ? 'read' : theirs.delivered >= seq ? 'delivered' : 'sent'
}

/** A line that is drawn anew only when something of it has changed. */
function Kept(props: LineProps) {
  const { reader, line, cards, answered, inReach, progress } = props
  const card = line.entry.body.kind === 'card' ? cards[line.entry.body.productId] : undefined
  return useMemo(() => <LineView {...props} />, [reader, line, card, answered, inReach, progress])
}

function Day({ at, text }: { at: Date; text: string }) {
  return (
    <li class="day">
      <time dateTime={at.toISOString().slice(0, 10)}>{text}</time>
    </li>
  )
}

function OnTheWay({
  reader,
  outgoing,
  again,
  discard,
}: Pick<LinesProps, 'reader' | 'again' | 'discard'> & { outgoing: Outgoing }) {
  const { lang } = reader
  const { body, state, reason, cid } = outgoing
  if (body.kind !== 'text') return null
  return (
    <li class={`mine ${state}`}>
      <div class="said">
        {body.second != null && <Second at={body.second} label={words.toSecond(lang, { at: filmTime(body.second) })} />}
        <Words lang={lang} text={body.text} links={false} seconds={false} />
        {body.files && <small class="edited"> {words.filesCount(lang, { n: body.files.length })}</small>}
      </div>
      {state === 'failed' ? (
        <p class="again">
          <span class="mark bad">
            <Icon of={alertIcon} />
            {reason || words.failed(lang)}
          </span>
          <button class="button slim" type="button" onClick={() => again(cid)}>
            <Icon of={againIcon} small />
            {words.sendAgain(lang)}
          </button>
          <button class="button slim plain" type="button" onClick={() => discard(cid)}>
            {words.giveUp(lang)}
          </button>
        </p>
      ) : (
        <p class="mark">
          <Icon of={state === 'sent' ? checkIcon : clockIcon} />
          {state === 'held' ? words.held(lang) : state === 'sent' ? words.sent(lang) : words.sending(lang)}
        </p>
      )}
    </li>
  )
}
