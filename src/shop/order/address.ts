import * as v from 'valibot'
import { cleanText } from '#language'

// Marks that turn the direction of what stands after them.
const turning = /[\u202a-\u202e\u2066-\u2069]/g

/** One line as it can stand on a label and in a list: cleaned, without breaks, and turning nothing that follows it. */
export function oneLine(text: string): string {
  return cleanText(text.replace(turning, '')).replace(/\s+/g, ' ')
}

const line = (length: number) => v.pipe(v.string(), v.transform(oneLine), v.maxLength(length))
const filled = (length: number) => v.pipe(v.string(), v.transform(oneLine), v.nonEmpty(), v.maxLength(length))

/**
 * Where an order goes. `country` is an ISO 3166-1 alpha-2 code. In Korea a postcode has five digits, and city and region
 * are part of the first line; elsewhere there is a city.
 */
export const Address = v.pipe(
  v.strictObject({
    country: v.pipe(v.string(), v.toUpperCase(), v.regex(/^[A-Z]{2}$/)),
    name: filled(80),
    phone: v.pipe(line(30), v.regex(/^\+?[\d\s().-]{7,30}$/)),
    postcode: line(16),
    line1: filled(200),
    line2: line(200),
    city: line(80),
    region: line(80),
  }),
  v.forward(
    v.partialCheck(
      [['country'], ['postcode']],
      ({ country, postcode }) => country !== 'KR' || /^\d{5}$/.test(postcode),
      'postcode',
    ),
    ['postcode'],
  ),
  v.forward(
    v.partialCheck([['country'], ['city']], ({ country, city }) => country === 'KR' || city !== '', 'city'),
    ['city'],
  ),
)
export type Address = v.InferOutput<typeof Address>
