import type { ComponentChildren } from 'preact'
import type { Outgoing } from '#chat/client'
import type { EntryBody, LogEntry } from '#chat/protocol'
import { clockTime, filmTime, pick, desk as words } from '#language'
import { againIcon, alertIcon, Icon, Price, Second } from '#ui'
import { productPath } from '../address.ts'
import { guestName } from '../waiting.ts'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

/** One entry of the log: who, when, what, and how far an answer has come; only what, where the speaker goes on. */
export function Said({
  desk,
  thread,
  entry,
  goesOn,
}: {
  desk: Desk
  thread: Thread
  entry: LogEntry
  goesOn: boolean
}) {
  const { lang, view } = desk
  const time = clockTime(lang, new Date(entry.at), desk.awake.value ? undefined : view.timeZone)
  const { body } = entry
  if (body.kind === 'state') {
    const name = entry.name ?? ''
    return (
      <li class="state">
        {body.state === 'resolved' ? words.becameResolved(lang, { name }) : words.becameOpen(lang, { name })}
        <time dateTime={entry.at}> · {time}</time>
      </li>
    )
  }
  if (goesOn) {
    return (
      <li class="say goes-on" id={`entry-${entry.seq}`}>
        <Body desk={desk} body={body} />
      </li>
    )
  }
  const { read, delivered } = thread.theirs.value
  const mark = read >= entry.seq ? words.read : delivered >= entry.seq ? words.delivered : words.sent
  return (
    <li class="say" id={`entry-${entry.seq}`}>
      <Speaker desk={desk} entry={entry} />
      <p class="by">
        <b>{entry.name ?? guestName(lang, entry.author)}</b>
        <time dateTime={entry.at}>{time}</time>
        {entry.role === 'operator' && <span> · {mark(lang)}</span>}
      </p>
      <Body desk={desk} body={body} />
    </li>
  )
}

/** One entry that was said here and is not in the log yet. */
export function Turn({
  desk,
  thread,
  body,
  outgoing,
}: {
  desk: Desk
  thread: Thread
  body: EntryBody
  outgoing: Outgoing
}) {
  const { lang, view } = desk
  const failed = outgoing.state === 'failed'
  const again = () => thread.conversation.value?.again(outgoing.cid)
  const mark = failed ? words.notSent(lang) : outgoing.state === 'sent' ? words.sent(lang) : words.sending(lang)
  return (
    <li class={`say ${outgoing.state}`}>
      <Face name={view.me.name} tint={tintOf(view.me.id)} />
      <p class="by">
        <b>{view.me.name}</b>
        {failed && <Icon of={alertIcon} small />} {mark}
      </p>
      {body.kind === 'state' ? (
        <p class="quiet">{body.state === 'resolved' ? words.resolve(lang) : words.reopen(lang)}</p>
      ) : (
        <Body desk={desk} body={body} />
      )}
      {failed && (
        <p class="again">
          {outgoing.reason && <span>{outgoing.reason}</span>}
          <button class="button slim" type="button" onClick={again}>
            <Icon of={againIcon} small />
            {words.sendAgain(lang)}
          </button>
        </p>
      )}
    </li>
  )
}

function Speaker({ desk, entry }: { desk: Desk; entry: LogEntry }) {
  const name = entry.name ?? guestName(desk.lang, entry.author)
  return <Face name={name} tint={entry.role === 'shopper' ? 0 : tintOf(entry.author)} />
}

function Face({ name, tint }: { name: string; tint: number }) {
  return (
    <span class={`face small tint-${tint}`} aria-hidden="true">
      {[...name][0]}
    </span>
  )
}

/** The ground of an operator's letter, the same for the same person; shoppers have one of their own. */
function tintOf(operatorId: string): number {
  return 1 + (Number.parseInt(operatorId.slice(-2), 16) % 5)
}

function Body({ desk, body }: { desk: Desk; body: Exclude<EntryBody, { kind: 'state' }> }) {
  if (body.kind === 'card') return <Card desk={desk} productId={body.productId} />
  return (
    <p class="words">
      {body.second != null && <Moment desk={desk} at={body.second} />}
      {withMoments(desk, body.text)}
    </p>
  )
}

/** A second of the film that the conversation is about; it opens the product's page there. */
function Moment({ desk, at }: { desk: Desk; at: number }) {
  const { lang, inquiry } = desk
  const goods = desk.goodsOf(inquiry.value?.productId ?? '')
  const label = words.toSecond(lang, { at: filmTime(at) })
  return <Second at={at} label={label} href={productPath(lang, { slug: goods?.slug ?? '', second: at })} />
}

/** A moment that was written as 0:41 is shown as the shopper sees it: as one. */
function withMoments(desk: Desk, text: string): ComponentChildren[] {
  return text.split(/(?<!\S)(\d{1,2}:[0-5]\d)(?!\d)/).map((part, i) => {
    if (i % 2 === 0) return part
    const [minutes = 0, seconds = 0] = part.split(':').map(Number)
    return <Moment key={i} desk={desk} at={minutes * 60 + seconds} />
  })
}

function Card({ desk, productId }: { desk: Desk; productId: string }) {
  const { lang } = desk
  const goods = desk.goodsOf(productId)
  if (goods === undefined) return <p class="card tip waiting-for-name" />
  if (goods === null) return <p class="note">{words.cardGone(lang)}</p>
  const { picture } = goods
  return (
    <a class="card tip" href={productPath(lang, goods)} target="_blank" rel="noopener">
      {picture && <img src={picture.src} srcset={picture.srcset} sizes="56px" alt="" width={56} height={56} />}
      <span>
        <span class="tip-name">{pick(lang, goods.name)}</span>
        <Price lang={lang} value={goods.price} {...(goods.priceFrom && { from: words.from(lang) })} />
      </span>
    </a>
  )
}
