import type { Problem } from '#edge'
import type { Lang } from '#language'

/** A field of the forms by which somebody signs in and keeps an account. */
export type AccountField = 'name' | 'email' | 'newPassword' | 'password'

const fields = new Map<string, AccountField>([
  ['members.name_wrong', 'name'],
  ['members.email_wrong', 'email'],
  ['members.email_taken', 'email'],
  ['members.email_unusable', 'email'],
  ['members.password_too_short', 'newPassword'],
  ['members.password_too_long', 'newPassword'],
  ['members.wrong_password', 'password'],
  ['members.password_needed', 'password'],
])

/** A refusal in the reader's words: at the field that it is about, else above the form. */
export interface Refused {
  sentence: string
  field: AccountField | null
}

/** Presents a refusal to its reader. */
export function asRefused(lang: Lang, problem: Problem): Refused {
  return { sentence: problem.sentence(lang), field: fields.get(problem.code) ?? null }
}

/** What to say under a field. */
export function atField(refused: Refused | null, field: AccountField): string | undefined {
  return refused?.field === field ? refused.sentence : undefined
}

/** What to say above the form. */
export function aboveForm(refused: Refused | null): string | null {
  return refused?.field === null ? refused.sentence : null
}
