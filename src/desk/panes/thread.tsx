import { useEffect } from 'preact/hooks'
import { desk as words } from '#language'
import { FileDrop } from '#ui'
import { AboveLog } from './above-log.tsx'
import { announce } from './announcing.ts'
import { Head } from './head.tsx'
import { HeldWords } from './held.tsx'
import { Lines } from './lines.tsx'
import { Reply } from './reply.tsx'
import type { Desk } from './state.ts'
import { Empty, Failed, Gone, Opening } from './thread-states.tsx'

/** The chosen conversation, or what to do where none is chosen. */
export function Thread({ desk }: { desk: Desk }) {
  const { lang, inquiry, thread, failure, chosen } = desk
  const guest = inquiry.value && desk.titleOf(inquiry.value)
  const label = guest ? words.conversationWith(lang, { guest }) : words.conversation(lang)
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
  useEffect(() => thread && announce(desk, thread), [])
  if (thread === undefined) return null
  return (
    <FileDrop picks={thread.picks}>
      <AboveLog desk={desk} thread={thread} />
      <Lines desk={desk} thread={thread} />
      {thread.kind === 'stage' && <HeldWords desk={desk} thread={thread} />}
      {thread.isGone.value ? <Gone desk={desk} /> : <Reply desk={desk} thread={thread} />}
    </FileDrop>
  )
}
