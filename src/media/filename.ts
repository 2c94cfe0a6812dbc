const longestName = 200
/** Of a longer one only the end is read. */
const longestRead = 2000

/** C0, C1, what turns the direction of writing (UAX 9), and what cannot be seen: a name with these is not what it looks. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029\u115f\u1160\u3164\uffa0]/gu
const joiner = '\u200d'

const endings = {
  image: { usual: 'webp', fitting: /\.(?:jpe?g|jfif|png|webp|gif|avif)$/i },
  pdf: { usual: 'pdf', fitting: /\.pdf$/i },
} as const

/**
 * A file's name as it may be shown and saved: composed (a Mac sends Hangul taken apart), without folders, control
 * characters, signs that turn the direction of writing, and characters that file systems refuse; at most 200 UTF-16
 * units; and with an ending that fits what the file is.
 */
export function cleanFileName(sent: string, { kind }: { kind: keyof typeof endings }): string {
  const whole = sent.slice(-longestRead).toWellFormed().normalize('NFC')
  const last = whole.split(/[/\\]/).findLast(part => part.trim() !== '') ?? ''
  const plain = last
    .replace(unseen, sign => (sign === joiner ? joiner : ' '))
    .replace(/[<>:"|?*\ufffd]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[\s.\u200d]+$/, '')
  const { usual, fitting } = endings[kind]
  const ending = fitting.exec(plain)?.[0] ?? `.${usual}`
  const stem = plain.replace(fitting, '').replace(/^[\s.\u200d]+/, '')
  return shorten(stem, longestName - ending.length) + ending
}

/** Cuts between characters as people see them. */
function shorten(text: string, length: number): string {
  if (text === '') return 'file'
  if (text.length <= length) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > length) break
    kept += segment
  }
  return kept.trimEnd() || 'file'
}
