import { type Lang, langs, account as words } from '#language'
import { NewPasswordField } from './account-fields.tsx'
import { Field } from './field.tsx'
import { aboveForm, atField, type Refused } from './refused.ts'

/** What was refused, or what was done: one sentence above a form. */
export function Word({ refused, done }: { refused?: string | null; done?: string | null }) {
  if (refused) {
    return (
      <p class="word bad" role="alert">
        {refused}
      </p>
    )
  }
  return done ? (
    <p class="word good" role="status">
      {done}
    </p>
  ) : null
}

/** What is said at a form after it was sent. */
export interface Answered {
  refused: Refused | null
  done: string | null
}

interface FormProps {
  lang: Lang
  action: string
  told: Answered | null
}

type ProfileProps = FormProps & {
  kept: { name: string; email: string; language: Lang }
  /** What was typed and refused, in place of what is kept. */
  typed: { name?: string; email?: string }
  /** Who sees the name, and what the language is of. */
  nameHint: string
  language: string
  nameIs: 'name' | 'nickname'
  hasPassword: boolean
}

/** Who somebody is here: their name, the e-mail by which they sign in, and their language. */
export function ProfileForm(props: ProfileProps) {
  const { lang, action, told, kept, typed, nameHint, language, nameIs, hasPassword } = props
  const refused = told?.refused ?? null
  return (
    <>
      {told && <Word refused={aboveForm(refused)} done={told.done} />}
      <form class="form" method="post" action={action}>
        <input type="hidden" name="part" value="profile" />
        <Field
          id="name"
          label={words.name(lang)}
          hint={nameHint}
          name="name"
          autocomplete={nameIs}
          required
          maxLength={60}
          value={typed.name ?? kept.name}
          problem={atField(refused, 'name')}
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
          value={typed.email ?? kept.email}
          problem={atField(refused, 'email')}
        />
        {hasPassword && (
          <PresentPassword id="proof" lang={lang} hint={words.presentPasswordHint(lang)} refused={refused} />
        )}
        <fieldset class="choices">
          <legend>{language}</legend>
          {langs.map(one => (
            <label class="choice" key={one} lang={one}>
              <input type="radio" name="language" value={one} checked={kept.language === one} />
              {one === 'ko' ? '한국어' : 'English'}
            </label>
          ))}
        </fieldset>
        <button class="button" type="submit">
          {words.save(lang)}
        </button>
      </form>
    </>
  )
}

/** Another password, or the first one. */
export function PasswordForm({ lang, action, told, email, hasPassword }: FormProps & PasswordProps) {
  const refused = told?.refused ?? null
  return (
    <>
      {told && <Word refused={aboveForm(refused)} done={told.done} />}
      <form class="form" method="post" action={action}>
        <input type="hidden" name="part" value="password" />
        <ForKeeper email={email} />
        {hasPassword && <PresentPassword id="present" lang={lang} refused={refused} required />}
        <NewPasswordField lang={lang} id="new" name="newPassword" label={words.newPassword(lang)} refused={refused} />
        <button class={hasPassword ? 'button' : 'button primary'} type="submit">
          {hasPassword ? words.changePassword(lang) : words.setPassword(lang)}
        </button>
      </form>
    </>
  )
}

interface PasswordProps {
  email: string
  hasPassword: boolean
}

/** The e-mail, unseen, for the browser's keeper of passwords, which files them by it. */
export function ForKeeper({ email }: { email: string }) {
  return <input type="email" name="username" autocomplete="username" value={email} hidden readOnly />
}

interface PresentProps {
  id: string
  lang: Lang
  refused: Refused | null
  hint?: string
  required?: boolean
}

/** The password that somebody has, as the proof that it is they. */
export function PresentPassword({ id, lang, refused, ...more }: PresentProps) {
  return (
    <Field
      id={id}
      label={words.presentPassword(lang)}
      name="password"
      type="password"
      autocomplete="current-password"
      maxLength={512}
      problem={atField(refused, 'password')}
      {...more}
    />
  )
}
