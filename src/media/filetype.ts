import { unknownType } from './problems.ts'

const extensions = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'video/mp4': 'mp4',
  'text/vtt': 'vtt',
} as const

/** The types of file that are kept and served. */
export type FileType = keyof typeof extensions

const images: readonly FileType[] = ['image/jpeg', 'image/png', 'image/webp', 'image/avif']
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

function isFileType(type: string): type is FileType {
  return type in extensions
}

/** What the file says it is in its first bytes; its name and what its sender claims are never looked at. */
function typeByMagic(bytes: Uint8Array): FileType | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp'
  if (head.slice(4, 8) === 'ftyp') return typeByBrand(head)
  return undefined
}

/** ISO base media (ISO/IEC 14496-12, 4.3): a major brand, its version, and the brands the file is compatible with. */
function typeByBrand(head: string): FileType | undefined {
  const size = head.charCodeAt(2) * 256 + head.charCodeAt(3)
  const brands = [head.slice(8, 12), ...(head.slice(16, size).match(/.{4}/gs) ?? [])]
  if (brands.includes('avif')) return 'image/avif'
  return brands.some(brand => mp4Brands.includes(brand)) ? 'video/mp4' : undefined
}
