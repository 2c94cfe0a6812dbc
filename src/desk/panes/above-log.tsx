import { desk as words } from '#language'
import { Icon } from '#ui'
import { actOn } from './acting.ts'
import { obey } from './commands.ts'
import { rulesIn } from './deeds.ts'
import { quoted } from './entry-body.tsx'
import { lockIcon, pinIcon, unpinIcon } from './icons.ts'
import { goToEntry } from './places.ts'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

/** What stands above the log whatever is said in it: the rules of a crowded room that are on, and what is pinned. */
export function AboveLog({ desk, thread }: { desk: Desk; thread: Thread }) {
  return (
    <div class="above-log">
      {thread.kind === 'stage' && <RulesBar desk={desk} thread={thread} />}
      <Pinned desk={desk} thread={thread} />
    </div>
  )
}

/** Which rules are on; nothing where none is. */
function RulesBar({ desk, thread }: { desk: Desk; thread: Thread }) {
  const { lang } = desk
  const { rules, open } = thread.facts.value
  const on = [...rulesIn(lang, rules), open ? '' : words.closed(lang)].filter(Boolean)
  if (on.length === 0) return null
  return (
    <div class={rules.frozen || !open ? 'rules-bar strict' : 'rules-bar'}>
      <Icon of={lockIcon} small />
      <ul aria-label={words.roomRules(lang)}>
        {on.map(rule => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      <button class="button slim plain needs-script" type="button" onClick={() => obey(desk, 'rules')}>
        {words.roomRules(lang)} <span class="kbd">o</span>
      </button>
    </div>
  )
}

/** The entry that everybody in the conversation sees above it. */
function Pinned({ desk, thread }: { desk: Desk; thread: Thread }) {
  const { lang } = desk
  const { pinned } = thread.facts.value
  if (pinned === null) return null
  return (
    <div class="pinned">
      <button type="button" class="quote" onClick={() => void goToEntry(thread, pinned.seq)}>
        <Icon of={pinIcon} small />
        <span>
          <b>{words.pinned(lang)}</b> {quoted(desk, pinned)}
        </span>
      </button>
      <button
        class="tool needs-script"
        type="button"
        aria-label={words.unpin(lang)}
        onClick={() => unpin(desk, thread, pinned.seq)}
      >
        <Icon of={unpinIcon} small />
      </button>
    </div>
  )
}

/** Also where the pinned entry is not loaded, or is gone meanwhile. */
function unpin(desk: Desk, thread: Thread, seq: number): void {
  const place = document.getElementById('conversation')
  if (thread.lineOf(seq)?.entry.body.kind === 'text') actOn(desk, thread, { seq, act: 'unpin' })
  else thread.conversation.value?.say({ kind: 'pin', of: null })
  place?.focus({ preventScroll: true })
}
