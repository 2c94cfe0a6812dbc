import type { Line, Outgoing } from '#chat/client'
import { clockTime, offers, desk as words } from '#language'
import { againIcon, alertIcon, Icon } from '#ui'
import { deedOf } from './deeds.ts'
import { CardView, gist, OfferView, TextView } from './entry-body.tsx'
import { MoreButton } from './entry-menu.tsx'
import { Reactions } from './reactions.tsx'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

interface SaidProps {
  desk: Desk
  thread: Thread
  line: Line
  /** The speaker only goes on, and need not be named again. */
  goesOn: boolean
  /** Whether the keyboard comes to this one first. */
  isFirst: boolean
}

/** One entry of the log: who, when, what, and how far an answer has come; only what, where the speaker goes on. */
export function Said({ desk, thread, line, goesOn, isFirst }: SaidProps) {
  const { lang, view } = desk
  const { entry } = line
  const time = clockTime(lang, new Date(entry.at), desk.awake.value ? undefined : view.timeZone)
  const deed = deedOf(lang, entry)
  if (deed !== null) return <Deed desk={desk} thread={thread} line={line} text={deed} time={time} />
  const label = words.actsOn(lang, { name: desk.speakerOf(entry), time, text: gist(desk, entry.body) })
  return (
    <li
      class={['say', goesOn && 'goes-on', entry.body.kind === 'gone' && 'gone'].filter(Boolean).join(' ')}
      id={`entry-${entry.seq}`}
      data-seq={entry.seq}
    >
      {!goesOn && <Speaker desk={desk} thread={thread} line={line} time={time} />}
      <Body desk={desk} thread={thread} line={line} />
      {goesOn && <Edited desk={desk} line={line} />}
      <Reactions desk={desk} thread={thread} line={line} />
      {desk.awake.value && <MoreButton desk={desk} thread={thread} line={line} label={label} isFirst={isFirst} />}
    </li>
  )
}

function Speaker({ desk, thread, line, time }: { desk: Desk; thread: Thread; line: Line; time: string }) {
  const { lang } = desk
  const { entry } = line
  const { read, delivered } = thread.theirs.value
  const mark = read >= entry.seq ? words.read : delivered >= entry.seq ? words.delivered : words.sent
  const name = desk.speakerOf(entry)
  return (
    <>
      <Face name={name} tint={entry.role === 'shopper' ? 0 : tintOf(entry.author)} />
      <p class="by">
        <b>{name}</b>
        <time dateTime={entry.at}>{time}</time>
        {entry.role === 'operator' && thread.kind === 'inquiry' && entry.body.kind !== 'gone' && (
          <span> · {mark(lang)}</span>
        )}
        <Edited desk={desk} line={line} />
      </p>
    </>
  )
}

/** Words that are not their first ones say so, and lead to those. */
function Edited({ desk, line }: { desk: Desk; line: Line }) {
  const { seq, body } = line.entry
  if (body.kind !== 'text' || !body.edited) return null
  return (
    <button class="edited" type="button" onClick={() => see(desk, seq)}>
      {words.edited(desk.lang)}
    </button>
  )
}

function see(desk: Desk, seq: number): void {
  desk.sheet.value = { kind: 'history', seq }
}

function Body({ desk, thread, line: { entry } }: { desk: Desk; thread: Thread; line: Line }) {
  const { lang } = desk
  const { body } = entry
  if (body.kind === 'card') return <CardView desk={desk} productId={body.productId} />
  if (body.kind === 'text') {
    const linked = thread.kind === 'inquiry' || entry.role === 'operator'
    return <TextView desk={desk} thread={thread} body={body} linked={linked} />
  }
  if (body.kind === 'offer') return <OfferView desk={desk} thread={thread} body={body} />
  if (body.kind !== 'gone') return null
  const why =
    body.was === 'card'
      ? words.goneCard(lang)
      : body.by === 'staff'
        ? words.hidden(lang)
        : words.takenBack(lang, { name: desk.speakerOf(entry) })
  return (
    <p class="words">
      {why}{' '}
      {body.was === 'text' && desk.awake.value && (
        <button class="edited" type="button" onClick={() => see(desk, entry.seq)}>
          {words.seeWords(lang)}
        </button>
      )}
    </p>
  )
}

