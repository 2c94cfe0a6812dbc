import { type Lang, account as words } from '#language'
import { askIcon, Icon } from '#ui'
import type { TalkView } from './talk-views.ts'

/** Somebody's conversations; where there are none, what to do about it. */
export function TalkList({ lang, talks }: { lang: Lang; talks: TalkView[] }) {
  if (talks.length === 0) {
    return (
      <div class="no-talks">
        <p>
          <strong>{words.noTalks(lang)}</strong>
        </p>
        <p class="quiet">{words.noTalksHint(lang)}</p>
        <a class="button" href={`/${lang}/new`}>
          {words.browse(lang)}
        </a>
      </div>
    )
  }
  return (
    <ul class="talks">
      {talks.map(talk => (
        <li key={talk.room}>
          <Talk lang={lang} talk={talk} />
        </li>
      ))}
    </ul>
  )
}

function Talk({ lang, talk: { href, about, image, state, settled, unread, lastLine, lastAt, when } }: TalkProps) {
  return (
    <a class="talk-row" href={href}>
      {image ? (
        <img src={image.src} srcset={image.srcset} sizes="56px" width={56} height={56} alt="" loading="lazy" />
      ) : (
        <span class="talk-mark">
          <Icon of={askIcon} />
        </span>
      )}
      <span class="talk-words">
        <span class="talk-about">
          <strong>{about}</strong>
          <span class={settled ? 'badge' : 'badge accent'}>{state}</span>
        </span>
        <span class="talk-line">{lastLine}</span>
      </span>
      <span class="talk-end">
        <time class="note" dateTime={lastAt} data-local="near">
          {when}
        </time>
        {unread > 0 && <span class="badge wait">{words.unread(lang, { n: unread })}</span>}
      </span>
    </a>
  )
}

interface TalkProps {
  lang: Lang
  talk: TalkView
}
