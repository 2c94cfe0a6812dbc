import type { TargetedEvent } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { longestText } from '#chat/protocol'
import { type Lang, stage as words } from '#language'
import { Icon, sendIcon } from '#ui'

export interface ComposerProps {
  lang: Lang
  /** Where the form goes where scripts are off, and the id that makes sending it twice one thing. */
  action: string
  nonce: string
  /** Under which the draft is kept over a reload. */
  keepAs: string
  say(text: string): void
  typing(): void
}

/**
 * The field to write in. Enter sends, Shift+Enter breaks the line; an Enter that ends a composition of Korean never
 * sends. Without scripts it is a plain form.
 */
export function Composer({ lang, action, nonce, keepAs, say, typing }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    const draft = recall(keepAs)
    if (field.current !== null && field.current.value === '' && draft !== '') field.current.value = draft
  }, [keepAs])

  function send(event: Event): void {
    event.preventDefault()
    const text = field.current?.value.trim() ?? ''
    if (field.current === null || text === '') return
    field.current.value = ''
    keep(keepAs, '')
    say(text)
  }

  function onKeyDown(event: TargetedEvent<HTMLTextAreaElement, KeyboardEvent>): void {
    const composing = event.isComposing || event.keyCode === 229
    if (event.key === 'Enter' && !event.shiftKey && !composing) send(event)
  }

  return (
    <form class="composer" method="post" action={action} onSubmit={send}>
      <input type="hidden" name="nonce" value={nonce} />
      <div class="write">
        <textarea
          ref={field}
          name="text"
          rows={1}
          required
          maxLength={longestText}
          aria-label={words.askAnything(lang)}
          placeholder={words.askAnything(lang)}
          enterkeyhint="send"
          onKeyDown={onKeyDown}
          onInput={event => {
            keep(keepAs, event.currentTarget.value)
            typing()
          }}
        />
        <button class="send" type="submit" aria-label={words.send(lang)}>
          <Icon of={sendIcon} />
        </button>
      </div>
    </form>
  )
}

function keep(key: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  } catch {
    // Without storage a draft lives as long as its page.
  }
}

function recall(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}