/** What was done, between what was said; whoever was removed can be let back from here. */
function Deed({
  desk,
  thread,
  line,
  text,
  time,
}: Omit<SaidProps, 'goesOn' | 'isFirst'> & { text: string; time: string }) {
  const { body, at, seq } = line.entry
  const isOut = body.kind === 'remove' && body.removed && thread.removed.value.some(one => one.author === body.who)
  return (
    <li class="state" id={`entry-${seq}`}>
      {text}
      <time dateTime={at}> · {time}</time>
      {isOut && (
        <button
          class="edited"
          type="button"
          onClick={() => thread.conversation.value?.say({ kind: 'remove', of: body.of, removed: false })}
        >
          {words.letBack(desk.lang)}
        </button>
      )}
    </li>
  )
}

/** One entry that was said here and is not in the log yet; of changes only those that failed. */
export function Turn({ desk, thread, outgoing }: { desk: Desk; thread: Thread; outgoing: Outgoing }) {
  const { lang, view } = desk
  const { body, cid, state, reason } = outgoing
  const failed = state === 'failed'
  const conversation = thread.conversation.value
  const mark = failed ? words.notSent(lang) : state === 'sent' ? words.sent(lang) : words.sending(lang)
  return (
    <li class={`say ${state}`}>
      <Face name={view.me.name} tint={tintOf(view.me.id)} />
      <p class="by">
        <b>{view.me.name}</b>
        {failed && <Icon of={alertIcon} small />} {mark}
      </p>
      {body.kind === 'text' ? (
        <TextView desk={desk} thread={thread} body={body} linked={false} />
      ) : body.kind === 'card' ? (
        <CardView desk={desk} productId={body.productId} />
      ) : (
        <p class="quiet">{changeOf(desk, thread, body)}</p>
      )}
      {failed && (
        <p class="again">
          <span>{reason || words.waitsToGo(lang)}</span>
          <AgainButton desk={desk} thread={thread} outgoing={outgoing} />
          <button class="button slim plain" type="button" onClick={() => conversation?.discard(cid)}>
            {words.giveUp(lang)}
          </button>
        </p>
      )}
    </li>
  )
}

/** What was refused for good is written anew; anything else may be sent as it is. */
function AgainButton({ desk: { lang }, thread, outgoing }: { desk: Desk; thread: Thread; outgoing: Outgoing }) {
  const { body, cid, waits } = outgoing
  const conversation = thread.conversation.value
  const rewrites = waits !== true && body.kind === 'text' && body.files === undefined
  function again(): void {
    if (!rewrites) {
      conversation?.again(cid)
      return
    }
    conversation?.discard(cid)
    thread.writeAgain(body.text)
    document.getElementById('reply')?.focus()
  }
  return (
    <button class="button slim" type="button" onClick={again}>
      <Icon of={againIcon} small />
      {rewrites ? words.writeAgain(lang) : words.sendAgain(lang)}
    </button>
  )
}

/** Whether something on its way is shown at the end of the log: words always, a change only when it has failed. */
export function isTurn({ body, state }: Outgoing): boolean {
  return ['text', 'card', 'offer'].includes(body.kind) || state === 'failed'
}

function changeOf({ lang, view }: Desk, thread: Thread, body: Outgoing['body']): string {
  switch (body.kind) {
    case 'edit':
      return body.text
    case 'delete':
      return words.deleteIt(lang)
    case 'hide':
      return words.hideIt(lang)
    case 'show':
      return words.showIt(lang)
    case 'reaction':
      return words.reactWith(lang, { emoji: body.emoji })
    case 'remove':
      return body.removed ? words.removePerson(lang) : words.letBack(lang)
    case 'assign': {
      const said = { seq: 0, at: '', author: thread.you, role: 'operator' as const, name: view.me.name, cid: '' }
      return deedOf(lang, { ...said, body: { ...body, name: view.me.name } }) ?? ''
    }
    case 'offer':
      return offers.title(lang)
    case 'answer':
      return offers[body.answer](lang)
    case 'text':
    case 'card':
      return ''
    default: {
      const said = { seq: 0, at: '', author: thread.you, role: 'operator' as const, name: view.me.name, cid: '' }
      return deedOf(lang, { ...said, body }) ?? ''
    }
  }
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
