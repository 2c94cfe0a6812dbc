import { account as words } from '#language'
import { type Frame, Shell } from '../shell.tsx'

export interface CarryProps {
  frame: Frame
  token: string
  /** How many conversations the other device holds, and how many this one does without an account. */
  theirs: number
  mine: number
  /** The name of the member who is signed in here. */
  member: string | null
  /** The link was made on this very device. */
  same: boolean
}

/** A link from another device was opened. Only the form spends it: messengers look at links ahead of people. */
export function CarryPage({ frame, token, theirs, mine, member, same }: CarryProps) {
  const { lang } = frame
  return (
    <Shell frame={frame}>
      <main class="account carry" id="main">
        <header>
          <h1>{words.carried(lang)}</h1>
        </header>
        {same ? (
          <>
            <p>{words.sameDevice(lang)}</p>
            <p>
              <a class="button" href={`/${lang}/talks`}>
                {words.toTalks(lang)}
              </a>
            </p>
          </>
        ) : (
          <>
            {member === null ? (
              <p>{words.carriedGuest(lang, { n: theirs })}</p>
            ) : (
              <p>{words.carriedMember(lang, { n: theirs, name: member })}</p>
            )}
            {member === null && mine > 0 && <p>{words.carriedJoins(lang, { n: mine })}</p>}
            <p class="quiet">{words.carriedOwn(lang)}</p>
            <form method="post" action={`/${lang}/continue`}>
              <input type="hidden" name="token" value={token} />
              <button class="button primary tall" type="submit">
                {words.bringHere(lang)}
              </button>
            </form>
          </>
        )}
      </main>
    </Shell>
  )
}

/** A link that brings nothing, and how to get one that does. */
export function CarryRefusedPage({ frame, sentence }: { frame: Frame; sentence: string }) {
  const { lang } = frame
  return (
    <Shell frame={frame}>
      <main class="account carry" id="main">
        <header>
          <h1>{words.linkRefused(lang)}</h1>
        </header>
        <p role="alert">{sentence}</p>
        <p>
          <a class="button" href={`/${lang}/talks`}>
            {words.toTalks(lang)}
          </a>
        </p>
      </main>
    </Shell>
  )
}
