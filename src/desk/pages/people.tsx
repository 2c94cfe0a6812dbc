import { desk, type Lang, deskPages as words } from '#language'
import type { StaffEntry } from '#members'
import { Field, Word } from '#ui'
import { type Around, Inside } from './frame.tsx'

/** What came of the form that was sent. */
export interface PeopleOutcome {
  refused: string | null
  done: string | null
  /** A link to hand over, shown this once. */
  link: { name: string; address: string } | null
}

export interface PeopleProps {
  around: Around
  people: StaffEntry[]
  outcome: PeopleOutcome
  typed: { name?: string; email?: string }
}

/** Who works in the shop; the owner alone sees and changes it. */
export function PeoplePage({ around, people, outcome, typed }: PeopleProps) {
  const { lang } = around
  return (
    <Inside around={around} title={desk.people(lang)}>
      {outcome.link && <Link lang={lang} {...outcome.link} />}
      <Word refused={outcome.refused} done={outcome.done} />
      <ul class="people">
        {people.map(person => (
          <PersonRow key={person.id} lang={lang} person={person} isMe={person.id === around.me?.id} />
        ))}
      </ul>
      <section>
        <h2>{words.invite(lang)}</h2>
        <p class="quiet">{words.inviteLead(lang)}</p>
        <form class="form" method="post" action={`/${lang}/desk/people`}>
          <input type="hidden" name="act" value="invite" />
          <Field
            id="name"
            label={words.name(lang)}
            name="name"
            autocomplete="off"
            required
            maxLength={60}
            value={typed.name ?? ''}
          />
          <Field
            id="email"
            label={words.email(lang)}
            name="email"
            type="email"
            autocomplete="off"
            required
            maxLength={254}
            value={typed.email ?? ''}
          />
          <button class="button primary" type="submit">
            {words.makeLink(lang)}
          </button>
        </form>
      </section>
    </Inside>
  )
}

function PersonRow({ lang, person, isMe }: { lang: Lang; person: StaffEntry; isMe: boolean }) {
  const { id, name, email, role, hasPassword } = person
  return (
    <li>
      <div>
        <b>{name}</b> <span class="badge">{role === 'owner' ? words.owner(lang) : desk.operator(lang)}</span>{' '}
        {isMe && <span class="note">{desk.me(lang)}</span>}
        <p class="quiet">{email}</p>
        {!hasPassword && !isMe && <p class="note">{words.noPasswordYet(lang)}</p>}
      </div>
      {!isMe && (
        <div class="acts">
          <Confirm
            lang={lang}
            id={id}
            act="link"
            open={words.newLink(lang)}
            lead={words.newLinkLead(lang)}
            go={words.newLinkFor(lang, { name })}
          />
          <Confirm
            lang={lang}
            id={id}
            act="remove"
            open={words.remove(lang)}
            lead={words.removeLead(lang)}
            go={words.removeFor(lang, { name })}
          />
        </div>
      )}
    </li>
  )
}

interface ConfirmProps {
  lang: Lang
  id: string
  act: 'link' | 'remove'
  open: string
  lead: string
  go: string
}

/** What cannot be taken back is said first, and done by a second press. */
function Confirm({ lang, id, act, open, lead, go }: ConfirmProps) {
  const place = `${act}-${id}`
  return (
    <>
      <button class="button slim" type="button" popovertarget={place}>
        {open}
      </button>
      <div class="sheet confirm" id={place} popover="auto" role="dialog" aria-labelledby={`${place}-title`}>
        <h2 id={`${place}-title`}>{go}</h2>
        <p>{lead}</p>
        <form method="post" action={`/${lang}/desk/people`}>
          <input type="hidden" name="act" value={act} />
          <input type="hidden" name="id" value={id} />
          <button class="button" type="button" popovertarget={place} popovertargetaction="hide">
            {words.leaveIt(lang)}
          </button>
          <button class={act === 'remove' ? 'button danger' : 'button primary'} type="submit">
            {open}
          </button>
        </form>
      </div>
    </>
  )
}

function Link({ lang, name, address }: { lang: Lang; name: string; address: string }) {
  return (
    <section class="link-ready" aria-labelledby="link-ready">
      <h2 id="link-ready">{words.linkReady(lang, { name })}</h2>
      <p>{words.linkReadyHint(lang)}</p>
      <div class="copy-line">
        <input class="input" id="link" readOnly value={address} aria-labelledby="link-ready" />
        <button class="button needs-script" type="button" data-copy="link" data-copied={words.copied(lang)}>
          {words.copy(lang)}
        </button>
      </div>
    </section>
  )
}
