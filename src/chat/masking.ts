/** Spaces and marks that people write between the digits of one number; line ends and commas stand between two. */
const separators = new Set(' \t\u00a0\u2009\u202f\u3000-\u2010\u2011\u2012\u2013\u2014\u2212\uff0d.\u00b7')
/** Characters that show nothing. */
const unseen = /^\p{Default_Ignorable_Code_Point}$/u
/** Separators that may follow each other within one number. */
const mostSeparators = 3
/** Since then the digits after the date say nothing by themselves (주민등록법 시행규칙, October 2020). */
const withoutCheck = Date.UTC(2020, 9, 1)

/** Digits without anything between them. */
interface Group {
  digits: string
  /** Where in the text's characters each digit stands. */
  at: number[]
  /** Whether a dash, and not a space or a point, comes before it. */
  dashed: boolean
}

/**
 * A text in which Korean resident and foreigner registration numbers keep their first six digits, and payment card
 * numbers their last four; every other digit of them is an asterisk. Full-width and other digits count, and so do those
 * with separators between. What is shaped like a telephone, order or tracking number, or a price, stays as it is.
 *
 * A registration number has a birth date within the last hundred years and a digit that fits it; where it is written
 * in one piece, its check digit has to be right as well. A card number begins and is as long and grouped as cards are
 * (ISO/IEC 7812), and its check digit is right.
 */
export function maskNumbers(text: string, { now = new Date() }: { now?: Date } = {}): string {
  if (!/\p{N}/u.test(text)) return text
  const characters = [...text]
  const masked = new Set<number>()
  for (const groups of numbersOf(characters)) {
    for (let first = 0; first < groups.length; ) first += maskAt(groups, { first, now, masked }) || 1
  }
  if (masked.size === 0) return text
  return characters.map((character, i) => (masked.has(i) ? '*' : character)).join('')
}

/** Masks the number that begins with a group; how many groups it has, 0 where none begins. */
function maskAt(groups: Group[], { first, now, masked }: { first: number; now: Date; masked: Set<number> }): number {
  let digits = ''
  const at: number[] = []
  const sizes: number[] = []
  let dashed = true
  let found = 0
  let kept: [number, number] = [0, 0]
  for (let count = 1; first + count <= groups.length && digits.length < 19; count += 1) {
    const group = groups[first + count - 1]
    if (group === undefined) break
    digits += group.digits
    at.push(...group.at)
    sizes.push(group.digits.length)
    dashed &&= count === 1 || group.dashed
    if (isRegistration(digits, { sizes, now })) [found, kept] = [count, [0, 6]]
    else if (isCard(digits, { sizes, dashed })) [found, kept] = [count, [digits.length - 4, digits.length]]
    if (found !== count) continue
    for (const [i, place] of at.entries()) if (i < kept[0] || i >= kept[1]) masked.add(place)
    return found
  }
  return found
}

/** What may be one number each: digits with a few separators between them. */
function* numbersOf(characters: string[]): Generator<Group[]> {
  let groups: Group[] = []
  let between = ''
  let open = false
  for (const [i, character] of characters.entries()) {
    const digit = digitOf(character)
    if (digit !== null) {
      const last = groups.at(-1)
      if (open && last !== undefined) {
        last.digits += digit
        last.at.push(i)
      } else groups.push({ digits: digit, at: [i], dashed: /^[^\s.·]+$/.test(between) })
      open = true
      between = ''
    } else if (unseen.test(character)) {
    } else if (separators.has(character) && between.length < mostSeparators) {
      between += character
      open = false
    } else {
      if (groups.length > 0) yield groups
      groups = []
      between = ''
      open = false
    }
  }
  if (groups.length > 0) yield groups
}

function digitOf(character: string): string | null {
  if (character >= '0' && character <= '9') return character
  if (character < '\u0080') return null
  const plain = character.normalize('NFKC')
  return plain.length === 1 && plain >= '0' && plain <= '9' ? plain : null
}

function isRegistration(digits: string, { sizes, now }: { sizes: number[]; now: Date }): boolean {
  if (digits.length !== 13 || !(sizes.length === 1 || sizes[0] === 6 || sizes.every(size => size === 1))) return false
  const kind = Number(digits[6])
  if (kind < 1 || kind > 8) return false
  const century = kind % 4 === 1 || kind % 4 === 2 ? 1900 : 2000
  const [year, month, day] = [
    century + Number(digits.slice(0, 2)),
    Number(digits.slice(2, 4)),
    Number(digits.slice(4, 6)),
  ]
  const born = new Date(Date.UTC(year, month - 1, day))
  if (born.getUTCMonth() !== month - 1 || born.getUTCDate() !== day || born > now) return false
  const isForeign = kind >= 5
  const isRight = checkDigit(digits, isForeign) === Number(digits[12])
  if (isRight) return true
  if (now.getUTCFullYear() - year >= 100) return false
  if (sizes.length > 1) return true
  return (isForeign && !isBarcode(digits)) || born.getTime() >= withoutCheck
}

function checkDigit(digits: string, isForeign: boolean): number {
  let sum = 0
  for (let i = 0; i < 12; i += 1) sum += Number(digits[i]) * (2 + (i % 8))
  return ((isForeign ? 13 : 11) - (sum % 11)) % 10
}

/** Whether it is an article number of Korean goods (EAN-13, prefix 880). */
function isBarcode(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < 13; i += 1) sum += Number(digits[i]) * (i % 2 === 0 ? 1 : 3)
  return digits.startsWith('880') && sum % 10 === 0
}

/** How numbers of each length begin; 9 is what Korean cards of one country begin with. */
const beginnings: Record<number, RegExp> = {
  13: /^4/,
  14: /^3[0689]/,
  15: /^(?:3[47]|2131|1800)/,
  16: /^(?:2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|35|4|5|6|9)/,
  17: /^(?:5|6)/,
  18: /^(?:5|6)/,
  19: /^(?:4|5|6)/,
}
const groupings = new Set(['4 4 4 4', '4 6 5', '4 6 4', '4 4 4 1', '4 4 4 4 1', '4 4 4 4 2', '4 4 4 4 3', '6 13'])

function isCard(digits: string, { sizes, dashed }: { sizes: number[]; dashed: boolean }): boolean {
  if (beginnings[digits.length]?.test(digits) !== true || /^(\d)\1+$/.test(digits)) return false
  const isGrouped = sizes.length === 1 || groupings.has(sizes.join(' ')) || sizes.every(size => size === 1)
  if (!isGrouped && !(dashed && digits.length === 16)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}
