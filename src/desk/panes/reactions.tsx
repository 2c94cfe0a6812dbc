import type { Line } from '#chat/client'
import { emojis } from '#chat/protocol'
import { desk as words } from '#language'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

export type Emoji = (typeof emojis)[number]

/** The touches that an entry was answered with; pressing one joins in, or takes one's own back. */
export function Reactions({ desk, thread, line }: { desk: Desk; thread: Thread; line: Line }) {
  const { reactions, entry } = line
  if (reactions.length === 0 || entry.body.kind === 'gone') return null
  return (
    <p class="reactions">
      {reactions.map(({ emoji, authors }) => {
        const own = authors.includes(thread.you)
        const label = words.reacted(desk.lang, { emoji, n: authors.length })
        return (
          <button
            key={emoji}
            type="button"
            aria-pressed={own}
            aria-label={label}
            onClick={() => react(thread, line, emoji)}
          >
            <span aria-hidden="true">{emoji}</span> {authors.length}
          </button>
        )
      })}
    </p>
  )
}

/** Gives a touch, or takes it back where it is one's own already. */
export function react(thread: Thread, line: Line, emoji: string): void {
  const known = emojis.find(one => one === emoji)
  if (known === undefined) return
  const own = hasReacted(thread, line, emoji)
  thread.conversation.value?.react(line.entry.seq, known, !own)
}

/** Whether this operator has given that touch. */
export function hasReacted({ you }: Thread, { reactions }: Line, emoji: string): boolean {
  return reactions.some(one => one.emoji === emoji && one.authors.includes(you))
}
