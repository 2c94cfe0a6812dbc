import * as v from 'valibot'
import { Problem, type Sentence } from '#edge'
import { cleanText, langs, members } from '#language'

const nameMost = 60
const passwordLeast = 10
const passwordMost = 128

/** A person's name as others read it: one line of 1 to 60 characters. */
export const Name = v.pipe(
  v.string('name_wrong'),
  v.transform(text => cleanText(text).replace(/\s+/g, ' ')),
  v.check(text => text !== '' && Array.from(text).length <= nameMost, 'name_wrong'),
)

/** An e-mail address in the form in which it is kept: lower case. */
export const Email = v.pipe(
  v.string('email_wrong'),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(254, 'email_wrong'),
  v.email('email_wrong'),
)

/** A password to be set: 10 to 128 characters; length is the only rule (NIST SP 800-63B-4, 3.1.1.2). */
export const NewPassword = v.pipe(
  v.string('password_too_short'),
  v.check(text => Array.from(text).length >= passwordLeast, 'password_too_short'),
  v.check(text => Array.from(text).length <= passwordMost, 'password_too_long'),
)

/** A password to be compared: anything short enough to hash. */
export const GivenPassword = v.pipe(v.string(), v.maxLength(4 * passwordMost))

/** A language of the product. */
export const Language = v.picklist(langs)

/** The id of a person or a session. */
export const Id = v.pipe(v.string(), v.uuid())

const sentences = new Map<string, Sentence>([
  ['name_wrong', lang => members.nameWrong(lang, { most: nameMost })],
  ['email_wrong', members.emailWrong],
  ['password_too_short', lang => members.passwordTooShort(lang, { least: passwordLeast })],
  ['password_too_long', lang => members.passwordTooLong(lang, { most: passwordMost })],
])

/** Parses what came from outside; refuses the first thing wrong with it as `members.<its name>`, or as `invalid`. */
export function parse<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true })
  if (result.success) return result.output
  const code = result.issues[0].message
  const sentence = sentences.get(code)
  throw sentence ? new Problem('invalid', `members.${code}`, sentence) : new Problem('invalid')
}
