const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The text of a description that may be written in HTML: paragraphs become lines, everything else of it goes. */
export function plainText(text: string): string {
  if (!/[<&]/.test(text)) return tidy(text)
  const bare = withoutScripts(text)
    .replace(/<\/(?:p|div|li|h[1-6]|tr|ul|ol|table)\s*>|<br\s*\/?>/gi, '\n')
    .replace(/<li\b[^<>]*>/gi, '· ')
    .replace(/<\/?[a-z!][^<>]*>/gi, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hex, name) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null
      if (code !== null) return isCharacter(code) ? String.fromCodePoint(code) : ' '
      return named[String(name).toLowerCase()] ?? whole
    })
  return tidy(bare)
}

function isCharacter(code: number): boolean {
  return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
}

/** Leaves out scripts and styles with what stands in them; one that is not closed goes on to the end. */
function withoutScripts(text: string): string {
  let rest = text
  let kept = ''
  for (;;) {
    const open = /<(script|style)\b/i.exec(rest)
    if (open === null) return kept + rest
    kept += `${rest.slice(0, open.index)} `
    const close = new RegExp(`</${open[1]}\\s*>`, 'i').exec(rest.slice(open.index))
    if (close === null) return kept
    rest = rest.slice(open.index + close.index + close[0].length)
  }
}

function tidy(text: string): string {
  return text
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ *\r?\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
