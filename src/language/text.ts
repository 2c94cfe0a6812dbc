/** Characters that show nothing: soft hyphen, zero-width characters and joiners, bidirectional controls, BOM. */
const unseen = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g

/** A text brought to one form for comparing and searching: NFKC, lower case, unseen characters out, spaces folded. */
export function normalise(text: string): string {
  return text.normalize('NFKC').replace(unseen, '').toLowerCase().replace(/\s+/g, ' ').trim()
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/** What a person wrote, ready to be kept: NFC, line ends as \n, control and halved characters out, blank ends cut. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(control, '')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()
}
