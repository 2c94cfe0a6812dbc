import { longestText } from '#chat/protocol'
import { talk as words } from '#language'
import { Icon, sendIcon } from '#ui'
import { type Frame, Shell } from '../shell.tsx'

interface NewTalkProps {
  frame: Frame
  /** Makes sending the form twice one thing. */
  nonce: string
  longestSubject: number
  /** What stands in the fields already. */
  typed: { subject: string; text: string }
}

/** Begins a conversation about something else than a product. */
export function NewTalkPage({ frame, nonce, longestSubject, typed }: NewTalkProps) {
  const { lang } = frame
  return (
    <Shell frame={frame}>
      <main class="account" id="main">
        <header>
          <h1>{words.askElse(lang)}</h1>
          <p class="quiet">{words.newTalkLead(lang)}</p>
        </header>
        <form class="new-talk" method="post" action={`/${lang}/talks/new`}>
          <input type="hidden" name="nonce" value={nonce} />
          <div class="field">
            <label for="subject">{words.subject(lang)}</label>
            <input
              class="input"
              id="subject"
              name="subject"
              required
              maxLength={longestSubject}
              value={typed.subject}
              autocomplete="off"
              aria-describedby="subject-hint"
            />
            <p class="note" id="subject-hint">
              {words.subjectHint(lang)}
            </p>
          </div>
          <div class="field">
            <label for="question">{words.yourQuestion(lang)}</label>
            <textarea
              class="input"
              id="question"
              name="text"
              rows={5}
              required
              maxLength={longestText}
              value={typed.text}
            />
          </div>
          <button class="button primary" type="submit">
            <Icon of={sendIcon} small />
            {words.send(lang)}
          </button>
        </form>
      </main>
    </Shell>
  )
}
