import { josa } from 'es-hangul'
import type { TargetedKeyboardEvent } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { longestText } from '#chat/protocol'
import { desk as words } from '#language'
import { bagIcon, Icon } from '#ui'
import { deskPath } from '../address.ts'
import { sends } from '../keys.ts'
import { guestName } from '../waiting.ts'
import { obey } from './commands.ts'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

/** Where the answer is written. Without scripts it is a plain form. */
export function Reply({ desk, thread }: { desk: Desk; thread: Thread }) {
  const { lang, inquiry, view } = desk
  const field = useRef<HTMLTextAreaElement>(null)
  const conversation = thread.conversation.value
  useDraft(field, thread)

  function deliver(): void {
    const text = field.current?.value.trim() ?? ''
    if (field.current === null || text === '' || conversation === null) return
    field.current.value = ''
    grow(field.current)
    thread.write('')
    conversation.say({ kind: 'text', text })
  }

  /** While another's answer has not been looked at, sending takes a second key: the first only leads to the choice. */
  function send(event: Event): void {
    if (conversation === null) return
    event.preventDefault()
    if (thread.meanwhile.value === null) deliver()
    else document.getElementById('send-anyway')?.focus()
  }

  function sendAnyway(): void {
    deliver()
    field.current?.focus()
  }

  function look(): void {
    const answer = thread.meanwhile.value
    thread.lookedUp()
    document.getElementById(`entry-${answer?.seq}`)?.scrollIntoView({ block: 'nearest' })
    field.current?.focus({ preventScroll: true })
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLTextAreaElement>): void {
    if (sends(event)) send(event)
  }

  const guest = inquiry.value ? guestName(lang, inquiry.value.shopper) : words.shopper(lang)
  return (
    <form class="reply" method="post" action={deskPath(lang, { room: thread.room })} onSubmit={send}>
      <p class="typing">{thread.typing.value && words.isTyping(lang)}</p>
      <div role="status">
        {thread.meanwhile.value && <Collision desk={desk} thread={thread} look={look} sendAnyway={sendAnyway} />}
      </div>
      <input type="hidden" name="cid" value={view.cid} />
      <div class="write">
        <textarea
          id="reply"
          ref={field}
          name="text"
          rows={2}
          required
          maxLength={longestText}
          aria-label={words.replyTo(lang, { guest })}
          placeholder={words.writeReply(lang)}
          enterkeyhint="send"
          onKeyDown={onKeyDown}
          onInput={event => {
            thread.write(event.currentTarget.value)
            grow(event.currentTarget)
          }}
        />
        <footer>
          <button
            class="tool needs-script"
            type="button"
            aria-label={`${words.showProduct(lang)} (p)`}
            onClick={() => obey(desk, 'product')}
          >
            <Icon of={bagIcon} />
          </button>
          <button class="button primary" type="submit">
            {words.send(lang)} <span class="kbd">Enter</span>
          </button>
        </footer>
      </div>
    </form>
  )
}

function Collision({
  desk,
  thread,
  look,
  sendAnyway,
}: {
  desk: Desk
  thread: Thread
  look(): void
  sendAnyway(): void
}) {
  const { lang } = desk
  const answer = thread.meanwhile.value
  if (answer === null) return null
  const name = answer.name ?? words.operator(lang)
  const { body } = answer
  return (
    <div class="collision">
      <p>
        <b>{words.answeredMeanwhile(lang, { who: lang === 'ko' ? josa(name, '이/가') : name })}</b>{' '}
        {body.kind === 'text' ? `“${body.text}”` : words.sentCard(lang)}
      </p>
      <button class="button slim" type="button" onClick={look}>
        {words.look(lang)}
      </button>
      <button class="button slim plain" type="button" id="send-anyway" onClick={sendAnyway}>
        {words.sendAnyway(lang)}
      </button>
    </div>
  )
}

/** Brings back what was written here before; what was typed while the page was waking is kept before that. */
function useDraft(field: { current: HTMLTextAreaElement | null }, thread: Thread): void {
  const following = thread.conversation.value !== null
  useEffect(() => {
    const element = field.current
    if (element === null || !following) return
    if (element.value === '') element.value = thread.draft.value.text
    else if (element.value !== thread.draft.value.text) thread.write(element.value)
    grow(element)
  }, [following])
}

/** Where the style sheet cannot let a field grow with its text, its height is set. */
function grow(field: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}
