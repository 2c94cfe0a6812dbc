import { useEffect, useState } from 'preact/hooks'
import { type Lang, talk as words } from '#language'
import { type CardView, fetchCards } from './card-view.ts'
import { Popover } from './popover.tsx'
import { fetchOwnTalks, type OwnTalk } from './requests.ts'

interface OwnTalksProps {
  lang: Lang
  /** The one that is open. */
  room: string | null
  anchor: HTMLElement
  close(): void
}

/** Conversations that the list shows; the others are on their own page. */
const most = 8

/** The visitor's conversations, as a list beside what opened it. */
export function OwnTalks({ lang, room, anchor, close }: OwnTalksProps) {
  const [talks, setTalks] = useState<{ all: OwnTalk[]; cards: CardView[] } | 'failed' | null>(null)

  useEffect(() => {
    load(lang)
      .then(setTalks)
      .catch(() => setTalks('failed'))
  }, [])

  return (
    <Popover
      key={talks === null ? 'waits' : 'there'}
      anchor={anchor}
      role="dialog"
      label={words.talks(lang)}
      edge="end"
      close={close}
    >
      <h3 class="own-talks-title">{words.talks(lang)}</h3>
      {talks === 'failed' && (
        <p class="note" role="alert">
          {words.talksFailed(lang)}
        </p>
      )}
      {talks !== null && talks !== 'failed' && (
        <ul class="own-talks">
          {talks.all.length === 0 && <li class="note">{words.noTalks(lang)}</li>}
          {talks.all.map(talk => (
            <li key={talk.room}>
              <OwnTalkRow lang={lang} talk={talk} cards={talks.cards} isOpen={talk.room === room} />
            </li>
          ))}
        </ul>
      )}
      <p class="own-talks-end">
        <a class="link" href={`/${lang}/talks/new`}>
          {words.askElse(lang)}
        </a>
        <a class="link" href={`/${lang}/talks`}>
          {words.allTalks(lang)}
        </a>
      </p>
    </Popover>
  )
}

function OwnTalkRow({ lang, talk, cards, isOpen }: { lang: Lang; talk: OwnTalk; cards: CardView[]; isOpen: boolean }) {
  const { room, productId, subject, unread, lastLine, isCurrent } = talk
  const card = cards.find(({ id }) => id === productId)
  const href = card && isCurrent ? `${card.href}#talk` : `/${lang}/talks/${room}`
  return (
    <a href={href} aria-current={isOpen ? 'page' : undefined}>
      <span class="own-talk">
        <b>{card?.name ?? subject ?? words.goneProduct(lang)}</b>
        <span>{lastLine}</span>
      </span>
      {unread > 0 && (
        <span class="badge wait" title={words.unreadCount(lang, { n: unread })}>
          {unread}
          <span class="aside"> {words.newWords(lang)}</span>
        </span>
      )}
    </a>
  )
}

async function load(lang: Lang): Promise<{ all: OwnTalk[]; cards: CardView[] }> {
  const all = (await fetchOwnTalks()).slice(0, most)
  const ids = [...new Set(all.flatMap(({ productId }) => productId ?? []))]
  return { all, cards: ids.length === 0 ? [] : await fetchCards(lang, ids) }
}
