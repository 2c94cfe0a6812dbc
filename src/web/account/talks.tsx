import { encode } from 'uqr'
import { talk as talkWords, account as words } from '#language'
import { Word } from '#ui'
import { type Frame, Shell } from '../shell.tsx'
import { TalkList } from './talk-list.tsx'
import type { TalkView } from './talk-views.ts'

export interface TalksProps {
  frame: Frame
  talks: TalkView[]
  /** Without an account: the conversations are this browser's. */
  isGuest: boolean
  /** The link that was just made. */
  link: string | null
  refused: string | null
  /** Conversations have just come from another device. */
  brought: boolean
}

/** All of somebody's conversations; for a guest also the ways to another device. */
export function TalksPage({ frame, talks, isGuest, link, refused, brought }: TalksProps) {
  const { lang } = frame
  return (
    <Shell frame={frame}>
      <main class="account" id="main">
        <header>
          <h1>{words.talks(lang)}</h1>
          <a class="link" href={`/${lang}/talks/new`}>
            {talkWords.askElse(lang)}
          </a>
        </header>
        {brought && <Word done={words.broughtHere(lang)} />}
        <TalkList lang={lang} talks={talks} />
        {isGuest && talks.length > 0 && <Carry frame={frame} link={link} refused={refused} />}
        {isGuest && talks.length === 0 && (
          <p>
            {words.haveAccount(lang)} <a href={`/${lang}/sign-in?next=/${lang}/talks`}>{words.signIn(lang)}</a>
          </p>
        )}
      </main>
    </Shell>
  )
}

function Carry({ frame: { lang }, link, refused }: Pick<TalksProps, 'frame' | 'link' | 'refused'>) {
  return (
    <section id="carry" aria-labelledby="carry-title">
      <h2 id="carry-title">{words.carry(lang)}</h2>
      <div>
        <Word refused={refused} />
        {link === null ? (
          <>
            <p>{words.carryLead(lang)}</p>
            <form method="post" action={`/${lang}/talks#carry`}>
              <button class="button" type="submit">
                {words.makeLink(lang)}
              </button>
            </form>
          </>
        ) : (
          <div class="link-ready" role="status">
            <label for="link">{words.linkReady(lang)}</label>
            <div class="copy-line">
              <input class="input" id="link" value={link} readOnly />
              <button class="button needs-script" type="button" data-copy="link" data-copied={words.copied(lang)}>
                {words.copy(lang)}
              </button>
            </div>
            <p class="note">{words.linkReadyHint(lang)}</p>
            <QrCode text={link} label={words.scanIt(lang)} />
          </div>
        )}
        <p class="note">
          {words.keepThem(lang)} <a href={`/${lang}/sign-up?next=/${lang}/talks`}>{words.signUp(lang)}</a>
        </p>
      </div>
    </section>
  )
}

/** A text for another device's camera; black on white in either theme, as cameras expect. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const dots = data.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <figure class="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
        <rect width={size} height={size} fill="#fff" />
        <path d={dots} fill="#000" />
      </svg>
      <figcaption class="note">{label}</figcaption>
    </figure>
  )
}
