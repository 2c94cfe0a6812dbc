import { useLayoutEffect, useRef } from 'preact/hooks'
import { filmTime, desk as words } from '#language'
import { closeIcon, Icon, menuIcon, playIcon, searchIcon, userIcon } from '#ui'
import { deskPath } from '../address.ts'
import { agoLabel, goesByWait, queueOf, secondNow, waitLabel, waitLevel } from '../waiting.ts'
import { plusIcon } from './icons.ts'
import { isNarrow, isPlain } from './queues.tsx'
import type { Listed } from './roster.ts'
import type { Desk } from './state.ts'

/** The list of conversations: whoever has waited longest is on top. */
export function Waiting({ desk }: { desk: Desk }) {
  const { lang, roster, view } = desk
  const rows = roster.rows.value
  const list = useRef<HTMLUListElement>(null)
  useFocusKept(list.current)
  const searching = roster.search.value !== ''
  return (
    <section class="waiting" aria-label={words.list(lang)}>
      <header>
        <button class="tool menu-opener" type="button" popovertarget="queues" aria-label={words.menu(lang)}>
          <Icon of={menuIcon} />
        </button>
        <h2>
          {searching ? words.found(lang) : words[roster.queue.value](lang)}{' '}
          <small>
            {searching
              ? rows.length
              : goesByWait(roster.queue.value)
                ? words.longestFirst(lang)
                : words.newestFirst(lang)}
          </small>
        </h2>
        {roster.queue.value === 'rooms' && !searching && <RoomOpener desk={desk} />}
        <Find desk={desk} />
      </header>
      {view.passwordMissing && (
        <p class="to-do">
          {words.passwordMissing(lang)} <a href={`/${lang}/desk/account`}>{words.setNow(lang)}</a>
        </p>
      )}
      <ul ref={list}>
        {rows.map(row => (
          <li key={row.room}>
            <Row desk={desk} row={row} />
          </li>
        ))}
      </ul>
      {rows.length === 0 && <Nothing desk={desk} searching={searching} />}
    </section>
  )
}

function Find({ desk }: { desk: Desk }) {
  const { lang, roster } = desk
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') roster.search.value = ''
  }
  return (
    <search class="find needs-script">
      <label for="find">
        <Icon of={searchIcon} />
        <span class="aside">{words.searchList(lang)}</span>
      </label>
      <input
        id="find"
        type="text"
        maxLength={80}
        autocomplete="off"
        placeholder={words.searchPlaceholder(lang)}
        value={roster.search}
        onInput={event => {
          roster.search.value = event.currentTarget.value
        }}
        onKeyDown={onKeyDown}
      />
      {roster.search.value !== '' && (
        <button
          class="tool"
          type="button"
          aria-label={words.stopSearch(lang)}
          onClick={() => {
            roster.search.value = ''
          }}
        >
          <Icon of={closeIcon} small />
        </button>
      )}
    </search>
  )
}

function Row({ desk, row }: { desk: Desk; row: Listed }) {
  const { lang, roster, chosen } = desk
  const isChosen = chosen.value === row.room
  const waits = row.state === 'open' && row.waitingSince !== null
  function choose(event: MouseEvent): void {
    if (!isPlain(event) || !desk.awake.value) return
    event.preventDefault()
    desk.go({ room: row.room }, isChosen ? 'replace' : 'push')
    if (isNarrow()) document.getElementById('conversation')?.focus()
  }
  return (
    <a
      class={waits ? 'one' : 'one read'}
      href={deskPath(lang, { room: row.room, queue: roster.queue.value })}
      aria-current={isChosen ? 'true' : undefined}
      data-room={row.room}
      onClick={choose}
    >
      <span class="name">
        {desk.titleOf(row)}
        {row.shopperName !== null && <small>{words.member(lang)}</small>}
      </span>
      <Wait desk={desk} row={row} />
      <span class="line">
        <span>{row.lastLine || words.sentCard(lang)}</span>
        <Unread desk={desk} row={row} />
      </span>
      <About desk={desk} row={row} />
    </a>
  )
}

/** What it is about, what else tells it from others, and who has taken it on. */
function About({ desk, row }: { desk: Desk; row: Listed }) {
  const { lang, view } = desk
  if (row.kind === 'stage') {
    return (
      <span class="about">
        <span>{words.viewers(lang, { n: row.viewers })}</span>
        {row.held > 0 && <span class="badge wait">{words.heldTitle(lang, { n: row.held })}</span>}
        <span class="apart">
          <Ago desk={desk} row={row} />
        </span>
      </span>
    )
  }
  const language = row.language === lang ? '' : nameOfLanguage(desk, row)
  const hasName = row.assignee !== null && row.assignee.id !== view.me.id
  return (
    <span class="about">
      <WatchingMark desk={desk} row={row} />
      <span>{desk.aboutOf(row)}</span>
      <span class="apart">{queueOf(row) === 'waiting' ? language : <Ago desk={desk} row={row} />}</span>
      {row.assignee !== null && (
        <span class="taken">
          <Icon of={userIcon} />
          {hasName ? words.assigned(lang, { name: row.assignee.name }) : words.me(lang)}
        </span>
      )}
    </span>
  )
}

