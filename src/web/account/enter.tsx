import type { ComponentChildren } from 'preact'
import { pick, account as words } from '#language'
import type { PictureView } from '#shop'
import { aboveForm, atField, EmailField, Field, NewPasswordField, type Refused, SignInFields, Word } from '#ui'
import { type Frame, Shell } from '../shell.tsx'
import { Kept } from './kept.tsx'
import { nextQuery } from './next.ts'

/** What both doors show. */
export interface DoorProps {
  frame: Frame
  picture: PictureView | null
  /** Where to go from here; null leads to the account. */
  next: string | null
  /** What was typed before and was refused. */
  typed: { name?: string; email?: string }
  /** How many conversations this browser holds without an account. */
  talks: number
  refused: Refused | null
  /** An account was just deleted. */
  deleted: boolean
}

/** The way in by e-mail and password: a plain form. */
export function SignInPage({ frame, picture, next, typed, talks, refused, deleted }: DoorProps) {
  const { lang } = frame
  return (
    <Door frame={frame} picture={picture} title={words.signIn(lang)} lead={words.signInLead(lang)}>
      <Word refused={aboveForm(refused)} done={deleted ? words.deleted(lang) : null} />
      <form class="form" method="post" action={`/${lang}/sign-in`}>
        {next !== null && <input type="hidden" name="next" value={next} />}
        <SignInFields lang={lang} email={typed.email ?? ''} refused={refused} />
        <Along frame={frame} talks={talks} />
        <button class="button primary wide" type="submit">
          {words.signIn(lang)}
        </button>
      </form>
      <p class="other-door">
        {words.noAccountYet(lang)} <a href={`/${lang}/sign-up${nextQuery(next)}`}>{words.signUp(lang)}</a>
      </p>
      {talks > 0 && (
        <p class="note">
          {words.withoutAccount(lang)} <a href={`/${lang}/talks`}>{words.talks(lang)}</a>
        </p>
      )}
    </Door>
  )
}

/** Becoming a member: a plain form, and beside it what is kept. */
export function SignUpPage({ frame, picture, next, typed, talks, refused }: DoorProps) {
  const { lang } = frame
  return (
    <Door frame={frame} picture={picture} title={words.signUpTitle(lang)} lead={words.signUpLead(lang)}>
      <Word refused={aboveForm(refused)} />
      <form class="form" method="post" action={`/${lang}/sign-up`}>
        {next !== null && <input type="hidden" name="next" value={next} />}
        <Field
          id="name"
          label={words.name(lang)}
          hint={words.nameHint(lang)}
          name="name"
          autocomplete="nickname"
          required
          maxLength={60}
          value={typed.name ?? ''}
          problem={atField(refused, 'name')}
        />
        <EmailField lang={lang} email={typed.email ?? ''} refused={refused} />
        <NewPasswordField lang={lang} id="password" name="password" label={words.password(lang)} refused={refused} />
        <Along frame={frame} talks={talks} />
        <button class="button primary wide" type="submit">
          {words.makeAccount(lang)}
        </button>
      </form>
      <p class="other-door">
        {words.haveAccount(lang)} <a href={`/${lang}/sign-in${nextQuery(next)}`}>{words.signIn(lang)}</a>
      </p>
      <details class="kept">
        <summary>{words.kept(lang)}</summary>
        <Kept lang={lang} />
      </details>
    </Door>
  )
}

function Along({ frame: { lang }, talks }: { frame: Frame; talks: number }) {
  return talks > 0 ? <p class="along">{words.comesAlong(lang, { n: talks })}</p> : null
}

interface FrontProps {
  frame: Frame
  picture: PictureView | null
  title: string
  lead: string
  children: ComponentChildren
}

function Door({ frame, picture, title, lead, children }: FrontProps) {
  return (
    <Shell frame={frame}>
      <main class="door" id="main">
        <div class="door-words">
          <header>
            <h1>{title}</h1>
            <p class="quiet">{lead}</p>
          </header>
          {children}
        </div>
        {picture && (
          <img
            class="door-picture"
            src={picture.src}
            srcset={picture.srcset}
            sizes="(max-width: 899px) 1px, 50vw"
            width={picture.width}
            height={picture.height}
            alt={pick(frame.lang, picture.alt)}
          />
        )}
      </main>
    </Shell>
  )
}
