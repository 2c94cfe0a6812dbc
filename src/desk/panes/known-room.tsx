import { desk as words } from '#language'
import { deskPath } from '../address.ts'
import { guestName } from '../waiting.ts'
import { obey } from './commands.ts'
import { rulesIn } from './deeds.ts'
import type { Listed } from './roster.ts'
import type { Desk } from './state.ts'

/** What is known about a crowded room: who watches, its rules, and who was removed from it. */
export function KnownRoom({ desk, row }: { desk: Desk; row: Listed }) {
  const { lang } = desk
  const thread = desk.thread.value
  const facts = thread?.facts.value
  const rules = facts ? [...rulesIn(lang, facts.rules), facts.open ? '' : words.closed(lang)].filter(Boolean) : []
  return (
    <>
      <section>
        <h3>{words.thisRoom(lang)}</h3>
        <ul class="rows">
          <li>
            <span>{words.nowThere(lang)}</span>
            <span>{thread?.viewers.value ?? row.viewers}</span>
          </li>
          <li>
            <span>{words.roomRules(lang)}</span>
            <span>{rules.join(', ') || words.rulesNone(lang)}</span>
          </li>
        </ul>
        <p class="links">
          <button class="link needs-script" type="button" onClick={() => obey(desk, 'rules')}>
            {words.changeRules(lang)} <span class="kbd">o</span>
          </button>
          <a class="link" href={`${deskPath(lang)}/words`}>
            {words.bannedWords(lang)}
          </a>
        </p>
      </section>
      <Removed desk={desk} />
    </>
  )
}

function Removed({ desk }: { desk: Desk }) {
  const { lang } = desk
  const thread = desk.thread.value
  if (thread === undefined) return null
  const removed = thread.removed.value
  return (
    <section>
      <h3>
        {words.removedPeople(lang)} {removed.length > 0 && <span>{removed.length}</span>}
      </h3>
      {removed.length === 0 && <p class="note">{words.nobodyRemoved(lang)}</p>}
      <ul class="rows">
        {removed.map(({ author, of }) => {
          const name = thread.lineOf(of)?.entry.name ?? guestName(lang, author)
          return (
            <li key={author}>
              <span>{name}</span>
              <button
                class="link"
                type="button"
                aria-label={words.letBackOf(lang, { name })}
                onClick={() => thread.conversation.value?.say({ kind: 'remove', of, removed: false })}
              >
                {words.letBack(lang)}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
