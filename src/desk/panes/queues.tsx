import { type Lang, office, page as pageWords, pick, desk as words } from '#language'
import {
  checkIcon,
  checksIcon,
  exitIcon,
  Icon,
  inboxIcon,
  outIcon,
  peopleIcon,
  ThemeSwitch,
  tagIcon,
  userIcon,
} from '#ui'
import { deskPath } from '../address.ts'
import { mostListed, type Queue, queues } from '../views.ts'
import { banIcon, roomsIcon } from './icons.ts'
import type { Desk } from './state.ts'

const icons = { waiting: inboxIcon, mine: userIcon, answered: checkIcon, resolved: checksIcon, rooms: roomsIcon }

/** The sets of conversations, who is here, and the ways out. On a narrow window it is a menu. */
export function Queues({ desk }: { desk: Desk }) {
  const { lang, view } = desk
  return (
    <nav class="queues" id="queues" popover="auto" aria-label={words.desk(lang)}>
      <p class="wordmark">
        {pick(lang, view.shop)} <span>{words.desk(lang)}</span>
      </p>
      <ul>
        {queues.map(queue => (
          <li key={queue}>
            <QueueLink desk={desk} queue={queue} />
          </li>
        ))}
      </ul>
      <Here desk={desk} />
      <Ways desk={desk} />
    </nav>
  )
}

function QueueLink({ desk, queue }: { desk: Desk; queue: Queue }) {
  const { lang, roster, chosen } = desk
  const current = roster.queue.value === queue
  const { answered, resolved } = roster.counts.value
  const held = queue === 'rooms' ? roster.all.value.reduce((sum, row) => sum + row.held, 0) : 0
  const isWhole = queue === 'waiting' || queue === 'mine' || answered + resolved < mostListed
  function show(event: MouseEvent): void {
    if (!isPlain(event) || !desk.awake.value) return
    event.preventDefault()
    roster.search.value = ''
    desk.go({ queue, ...(isNarrow() && { room: null }) })
    closeMenu()
  }
  return (
    <a href={deskPath(lang, { queue, room: chosen.value })} aria-current={current ? 'page' : undefined} onClick={show}>
      <Icon of={icons[queue]} />
      {words[queue](lang)}
      {held > 0 && (
        <span class="badge wait">
          <span aria-hidden="true">{held}</span>
          <span class="aside">{words.heldTitle(lang, { n: held })}</span>
        </span>
      )}
      <span class="n">{isWhole ? roster.counts.value[queue] : ''}</span>
    </a>
  )
}

function Here({ desk }: { desk: Desk }) {
  const { lang, view } = desk
  const others = desk.staff.value.filter(name => name !== view.me.name)
  return (
    <div class="here">
      <h2>{words.atDesk(lang)}</h2>
      <ul>
        <li>
          <span class={desk.connection.value === 'open' ? 'presence' : 'presence away'} />
          {view.me.name}
          <span>{words.me(lang)}</span>
        </li>
        {others.map(name => (
          <li key={name}>
            <span class="presence" />
            {name}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Ways({ desk }: { desk: Desk }) {
  const { lang, view, chosen, roster } = desk
  const other: Lang = lang === 'ko' ? 'en' : 'ko'
  return (
    <div class="ways">
      <ul>
        <li>
          <a href={`/${lang}`} target="_blank" rel="noopener">
            <Icon of={outIcon} />
            {words.openShop(lang)}
          </a>
        </li>
        {view.me.role === 'owner' && (
          <li>
            <a href={`/${lang}/desk/people`}>
              <Icon of={peopleIcon} />
              {words.people(lang)}
            </a>
          </li>
        )}
        <li>
          <a href={`/${lang}/desk/products`}>
            <Icon of={tagIcon} />
            {office.office(lang)}
          </a>
        </li>
        <li>
          <a href={`/${lang}/desk/words`}>
            <Icon of={banIcon} />
            {words.bannedWords(lang)}
          </a>
        </li>
        <li>
          <a href={`/${lang}/desk/account`}>
            <Icon of={userIcon} />
            {words.account(lang)}
          </a>
        </li>
      </ul>
      <div class="switches">
        <a
          class="tool"
          href={deskPath(other, { room: chosen.value, queue: roster.queue.value })}
          lang={other}
          hreflang={other}
        >
          {pageWords.otherLanguage(lang)}
        </a>
        <ThemeSwitch lang={lang} />
        <form method="post" action={`/${lang}/desk/sign-out`}>
          <button class="tool" type="submit" aria-label={words.signOut(lang)}>
            <Icon of={exitIcon} />
          </button>
        </form>
      </div>
    </div>
  )
}

/** A click that is for this page, and not for another tab or window. */
export function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
}

/** Whether the page shows the list and the conversation one at a time. */
export function isNarrow(): boolean {
  return matchMedia('(max-width: 719px)').matches
}

function closeMenu(): void {
  const menu = document.getElementById('queues')
  if (menu?.matches(':popover-open')) menu.hidePopover()
}
