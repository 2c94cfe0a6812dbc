/** A piece of a text: plain words, an address, or a moment that was written as 0:41. */
export type Piece = { kind: 'words' | 'link'; text: string } | { kind: 'moment'; text: string; second: number }

/** An address ends where something stands that no address holds, such as the Hangul of a particle. */
const found = /(?<link>\bhttps?:\/\/[\w!#$%&'()*+,./:;=?@[\]~-]+)|(?<!\S)(?<moment>\d{1,2}:[0-5]\d)(?!\d)/g

/** Cuts a text at the addresses and the moments that it names. Put together again the pieces are the text. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(found)) {
    const piece = match.groups?.moment === undefined ? linkIn(match[0]) : momentIn(match[0])
    if (piece === null) continue
    if (match.index > at) pieces.push({ kind: 'words', text: text.slice(at, match.index) })
    pieces.push(piece)
    at = match.index + piece.text.length
  }
  if (at < text.length) pieces.push({ kind: 'words', text: text.slice(at) })
  return pieces
}

/** What ends a sentence, and a bracket that was opened before the address, do not belong to it. */
function linkIn(raw: string): Piece | null {
  let link = raw
  for (;;) {
    const last = link.at(-1) ?? ''
    const unopened = (last === ')' && !link.includes('(')) || (last === ']' && !link.includes('['))
    if (!unopened && !/[.,:;!?'*~]/.test(last)) break
    link = link.slice(0, -1)
  }
  return URL.canParse(link) && new URL(link).hostname !== '' ? { kind: 'link', text: link } : null
}

function momentIn(text: string): Piece {
  const [minutes = 0, seconds = 0] = text.split(':').map(Number)
  return { kind: 'moment', text, second: minutes * 60 + seconds }
}
