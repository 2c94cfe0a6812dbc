import { type Lang, account as words } from '#language'
import { Field } from './field.tsx'
import { atField, type Refused } from './refused.ts'

interface FieldsProps {
  lang: Lang
  refused: Refused | null
}

/** The address by which somebody signs in. */
export function EmailField({ lang, refused, email }: FieldsProps & { email: string }) {
  return (
    <Field
      id="email"
      label={words.email(lang)}
      name="email"
      type="email"
      autocomplete="username"
      required
      maxLength={254}
      value={email}
      problem={atField(refused, 'email')}
    />
  )
}

/** Address and password of somebody who has an account. */
export function SignInFields(props: FieldsProps & { email: string }) {
  return (
    <>
      <EmailField {...props} />
      <Field
        id="password"
        label={words.password(props.lang)}
        name="password"
        type="password"
        autocomplete="current-password"
        required
        maxLength={512}
      />
    </>
  )
}

/** A password that is chosen now. */
export function NewPasswordField({
  lang,
  refused,
  ...named
}: FieldsProps & { id: string; name: string; label: string }) {
  return (
    <Field
      {...named}
      hint={words.passwordHint(lang)}
      type="password"
      autocomplete="new-password"
      required
      minLength={10}
      maxLength={128}
      problem={atField(refused, 'newPassword')}
    />
  )
}
