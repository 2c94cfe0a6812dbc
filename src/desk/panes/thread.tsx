import { useEffect } from 'preact/hooks'
import { desk as words } from '#language'
import { againIcon, backIcon, checkIcon, Icon, userIcon } from '#ui'
import { deskPath } from '../address.ts'
import { guestName } from '../waiting.ts'
import { obey } from './commands.ts'
import { Lines } from './lines.tsx'
import { isPlain } from './queues.tsx'
import { Reply } from './reply.tsx'
import type { Desk } from './state.ts'
import { Empty, Failed, Opening } from './thread-states.tsx'
import { nameOfLanguage } from './waiting.tsx'

/** The chosen conversation, or what to do where none is chosen. */
export function Thread({ desk }: { desk: Desk }) {
  const { lang, inquiry, thread, failure, chosen } = desk
  const guest = inquiry.value && guestName(lang, inquiry.value.shopper)
  const label = guest === undefined ? words.conversation(lang) : words.conversationWith(lang, { guest })
  return (
    <section class="thread" id="conversation" aria-label={label} tabIndex={-1}>
      {chosen.value === null ? (
        <Empty desk={desk} />
      ) : (
        <>
          <Head desk={desk} />
          {thread.value ? (
            <Opened key={thread.value.room} desk={desk} />
          ) : failure.value === null ? (
            <Opening desk={desk} />
          ) : (
            <Failed desk={desk} sentence={failure.value} />
          )}
        </>
      )}
    </section>
  )
}

function Opened({ desk }: { desk: Desk }) {
  const thread = desk.thread.value
  useEffect(() => thread && announce(desk), [])
  if (thread === undefined) return null
  return (
    <>
      <Lines desk={desk} thread={thread} />
      <Reply desk={desk} thread={thread} />
    </>
  )
}

function Head({ desk }: { desk: Desk }) {
  const { lang, inquiry, roster } = desk
  const row = inquiry.value
  function back(event: MouseEvent): void {
    if (!isPlain(event) || !desk.awake.value) return
    event.preventDefault()
    const left = `[data-room="${row?.room}"]`
    desk.go({ room: null })
    requestAnimationFrame(() => {
      const place = document.querySelector<HTMLElement>(left) ?? document.querySelector<HTMLElement>('.one')
      place?.focus()
    })
  }
  return (
    <header>
      <a
        class="tool back"
        href={deskPath(lang, { queue: roster.queue.value })}
        aria-label={words.backToList(lang)}
        onClick={back}
      >
        <Icon of={backIcon} />
      </a>
      <div>
        <h2>{row ? guestName(lang, row.shopper) : words.conversation(lang)}</h2>
        {row && (
          <p>
            {[
              desk.nameOf(row.productId),
              nameOfLanguage(desk, row),
              row.here ? words.shopperHere(lang) : words.shopperAway(lang),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
      </div>
      <button class="tool known-opener" type="button" popovertarget="known" aria-label={words.facts(lang)}>
        <Icon of={userIcon} />
      </button>
      {row && <StateButton desk={desk} />}
    </header>
  )
}

function StateButton({ desk }: { desk: Desk }) {
  const { lang, inquiry, view } = desk
  if (inquiry.value === undefined) return null
  const { room, state } = inquiry.value
  const resolved = state === 'resolved'
  return (
    <form
      method="post"
      action={deskPath(lang, { room })}
      onSubmit={event => {
        event.preventDefault()
        obey(desk, 'resolve')
      }}
    >
      <input type="hidden" name="cid" value={`${view.cid}-s`} />
      <button class="button slim" type="submit" name="state" value={resolved ? 'open' : 'resolved'}>
        <Icon of={resolved ? againIcon : checkIcon} small />
        {resolved ? words.reopen(lang) : words.resolve(lang)} <span class="kbd">e</span>
      </button>
    </form>
  )
}

/** Reads out what others say in the conversation that is open; what is written here is not. */
function announce({ lang, thread: chosen, announced, view, inquiry }: Desk): (() => void) | undefined {
  const thread = chosen.value
  if (thread === undefined) return
  let heard = thread.entries.value.at(-1)?.seq ?? 0
  return thread.entries.subscribe(entries => {
    const fresh = entries.filter(({ seq, author }) => seq > heard && author !== view.me.id)
    heard = Math.max(heard, entries.at(-1)?.seq ?? 0)
    const sentences = fresh.map(({ name, body }) => {
      const speaker = name ?? guestName(lang, inquiry.peek()?.shopper ?? '')
      if (body.kind === 'text') return words.said(lang, { name: speaker, text: body.text })
      if (body.kind === 'card') return words.showed(lang, { name: speaker })
      return body.state === 'resolved'
        ? words.becameResolved(lang, { name: speaker })
        : words.becameOpen(lang, { name: speaker })
    })
    if (sentences.length > 0) announced.value = sentences.join(' ')
  })
}
