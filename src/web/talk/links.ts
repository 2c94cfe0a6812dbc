/** A piece of a text; one with an `href` is a link. */
export interface Piece {
  text: string
  href?: string
}

/** Addresses are taken in ASCII alone: in Korean a word goes on right behind one, as in https://example.com에서. */
const address = /(?<![\w@])(?:https?:\/\/|www\.)[\w\-.~:/?#[\]@!$&'()*+,;=%]+/gi

/** Cuts a text where it names addresses of the web. Other kinds of address stay text. */
export function linksIn(text: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(address)) {
    const name = withoutTail(found)
    const href = hrefOf(name)
    if (href === null) continue
    if (index > end) pieces.push({ text: text.slice(end, index) })
    pieces.push({ text: name, href })
    end = index + name.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end) })
  return pieces
}

/** What ends the sentence is not of the address, nor is a bracket that was opened before it. */
function withoutTail(found: string): string {
  let end = found.length
  let unopened = { ')': surplus(found, ')', '('), ']': surplus(found, ']', '[') }
  for (; end > 0; end--) {
    const last = found[end - 1] ?? ''
    if (last === ')' || last === ']') {
      if (unopened[last] <= 0) break
      unopened = { ...unopened, [last]: unopened[last] - 1 }
    } else if (!/[.,;:!?'*]/.test(last)) break
  }
  return found.slice(0, end)
}

function surplus(text: string, closing: string, opening: string): number {
  return text.split(closing).length - text.split(opening).length
}

function hrefOf(name: string): string | null {
  const href = /^www\./i.test(name) ? `https://${name}` : name
  const url = URL.parse(href)
  return url !== null && /^https?:$/.test(url.protocol) && /[^.]\.[^.]/.test(url.hostname) ? href : null
}
