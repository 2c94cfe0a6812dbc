import { desk, type Lang, langs, deskPages as words } from '#language'
import type { StaffEntry } from '#members'
import { Field } from '#ui'
import { type Around, Inside, Word } from './frame.tsx'

/** What is said above a form after it was sent. */
export interface Told {
  part: 'profile' | 'password'
  refused: string | null
  done: string | null
}

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
  return (
    <Inside around={around} title={desk.account(lang)}>
      {!staff.hasPassword && <p class="to-do">{words.passwordMissingLong(lang)}</p>}
      <Profile lang={lang} staff={staff} typed={typed} told={told} />
      <Password lang={lang} staff={staff} told={told} />
    </Inside>
  )
}

function Profile({ lang, staff, typed, told }: { lang: Lang } & Pick<AccountProps, 'staff' | 'typed' | 'told'>) {
  return (
    <section>
      <h2>{words.profile(lang)}</h2>
      {told?.part === 'profile' && <Word {...told} />}
      <form class="form" method="post" action={`/${lang}/desk/account`}>
        <input type="hidden" name="part" value="profile" />
        <Field
          id="name"
          label={words.name(lang)}
          hint={words.nameHint(lang)}
          name="name"
          autocomplete="name"
          required
          maxLength={60}
          value={typed.name ?? staff.name}
        />
        <Field
          id="email"
          label={words.email(lang)}
          hint={words.emailHint(lang)}
          name="email"
          type="email"
          autocomplete="email"
          required
          maxLength={254}
          value={typed.email ?? staff.email}
        />
        {staff.hasPassword && (
          <Field
            id="proof"
            label={words.presentPassword(lang)}
            hint={words.presentPasswordHint(lang)}
            name="password"
            type="password"
            autocomplete="current-password"
            maxLength={512}
          />
        )}
        <fieldset class="choices">
          <legend>{words.languageOfDesk(lang)}</legend>
          {langs.map(one => (
            <label class="choice" key={one} lang={one}>
              <input type="radio" name="language" value={one} checked={staff.language === one} />
              {one === 'ko' ? desk.korean('ko') : desk.english('en')}
            </label>
          ))}
        </fieldset>
        <button class="button" type="submit">
          {words.save(lang)}
        </button>
      </form>
    </section>
  )
}

function Password({ lang, staff, told }: { lang: Lang } & Pick<AccountProps, 'staff' | 'told'>) {
  const title = staff.hasPassword ? words.changePassword(lang) : words.setPassword(lang)
  return (
    <section>
      <h2>{title}</h2>
      {told?.part === 'password' && <Word {...told} />}
      <form class="form" method="post" action={`/${lang}/desk/account`}>
        <input type="hidden" name="part" value="password" />
        {/* For the browser's keeper of passwords, which files them by the address. */}
        <input type="email" name="username" autocomplete="username" value={staff.email} hidden readOnly />
        {staff.hasPassword && (
          <Field
            id="present"
            label={words.presentPassword(lang)}
            name="password"
            type="password"
            autocomplete="current-password"
            required
            maxLength={512}
          />
        )}
        <Field
          id="new"
          label={words.newPassword(lang)}
          hint={words.passwordHint(lang)}
          name="newPassword"
          type="password"
          autocomplete="new-password"
          required
          minLength={10}
          maxLength={128}
        />
        <button class={staff.hasPassword ? 'button' : 'button primary'} type="submit">
          {title}
        </button>
      </form>
    </section>
  )
}
