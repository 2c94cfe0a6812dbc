import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Conversation, Live } from '#chat/client'
import { type Lang, talk as words } from '#language'
import { Icon } from '#ui'
import { talksIcon } from './icons.ts'
import { useLoaded } from './use-loaded.ts'

/** The head of the window: what stands in it, and the way to the visitor's other conversations. */
export function Head({ lang, room, children }: { lang: Lang; room: string | null; children: ComponentChildren }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const List = useLoaded(anchor !== null, loadList)
  return (
    <header class="talk-head">
      {children}
      <a
        class="tool talks"
        href={`/${lang}/talks`}
        aria-label={words.talks(lang)}
        title={words.talks(lang)}
        onPointerEnter={() => void loadList().catch(() => {})}
        onClick={event => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          setAnchor(event.currentTarget)
        }}
      >
        <Icon of={talksIcon} />
      </a>
      {anchor && List && <List.OwnTalks lang={lang} room={room} anchor={anchor} close={() => setAnchor(null)} />}
    </header>
  )
}

const loadList = () => import('./own-talks.tsx')

export type Way = 'shop' | 'everyone'

interface WaysProps {
  lang: Lang
  way: Way
  /** Where each leads where scripts are off. */
  hrefs: Record<Way, string>
  unseen: Record<Way, number>
  choose(way: Way): void
}

/** The two conversations beside a film, one of which is in sight. */
export function Ways({ lang, way, hrefs, unseen, choose }: WaysProps) {
  const ways: readonly Way[] = ['shop', 'everyone']

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    const other = way === 'shop' ? 'everyone' : 'shop'
    choose(other)
    document.getElementById(`way-${other}`)?.focus()
  }

  return (
    <div class="ways" role="tablist" aria-label={words.conversationWays(lang)} onKeyDown={onKeyDown}>
      {ways.map(one => (
        <a
          key={one}
          class="way"
          role="tab"
          id={`way-${one}`}
          href={hrefs[one]}
          aria-selected={one === way}
          aria-controls={`talk-${one}`}
          tabIndex={one === way ? 0 : -1}
          onClick={event => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return
            event.preventDefault()
            choose(one)
          }}
        >
          {one === 'shop' ? words.askShop(lang) : words.everyone(lang)}
          {unseen[one] > 0 && (
            <span class="unseen" title={words.newInTab(lang, { n: unseen[one] })}>
              {unseen[one]}
              <span class="aside"> {words.newWords(lang)}</span>
            </span>
          )}
        </a>
      ))}
    </div>
  )
}

interface WhoIsHereProps {
  lang: Lang
  live: Live | null
  /** The name of whom the conversation is with, as far as it is known. */
  lastName: string | null
  assignee: { name: string } | null
}

/** Who is there, and honestly so. Until the socket has said, nobody is claimed to be. */
export function WhoIsHere({ lang, live, lastName, assignee }: WhoIsHereProps) {
  const staff = live?.staff.value ?? null
  const isHere = staff !== null && staff.length > 0
  const name = assignee?.name || (isHere ? staff.join(', ') : (lastName ?? words.shopVoice(lang)))
  if (isCut(live)) return <Reconnecting lang={lang} live={live} />
  return (
    <div class="who-is-here">
      <span class="face small" aria-hidden="true">
        {[...name][0]}
      </span>
      <p class={staff === null ? 'unsaid' : isHere ? 'presence' : 'presence away'}>
        <span>
          {assignee?.name ? words.takesCare(lang, { name }) : <b>{name}</b>}
          {' · '}
          {staff === null ? words.connecting(lang) : isHere ? words.here(lang) : words.nobodyHere(lang)}
        </span>
      </p>
    </div>
  )
}

/** How many are in a crowded room, and that all of them read. */
export function CrowdIsHere({
  lang,
  live,
  conversation,
}: {
  lang: Lang
  live: Live | null
  conversation: Conversation | null
}) {
  const viewers = conversation?.now.value.viewers ?? 0
  const slow = conversation?.facts.value.rules.slowSeconds ?? 0
  if (isCut(live)) return <Reconnecting lang={lang} live={live} />
  return (
    <div class="who-is-here">
      <p class={viewers > 1 ? 'presence' : ''}>
        <span>
          {viewers > 1 && `${words.watchers(lang, { n: viewers })} · `}
          {slow > 0 ? words.slowMode(lang, { n: slow }) : words.crowdAbout(lang)}
        </span>
      </p>
    </div>
  )
}

function isCut(live: Live | null): boolean {
  return live?.state.value === 'away' || live?.state.value === 'refused'
}

function Reconnecting({ lang, live }: { lang: Lang; live: Live | null }) {
  const isRefused = live?.state.value === 'refused'
  return (
    <div class="who-is-here">
      <p class="presence away" role="status">
        {isRefused ? words.signedOut(lang) : words.reconnecting(lang)}
      </p>
      {isRefused && (
        <button class="button slim" type="button" onClick={() => location.reload()}>
          {words.reload(lang)}
        </button>
      )}
    </div>
  )
}
