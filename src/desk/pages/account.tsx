import { desk, account as forms, deskPages as words } from '#language'
import type { StaffEntry } from '#members'
import { type Answered, PasswordForm, ProfileForm } from '#ui'
import { type Around, Inside } from './frame.tsx'

/** What is said at a form after it was sent. */
export type Told = Answered & { part: 'profile' | 'password' }

export interface AccountProps {
  around: Around
  staff: StaffEntry
  /** What was typed and refused, in place of what is kept. */
  typed: { name?: string; email?: string }
  told: Told | null
}

/** One's own account: what others see, how one signs in. */
export function AccountPage({ around, staff, typed, told }: AccountProps) {
  const { lang } = around
  const { email, hasPassword } = staff
  const action = `/${lang}/desk/account`
  const toldOf = (part: Told['part']) => (told?.part === part ? told : null)
  return (
    <Inside around={around} title={desk.account(lang)}>
      {!hasPassword && <p class="to-do">{words.passwordMissingLong(lang)}</p>}
      <section>
        <h2>{forms.profile(lang)}</h2>
        <ProfileForm
          {...{ lang, action, typed, hasPassword }}
          told={toldOf('profile')}
          kept={staff}
          nameHint={words.nameHint(lang)}
          nameIs="name"
          language={words.languageOfDesk(lang)}
        />
      </section>
      <section>
        <h2>{hasPassword ? forms.changePassword(lang) : forms.setPassword(lang)}</h2>
        <PasswordForm {...{ lang, action, email, hasPassword }} told={toldOf('password')} />
      </section>
    </Inside>
  )
}
