import type { ComponentChildren } from 'preact'
import type { Outgoing } from '#chat/client'
import type { LogEntry, Receipt } from '#chat/protocol'
import { clockTime, type Lang, monthDay, stage as words } from '#language'
import { againIcon, alertIcon, checkIcon, checksIcon, clockIcon, Icon, Price, rightIcon, Second } from '#ui'
import type { CardView } from './card-view.ts'

export interface LinesProps {
  lang: Lang
  entries: LogEntry[]
  outgoing: Outgoing[]
  theirs: Receipt
  cards: Record<string, CardView>
  /** Set on the server, whose clock's zone is not the reader's; the browser then uses its own. */
  timeZone?: string | undefined
  today: string
  again(cid: string): void
}

/** The conversation as the shopper reads it: who speaks is told by shape, and how far their own words have come by a mark. */
export function Lines({ lang, entries, outgoing, theirs, cards, timeZone, today, again }: LinesProps) {
  const lastMine = entries.findLast(entry => entry.role === 'shopper')?.seq
  const lines: ComponentChildren[] = []
  let day = ''
  for (const entry of entries) {
    const at = new Date(entry.at)
    const ofDay = monthDay(lang, at, timeZone)
    if (ofDay !== day)
      lines.push(<Day key={ofDay} lang={lang} at={at} text={ofDay === today ? words.today(lang) : ofDay} />)
    day = ofDay
    const time = clockTime(lang, at, timeZone)
    lines.push(
      entry.role === 'shopper' ? (
        <Mine key={entry.seq} lang={lang} body={entry.body}>
          {entry.seq === lastMine ? (
            <Mark lang={lang} seq={entry.seq} theirs={theirs} time={time} />
          ) : (
            <p class="mark">{time}</p>
          )}
        </Mine>
      ) : (
        <Theirs key={entry.seq} lang={lang} entry={entry} time={time} cards={cards} />
      ),
    )
  }
  return (
    <>
      {lines}
      {outgoing.map(one => (
        <OnTheWay key={one.cid} lang={lang} outgoing={one} again={again} />
      ))}
    </>
  )
}

function Day({ at, text }: { lang: Lang; at: Date; text: string }) {
  return (
    <li class="day">
      <time dateTime={at.toISOString().slice(0, 10)}>{text}</time>
    </li>
  )
}

function Mine({ lang, body, children }: { lang: Lang; body: LogEntry['body']; children: ComponentChildren }) {
  if (body.kind !== 'text') return null
  return (
    <li class="mine">
      <Said lang={lang} text={body.text} second={body.second} />
      {children}
    </li>
  )
}

function Said({ lang, text, second }: { lang: Lang; text: string; second?: number | null | undefined }) {
  return (
    <div class="said">
      {second != null && <Second at={second} label={words.toSecond(lang, { at: secondText(second) })} />}
      {text}
    </div>
  )
}

/** How far a message of one's own has come. */
function Mark({ lang, seq, theirs, time }: { lang: Lang; seq: number; theirs: Receipt; time: string }) {
  if (theirs.read >= seq) {
    return (
      <p class="mark read">
        <Icon of={checksIcon} />
        {words.read(lang)} {time}
      </p>
    )
  }
  return (
    <p class="mark">
      <Icon of={theirs.delivered >= seq ? checksIcon : checkIcon} />
      {theirs.delivered >= seq ? words.delivered(lang) : words.sent(lang)} {time}
    </p>
  )
}

function Theirs({
  lang,
  entry,
  time,
  cards,
}: {
  lang: Lang
  entry: LogEntry
  time: string
  cards: LinesProps['cards']
}) {
  const { body, name } = entry
  if (body.kind === 'state') {
    return <li class="state">{body.state === 'resolved' ? words.resolved(lang) : words.reopened(lang)}</li>
  }
  return (
    <li class="theirs">
      <p class="who">
        <b>{name ?? words.somebody(lang)}</b> <time dateTime={entry.at}>{time}</time>
      </p>
      {body.kind === 'text' ? (
        <p class="answer-text">{withSeconds(lang, body.text)}</p>
      ) : (
        <Card lang={lang} card={cards[body.productId]} />
      )}
    </li>
  )
}

function Card({ lang, card }: { lang: Lang; card: CardView | undefined }) {
  if (card === undefined) return <p class="note">{words.cardGone(lang)}</p>
  return (
    <a class="card tip" href={card.href} data-card={card.id}>
      {card.image && (
        <img src={card.image.src} srcset={card.image.srcset} sizes="56px" alt={card.image.alt} width={56} height={56} />
      )}
      <span>
        <span class="tip-name">{card.name}</span>
        <Price lang={lang} value={card.price} />
      </span>
      <Icon of={rightIcon} />
    </a>
  )
}

function OnTheWay({ lang, outgoing, again }: { lang: Lang; outgoing: Outgoing; again(cid: string): void }) {
  const { body, state, reason, cid } = outgoing
  if (body.kind !== 'text') return null
  return (
    <li class={`mine ${state}`}>
      <Said lang={lang} text={body.text} second={body.second} />
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
        </p>
      ) : (
        <p class="mark">
          <Icon of={state === 'sent' ? checkIcon : clockIcon} />
          {state === 'sent' ? words.sent(lang) : words.sending(lang)}
        </p>
      )}
    </li>
  )
}

/** A moment that the operator wrote as 0:41 becomes a link into the film. */
function withSeconds(lang: Lang, text: string): ComponentChildren[] {
  return text.split(/(?<!\S)(\d{1,2}:[0-5]\d)(?!\d)/).map((part, i) => {
    if (i % 2 === 0) return part
    const [minutes = 0, seconds = 0] = part.split(':').map(Number)
    return <Second key={i} at={minutes * 60 + seconds} label={words.toSecond(lang, { at: part })} />
  })
}

function secondText(second: number): string {
  return `${Math.floor(second / 60)}:${String(Math.floor(second % 60)).padStart(2, '0')}`
}
