import type { ComponentChildren, TargetedEvent } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { longestText } from '#chat/protocol'
import { type Lang, page as pageWords, talk as words } from '#language'
import { checkIcon, closeIcon, Icon, sendIcon } from '#ui'
import { keepDraft, recallDraft } from './drafts.ts'
import { takeOver } from './wake.ts'

/** What the field is for if not for something new: other words for a message, or an answer to one. */
export type Composing =
  | { kind: 'edit'; seq: number; text: string }
  | { kind: 'reply'; seq: number; name: string; excerpt: string }

export interface ComposerProps {
  lang: Lang
  /** What the field asks for. */
  label: string
  /** Where the form goes where scripts are off, and the id that makes sending it twice one thing. */
  action: string
  nonce: string
  /** Under which the draft is kept over a reload. */
  keepAs: string
  composing: Composing | null
  /** False while there is nothing yet that could send; what is sent meanwhile goes out then. */
  ready: boolean
  /** Until when nothing new may be sent; milliseconds of this machine's clock. */
  waitUntil: number
  /** Why nobody may write here. */
  closed: string | null
  /** What stands above the field and before the send button: files. */
  above?: ComponentChildren
  tools?: ComponentChildren
  /** Sends something new; false where that cannot be now, and the text stays. */
  say(text: string): boolean
  edit(seq: number, text: string): void
  /** Nothing is edited or answered any more. */
  giveUp(): void
  /** The message before, to be edited. */
  editLast(): void
  typing(): void
}

/**
 * The field to write in. Enter sends, Shift+Enter breaks the line; an Enter that ends a composition of Korean never
 * sends. Esc gives up an edit or an answer. Without scripts it is a plain form.
 */
export function Composer(props: ComposerProps) {
  const { lang, label, action, nonce, keepAs, composing, closed } = props
  const field = useRef<HTMLTextAreaElement>(null)
  /** What was typed before an edit began. */
  const aside = useRef('')
  const editing = composing?.kind === 'edit' ? composing.seq : null
  const wait = useWait(props.waitUntil)

  useEffect(() => {
    if (field.current === null) return
    const draft = recallDraft(keepAs)
    if (field.current.value === '' && draft !== '') field.current.value = draft
    // With files there may be no text; whether there is something to send is found out here.
    const { form } = field.current
    if (form === null) return
    form.noValidate = true
    if (props.ready && takeOver(form)) send(new Event('submit'))
  }, [keepAs, closed, props.ready])

  useLayoutEffect(() => {
    const element = field.current
    if (element === null || composing === null) return
    if (composing.kind === 'edit') {
      aside.current = element.value
      element.value = composing.text
    }
    element.focus()
    return () => {
      if (composing.kind === 'edit') element.value = aside.current
    }
  }, [composing?.kind, composing?.seq])

  function send(event: Event): void {
    event.preventDefault()
    const element = field.current
    if (element === null) return
    const text = element.value.trim()
    if (composing?.kind === 'edit') {
      if (text === '') return
      if (text !== composing.text) props.edit(composing.seq, text)
      props.giveUp()
    } else if (!props.ready) {
      if (element.form !== null) element.form.dataset.waits = ''
    } else if (wait === 0 && props.say(text)) {
      element.value = ''
      keepDraft(keepAs, '')
    }
  }

  function onKeyDown(event: TargetedEvent<HTMLTextAreaElement, KeyboardEvent>): void {
    const composing = event.isComposing || event.keyCode === 229
    if (composing) return
    if (event.key === 'Enter' && !event.shiftKey) send(event)
    else if (event.key === 'Escape' && props.composing !== null) {
      event.preventDefault()
      props.giveUp()
    } else if (event.key === 'ArrowUp' && event.currentTarget.value === '' && props.composing === null) {
      event.preventDefault()
      props.editLast()
    }
  }

  if (closed !== null) return <p class="composer closed">{closed}</p>
  return (
    <form class="composer" method="post" action={action} onSubmit={send}>
      <input type="hidden" name="nonce" value={nonce} />
      {composing !== null && <About lang={lang} composing={composing} giveUp={props.giveUp} />}
      {props.above}
      <div class="write">
        {editing === null && props.tools}
        <textarea
          ref={field}
          name="text"
          rows={1}
          required
          maxLength={longestText}
          aria-label={label}
          placeholder={label}
          enterkeyhint="send"
          onKeyDown={onKeyDown}
          onInput={event => {
            if (editing === null) keepDraft(keepAs, event.currentTarget.value)
            props.typing()
          }}
        />
        {wait > 0 && editing === null ? (
          <button class="send waits" type="button" aria-disabled="true" aria-label={words.slowWait(lang, { n: wait })}>
            {wait}
          </button>
        ) : (
          <button class="send" type="submit" aria-label={editing === null ? words.send(lang) : words.saveEdit(lang)}>
            <Icon of={editing === null ? sendIcon : checkIcon} />
          </button>
        )}
      </div>
    </form>
  )
}

function About({ lang, composing, giveUp }: { lang: Lang; composing: Composing; giveUp(): void }) {
  return (
    <div class="composing">
      <p>
        <b>{composing.kind === 'edit' ? words.editing(lang) : words.replyingTo(lang, { name: composing.name })}</b>{' '}
        {composing.kind === 'reply' && composing.excerpt}
      </p>
      <button
        class="tool"
        type="button"
        aria-label={composing.kind === 'edit' ? words.stop(lang) : pageWords.close(lang)}
        onClick={giveUp}
      >
        <Icon of={closeIcon} small />
      </button>
    </div>
  )
}

/** Whole seconds until then, counted down; 0 when it is past. */
function useWait(until: number): number {
  const [now, setNow] = useState(0)
  useEffect(() => {
    setNow(Date.now())
    if (until <= Date.now()) return
    const timer = setInterval(() => {
      setNow(Date.now())
      if (Date.now() >= until) clearInterval(timer)
    }, 250)
    return () => clearInterval(timer)
  }, [until])
  return now === 0 ? 0 : Math.max(0, Math.ceil((until - now) / 1000))
}
