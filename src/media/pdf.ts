import { damaged, unknownAttachment } from './problems.ts'

/** As far as those who guess a type by looking read (WHATWG MIME Sniffing, 5.1: 1445 bytes). */
const sniffed = 1536
/** The end of a PDF is looked for this far from the last byte (ISO 32000-1, annex H.3, note 18). */
const tailBytes = 1024

/**
 * Refuses a PDF whose end is missing as `media.damaged`, and one that is something else besides (a page, an archive)
 * as `media.unknown_attachment`: its first bytes hold no markup, and after its end nothing comes. What is inside is not
 * looked at; it is only ever given out as a PDF to be saved.
 */
export function checkPdf(bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = buffer.subarray(0, sniffed).toString('latin1')
  if (/<(?:!doctype\s+html|html|head|body|script|iframe|svg|img|h1|div|style|title|table)\b/i.test(head)) {
    throw unknownAttachment()
  }
  const tail = buffer.subarray(-tailBytes).toString('latin1')
  const end = tail.lastIndexOf('%%EOF')
  const start = tail.lastIndexOf('startxref', end)
  if (end === -1 || start === -1 || !/^startxref\s+\d+\s+$/.test(tail.slice(start, end))) throw damaged()
  if (!/^[\s\0]*$/.test(tail.slice(end + 5)) || isArchive(buffer)) throw unknownAttachment()
}

/** Whether the last bytes close a ZIP archive (APPNOTE 4.3.16), whose comment may reach to the end of the file. */
function isArchive(buffer: Buffer): boolean {
  for (let at = buffer.lastIndexOf('PK\x05\x06'); at !== -1; ) {
    const rest = buffer.length - at - 22
    if (rest > 0xffff) return false
    if (rest >= 0 && buffer.readUInt16LE(at + 20) === rest) return true
    if (at === 0) return false
    at = buffer.lastIndexOf('PK\x05\x06', at - 1)
  }
  return false
}
