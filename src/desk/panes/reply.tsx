import { josa } from 'es-hangul'
import type { TargetedKeyboardEvent } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { longestText } from '#chat/protocol'
import { offers, desk as words } from '#language'
import { bagIcon, closeIcon, FileButton, FileChips, Icon, tagIcon } from '#ui'
import { deskPath } from '../address.ts'
import { sends } from '../keys.ts'
import { actOn, lastOwnText } from './acting.ts'
import { obey } from './commands.ts'
import { quoted } from './entry-body.tsx'
import { editIcon, replyIcon } from './icons.ts'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

/** Where the answer is written, or a message of one's own is edited. Without scripts it is a plain form. */
export function Reply({ desk, thread }: { desk: Desk; thread: Thread }) {
  const { lang, inquiry, view } = desk
  const field = useRef<HTMLTextAreaElement>(null)
  const conversation = thread.conversation.value
  const { picks } = thread
  const writesAnswer = conversation !== null && thread.editing.value === null
  const editing = thread.editing.value
  useDraft(field, thread)

  function deliver(): void {
    if (field.current === null || conversation === null) return
    const text = field.current.value.trim()
    if (editing !== null) {
      if (text !== '') conversation.edit(editing, text)
      thread.editing.value = null
      return
    }
    const files = picks.ready()
    if (files === null) {
      desk.told.value = words.filesWait(lang)
      return
    }
    if (text === '' && files.length === 0) return
    const { re } = thread.draft.value
    const isThere = re !== null && thread.lineOf(re)?.entry.body.kind !== 'gone'
    conversation.say({ kind: 'text', text, ...(isThere && { re }), ...(files.length > 0 && { files }) })
    picks.clear()
    thread.answer(null)
    thread.write('')
    field.current.value = ''
    grow(field.current)
  }

  /** While another's answer has not been looked at, sending takes a second key: the first only leads to the choice. */
  function send(event: Event): void {
    if (conversation === null) return
    event.preventDefault()
    if (thread.meanwhile.value === null || editing !== null) deliver()
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
    else if (event.key === 'ArrowUp' && event.currentTarget.value === '' && editing === null) {
      const seq = lastOwnText(thread)
      if (seq === undefined) return
      event.preventDefault()
      actOn(desk, thread, { seq, act: 'edit' })
    } else if (event.key === 'Escape' && editing !== null) {
      event.preventDefault()
      thread.editing.value = null
    }
  }

  const guest = inquiry.value ? desk.titleOf(inquiry.value) : words.shopper(lang)
  const label = thread.kind === 'stage' ? words.writeToAll(lang) : words.replyTo(lang, { guest })
  return (
    <form class="reply" method="post" action={deskPath(lang, { room: thread.room })} onSubmit={send}>
      <p class="typing">{thread.typing.value && words.isTyping(lang)}</p>
      <div role="status">
        {editing === null && thread.meanwhile.value && (
          <Collision desk={desk} thread={thread} look={look} sendAnyway={sendAnyway} />
        )}
      </div>
      <input type="hidden" name="cid" value={view.cid} />
      <div class="write">
        <Purpose desk={desk} thread={thread} field={field} />
        {writesAnswer && <FileChips picks={picks} />}
        <textarea
          id="reply"
          ref={field}
          name="text"
          rows={2}
          required={conversation === null}
          maxLength={longestText}
          aria-label={editing === null ? label : words.editing(lang)}
          placeholder={thread.kind === 'stage' ? words.writeToAll(lang) : words.writeReply(lang)}
          enterkeyhint="send"
          onKeyDown={onKeyDown}
          onInput={event => {
            if (editing === null) thread.write(event.currentTarget.value)
            grow(event.currentTarget)
          }}
        />
        <footer>
          {editing === null && (
            <button
              class="tool needs-script"
              type="button"
              aria-label={`${words.showProduct(lang)} (p)`}
              onClick={() => obey(desk, 'product')}
            >
              <Icon of={bagIcon} />
            </button>
          )}
          {editing === null && thread.kind === 'inquiry' && (
            <button
              class="tool needs-script"
              type="button"
              aria-label={`${offers.make(lang)} (b)`}
              onClick={() => obey(desk, 'offer')}
            >
              <Icon of={tagIcon} />
            </button>
          )}
          {writesAnswer && <FileButton picks={picks} />}
          <button class="button primary" type="submit">
            {editing === null ? words.send(lang) : words.saveEdit(lang)} <span class="kbd">Enter</span>
          </button>
        </footer>
      </div>
    </form>
  )
}

/** What the words in the field are for, where they are not simply the next ones: an answer to something, or an edit. */
function Purpose({
  desk,
  thread,
  field,
}: {
  desk: Desk
  thread: Thread
  field: { current: HTMLTextAreaElement | null }
}) {
  const { lang } = desk
  const editing = thread.editing.value
  const { re } = thread.draft.value
  const answered = re === null ? undefined : thread.lineOf(re)?.entry
  if (!desk.awake.value || (editing === null && re === null)) return null
  const stop = () => {
    if (editing !== null) thread.editing.value = null
    else thread.answer(null)
    field.current?.focus()
  }
  return (
    <div class="purpose">
      <Icon of={editing === null ? replyIcon : editIcon} small />
      <p>
        {editing === null ? (
          <>
            <b>{words.replyingTo(lang, { name: answered ? desk.speakerOf(answered) : words.earlierWords(lang) })}</b>{' '}
            {answered && quoted(desk, answered)}
          </>
        ) : (
          <b>{words.editing(lang)}</b>
        )}
      </p>
      <button
        class="tool"
        type="button"
        aria-label={editing === null ? words.stopReplying(lang) : words.stopEditing(lang)}
        onClick={stop}
      >
        <Icon of={closeIcon} small />
      </button>
    </div>
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

/**
 * Brings back what was written here before; what was typed while the page was waking is kept before that. While a
 * message is edited its words stand in the field, and the answer that was being written waits.
 */
function useDraft(field: { current: HTMLTextAreaElement | null }, thread: Thread): void {
  const following = thread.conversation.value !== null
  const editing = thread.editing.value
  const wasEditing = useRef<number | null>(null)
  const again = thread.writtenAgain.value
  const wasAgain = useRef(again)
  const body = editing === null ? undefined : thread.lineOf(editing)?.entry.body
  useLayoutEffect(() => {
    const element = field.current
    if (element === null || !following) return
    if (editing !== null) {
      if (wasEditing.current === editing) return
      element.value = body?.kind === 'text' ? body.text : ''
      element.setSelectionRange(element.value.length, element.value.length)
    } else if (wasEditing.current !== null || again !== wasAgain.current || element.value === '') {
      element.value = thread.draft.value.text
    } else if (element.value !== thread.draft.value.text) thread.write(element.value)
    wasEditing.current = editing
    wasAgain.current = again
    grow(element)
  }, [following, editing, again])
  useEffect(() => {
    if (editing !== null && body?.kind !== 'text') thread.editing.value = null
  }, [editing, body?.kind])
}

/** Where the style sheet cannot let a field grow with its text, its height is set. */
function grow(field: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}
