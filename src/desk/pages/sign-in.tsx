import { desk, deskPages as words } from '#language'
import { SignInFields, Word } from '#ui'
import type { Picture } from '../views.ts'
import { type Around, Gate } from './frame.tsx'

export interface SignInProps {
  around: Around
  picture: Picture | null
  /** Where to go from here. */
  to: string
  /** What was typed before and was refused. */
  email: string
  refused: string | null
}

/** The way in by e-mail and password: a plain form. */
export function SignInPage({ around, picture, to, email, refused }: SignInProps) {
  const { lang } = around
  return (
    <Gate around={around} title={desk.desk(lang)} picture={picture}>
      <p class="quiet">{words.signInLead(lang)}</p>
      <Word refused={refused} />
      <form class="form" method="post" action={`/${lang}/desk/sign-in`}>
        <input type="hidden" name="to" value={to} />
        <SignInFields lang={lang} email={email} refused={null} />
        <button class="button primary wide" type="submit">
          {desk.signIn(lang)}
        </button>
      </form>
      <p class="note">{words.signInLost(lang)}</p>
    </Gate>
  )
}