/** How much of it this operator has not read. */
function Unread({ desk: { lang, roster, awake }, row }: { desk: Desk; row: Listed }) {
  const n = awake.value ? roster.unread(row) : 0
  if (n === 0) return null
  return (
    <span class="unread">
      <span aria-hidden="true">{n}</span>
      <span class="aside">{words.unread(lang, { n })}</span>
    </span>
  )
}

/** Opens the crowded room of a product in which nobody has said anything yet. */
function RoomOpener({ desk }: { desk: Desk }) {
  return (
    <button
      class="tool needs-script"
      type="button"
      aria-label={words.openRoom(desk.lang)}
      onClick={() => {
        desk.sheet.value = { kind: 'goods', to: 'room' }
      }}
    >
      <Icon of={plusIcon} />
    </button>
  )
}

/** How long somebody has waited, by the second; the figures change and nothing around them. */
function Wait({ desk, row }: { desk: Desk; row: Listed }) {
  const { lang, now } = desk
  if (row.state === 'resolved') return <span class="wait">{words.isResolved(lang)}</span>
  if (row.waitingSince === null) return <span class="wait">{words.isAnswered(lang)}</span>
  const ms = now.value - Date.parse(row.waitingSince)
  const level = waitLevel(ms)
  return <span class={level === 'calm' ? 'wait' : `wait ${level}`}>{waitLabel(lang, ms)}</span>
}

function Ago({ desk, row }: { desk: Desk; row: Listed }) {
  return <>{agoLabel(desk.lang, desk.now.value - Date.parse(row.lastAt))}</>
}

/** The second of the film that the shopper sees at this moment, while it runs. */
function WatchingMark({ desk, row }: { desk: Desk; row: Listed }) {
  if (!row.here || !row.watching?.playing) return null
  const filmSeconds = desk.goodsOf(row.productId)?.filmSeconds ?? null
  const at = secondNow(row.watching, { heardAt: row.heardAt, now: desk.now.value, filmSeconds })
  return (
    <span class="watching">
      <Icon of={playIcon} />
      {words.watchingNow(desk.lang, { at: filmTime(at) })}
    </span>
  )
}

const nothingIn = {
  waiting: [words.nobodyWaits, words.nobodyWaitsHint],
  mine: [words.nothingMine, words.nothingMineHint],
  answered: [words.nothingAnswered, words.nothingAnsweredHint],
  resolved: [words.nothingResolved, words.nothingResolvedHint],
  rooms: [words.nothingRooms, words.nothingRoomsHint],
} as const

function Nothing({ desk, searching }: { desk: Desk; searching: boolean }) {
  const { lang, roster } = desk
  const queue = roster.queue.value
  if (roster.all.value.length === 0 && queue !== 'rooms') return <FirstSteps desk={desk} />
  const [what, hint] = searching ? [words.nothingFound, words.nothingFoundHint] : nothingIn[queue]
  return (
    <div class="nothing">
      <p>{what(lang)}</p>
      <p class="note">{hint(lang)}</p>
      {queue === 'rooms' && !searching && (
        <button
          class="button needs-script"
          type="button"
          onClick={() => {
            desk.sheet.value = { kind: 'goods', to: 'room' }
          }}
        >
          {words.openRoom(lang)}
        </button>
      )}
    </div>
  )
}

/** Nobody has asked anything yet; on a phone this is all there is to see, so the way to the first question is here. */
function FirstSteps({ desk: { lang } }: { desk: Desk }) {
  return (
    <div class="nothing first-steps">
      <p>{words.noQuestionsYet(lang)}</p>
      <p class="note">{words.noQuestionsHint(lang)}</p>
      <a class="button" href={`/${lang}`} target="_blank" rel="noopener">
        {words.openShop(lang)}
      </a>
    </div>
  )
}

/** The shopper's language by its name. */
export function nameOfLanguage({ lang }: Desk, { language }: Pick<Listed, 'language'>): string {
  return language === 'ko' ? words.korean(lang) : words.english(lang)
}

/** A row that is moved loses the keyboard's focus; it gets it back before anybody notices. */
function useFocusKept(list: HTMLElement | null): void {
  const active = list === null ? null : document.activeElement
  const room =
    active !== null && active instanceof HTMLElement && list?.contains(active) ? active.dataset.room : undefined
  useLayoutEffect(() => {
    if (room === undefined || document.activeElement !== document.body) return
    list?.querySelector<HTMLElement>(`[data-room="${room}"]`)?.focus({ preventScroll: true })
  })
}
