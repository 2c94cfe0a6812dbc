import { heicNotTaken, unknownAttachment, unknownType } from './problems.ts'

const extensions = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
  'video/mp4': 'mp4',
  'text/vtt': 'vtt',
  'application/vnd.apple.mpegurl': 'm3u8',
} as const

/** The types of file that are told apart. */
export type FileType = keyof typeof extensions

const images: readonly FileType[] = ['image/jpeg', 'image/png', 'image/webp', 'image/avif']
const attachments: readonly FileType[] = [...images, 'image/gif', 'application/pdf']
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']
const mp4Brands = ['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'dash']

/** The ending of the name of a file of this type, without the dot. */
export function extensionOf(type: string): string {
  return isFileType(type) ? extensions[type] : 'bin'
}

/** A picture's type by its first bytes; anything but JPEG, PNG, WebP and AVIF is refused as `media.unknown_type`. */
export function imageType(bytes: Uint8Array): FileType {
  const type = typeByMagic(bytes)
  if (type === undefined || !images.includes(type)) throw unknownType()
  return type
}

/** A film's type by its first bytes (64 are enough); anything but MP4 is refused as `media.unknown_type`. */
export function filmType(bytes: Uint8Array): FileType {
  const type = typeByMagic(bytes)
  if (type !== 'video/mp4') throw unknownType()
  return type
}

/**
 * The type of a file for a conversation by its first bytes (64 are enough): JPEG, PNG, WebP, AVIF, GIF or PDF. Anything
 * else is refused as `media.unknown_attachment`, and HEIC, which we cannot open, as `media.heic_not_taken`.
 */
export function attachmentType(bytes: Uint8Array): FileType {
  const type = typeByMagic(bytes)
  if (type === 'image/heic') throw heicNotTaken()
  if (type === undefined || !attachments.includes(type)) throw unknownAttachment()
  return type
}

function isFileType(type: string): type is FileType {
  return type in extensions
}

/** What the file says it is in its first bytes; its name and what its sender claims are never looked at. */
function typeByMagic(bytes: Uint8Array): FileType | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp'
  if (/^GIF8[79]a/.test(head)) return 'image/gif'
  if (/^%PDF-[12]\.\d/.test(head)) return 'application/pdf'
  if (head.slice(4, 8) === 'ftyp') return typeByBrand(head)
  return undefined
}

/** ISO base media (ISO/IEC 14496-12, 4.3): a major brand, its version, and the brands the file is compatible with. */
function typeByBrand(head: string): FileType | undefined {
  const size = head.charCodeAt(2) * 256 + head.charCodeAt(3)
  const brands = [head.slice(8, 12), ...(head.slice(16, size).match(/.{4}/gs) ?? [])]
  if (brands.includes('avif')) return 'image/avif'
  if (brands.some(brand => mp4Brands.includes(brand))) return 'video/mp4'
  return brands.some(brand => heicBrands.includes(brand)) ? 'image/heic' : undefined
}
