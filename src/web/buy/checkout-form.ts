import * as v from 'valibot'
import { cleanText, type Lang, orders as words } from '#language'
import { Address, oneLine, type PayBy } from '#shop'

const typed = (most: number) => v.optional(v.pipe(v.string(), v.maxLength(most)), '')

/** The fields of the checkout as they were typed. What a person cannot have typed is refused, not shown. */
export const checkoutForm = v.object({
  checkoutId: v.pipe(v.string(), v.uuid(), v.toLowerCase()),
  /** What was shown: a mark of the cart, and what it came to. */
  shown: typed(64),
  expectedTotal: v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)),
  act: typed(80),
  email: typed(400),
  country: typed(4),
  name: typed(400),
  phone: typed(100),
  postcode: typed(100),
  line1: typed(800),
  line2: typed(800),
  city: typed(400),
  region: typed(400),
  note: typed(4000),
  payBy: typed(20),
  depositor: typed(400),
  consent: typed(4),
})
export type Typed = Pick<
  v.InferOutput<typeof checkoutForm>,
  | 'email'
  | 'country'
  | 'name'
  | 'phone'
  | 'postcode'
  | 'line1'
  | 'line2'
  | 'city'
  | 'region'
  | 'note'
  | 'payBy'
  | 'depositor'
  | 'consent'
>
export type FieldName = keyof Typed
/** What is wrong with fields, by their names, in the reader's words. */
export type Wrong = Partial<Record<FieldName, string>>

/** Where nothing goes yet. */
export const nowhere = { country: '', name: '', phone: '', postcode: '', line1: '', line2: '', city: '', region: '' }

/** A form in which nothing was typed yet. */
export const blank: Typed = {
  ...nowhere,
  email: '',
  note: '',
  payBy: '',
  depositor: '',
  consent: '',
}

/** What a form says, when all of it is right. */
export interface Read {
  email: string
  address: Address
  note: string
  payBy: PayBy
  depositor: string | null
}

const most: Partial<Record<FieldName, number>> = {
  email: 254,
  name: 80,
  phone: 30,
  postcode: 16,
  line1: 200,
  line2: 200,
  city: 80,
  region: 80,
  note: 500,
  depositor: 80,
}
const email = v.pipe(v.string(), v.trim(), v.maxLength(254), v.email())

/** Reads what was typed, or says what is wrong with it. `ways` are the ways of paying that may be chosen. */
export function readCheckout(
  lang: Lang,
  { typed, ways, countries }: { typed: Typed; ways: readonly PayBy[]; countries: readonly string[] },
): { read: Read | null; wrong: Wrong } {
  const wrong: Wrong = {}
  const { country, name, phone, postcode, line1, line2, city, region } = typed
  const address = v.safeParse(Address, { country, name, phone, postcode, line1, line2, city, region })
  for (const issue of address.issues ?? []) {
    const field = v.getDotPath(issue)
    if (isField(field)) wrong[field] ??= sentenceOf(lang, field, typed[field])
  }
  if (!countries.includes(country.toUpperCase())) wrong.country = words.countryWrong(lang)
  for (const [field, length] of Object.entries(most))
    if (isField(field) && typed[field].trim().length > length) wrong[field] = words.tooLong(lang)
  const mail = v.safeParse(email, typed.email)
  if (!mail.success) wrong.email = typed.email.trim() === '' ? words.needed(lang) : words.emailWrong(lang)
  const payBy = ways.find(way => way === typed.payBy)
  if (payBy === undefined) wrong.payBy = words.wayWrong(lang)
  if (typed.consent !== 'yes') wrong.consent = words.consentNeeded(lang)
  if (!address.success || !mail.success || payBy === undefined || Object.keys(wrong).length > 0)
    return { read: null, wrong }
  const depositor = payBy === 'transfer' ? oneLine(typed.depositor) || address.output.name : null
  const note = cleanText(typed.note).split('\n').map(oneLine).join('\n')
  return { read: { email: mail.output, address: address.output, note, payBy, depositor }, wrong }
}

function isField(name: string | null | undefined): name is FieldName {
  return typeof name === 'string' && Object.hasOwn(blank, name)
}

function sentenceOf(lang: Lang, field: FieldName, value: string): string {
  if (field === 'country') return words.countryWrong(lang)
  if (field === 'postcode') return words.postcodeWrong(lang)
  if (value.trim() === '') return words.needed(lang)
  return field === 'phone' ? words.phoneWrong(lang) : words.tooLong(lang)
}
