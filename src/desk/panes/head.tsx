import { desk as words } from '#language'
import { Aside, againIcon, backIcon, checkIcon, Icon, userIcon } from '#ui'
import { deskPath } from '../address.ts'
import { turnAssignment, turnFreeze } from './acting.ts'
import { obey } from './commands.ts'
import { aboutIcon, lockIcon, rulesIcon, takeIcon } from './icons.ts'
import { isPlain } from './queues.tsx'
import type { Listed } from './roster.ts'
import type { Desk } from './state.ts'
import { nameOfLanguage } from './waiting.tsx'

/** Who the chosen conversation is with, who has taken it on, and the way back to the list. */
export function Head({ desk }: { desk: Desk }) {
  const { lang, inquiry, roster } = desk
  const row = inquiry.value
  function back(event: MouseEvent): void {
    if (!isPlain(event) || !desk.awake.value) return
    event.preventDefault()
    const left = `[data-room="${row?.room}"]`
    desk.go({ room: null })
    requestAnimationFrame(() => {
      const place = document.querySelector<HTMLElement>(left) ?? document.querySelector<HTMLElement>('.one')
      place?.focus()
    })
  }
  return (
    <header>
      <a
        class="tool back"
        href={deskPath(lang, { queue: roster.queue.value })}
        aria-label={words.backToList(lang)}
        onClick={back}
      >
        <Icon of={backIcon} />
      </a>
      <div>
        <h2>
          {(row && desk.titleOf(row)) || words.conversation(lang)}
          {row?.shopperName != null && <small>{words.member(lang)}</small>}
        </h2>
        {row && <p>{row.kind === 'stage' ? aboutStage(desk, row) : aboutInquiry(desk, row)}</p>}
      </div>
      <button
        class="tool known-opener"
        type="button"
        popovertarget="known"
        aria-label={row?.kind === 'stage' ? words.aboutRoom(lang) : words.facts(lang)}
      >
        <Icon of={aboutIcon} />
      </button>
      {row?.kind === 'stage' && <StageButtons desk={desk} />}
      {row?.kind === 'inquiry' && (
        <>
          <AssignButton desk={desk} row={row} />
          <StateButton desk={desk} row={row} />
        </>
      )}
    </header>
  )
}

function aboutInquiry(desk: Desk, row: Listed): string {
  const { lang } = desk
  const here = row.here ? words.shopperHere(lang) : words.shopperAway(lang)
  return [desk.aboutOf(row), nameOfLanguage(desk, row), here].filter(Boolean).join(' · ')
}

function aboutStage({ lang, thread }: Desk, row: Listed): string {
  return `${words.rooms(lang)} · ${words.viewers(lang, { n: thread.value?.viewers.value ?? row.viewers })}`
}

/** Takes the conversation on or hands it back; whoever has it stands in it. */
function AssignButton({ desk, row }: { desk: Desk; row: Listed }) {
  const { lang, thread, view } = desk
  if (!desk.awake.value) return null
  const assignee = thread.value ? thread.value.facts.value.assignee : row.assignee
  const isMine = assignee?.id === view.me.id
  /** What pressing it does, where the name that stands there does not say so. */
  const more = assignee === null ? '' : isMine ? words.handBack(lang) : words.takeOver(lang, { name: assignee.name })
  return (
    <button
      class="button slim assign"
      type="button"
      aria-pressed={isMine}
      onClick={() => thread.value && turnAssignment(desk, thread.value)}
    >
      {assignee === null ? <Icon of={takeIcon} small /> : <Icon of={userIcon} small />}
      <span class="label">{assignee === null ? words.take(lang) : assignee.name}</span> <span class="kbd">a</span>
      {more !== '' && <Aside> {more}</Aside>}
    </button>
  )
}

function StateButton({ desk, row: { room, state } }: { desk: Desk; row: Listed }) {
  const { lang, view } = desk
  const resolved = state === 'resolved'
  return (
    <form
      method="post"
      action={deskPath(lang, { room })}
      onSubmit={event => {
        event.preventDefault()
        obey(desk, 'resolve')
      }}
    >
      <input type="hidden" name="cid" value={`${view.cid}-s`} />
      <button class="button slim" type="submit" name="state" value={resolved ? 'open' : 'resolved'}>
        <Icon of={resolved ? againIcon : checkIcon} small />
        {resolved ? words.reopen(lang) : words.resolve(lang)} <span class="kbd">e</span>
      </button>
    </form>
  )
}

function StageButtons({ desk }: { desk: Desk }) {
  const { lang, thread } = desk
  const opened = thread.value
  if (opened === undefined || !desk.awake.value) return null
  const { frozen } = opened.facts.value.rules
  return (
    <>
      <button class="button slim" type="button" onClick={() => turnFreeze(opened)}>
        <Icon of={lockIcon} small />
        <span class="label">{frozen ? words.unfreeze(lang) : words.freeze(lang)}</span> <span class="kbd">f</span>
      </button>
      <button
        class="tool"
        type="button"
        aria-label={`${words.roomRules(lang)} (o)`}
        onClick={() => obey(desk, 'rules')}
      >
        <Icon of={rulesIcon} />
      </button>
    </>
  )
}
