import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { imageType } from './filetype.ts'
import { type Asset, findWhole, keepAsset, type Piece } from './keep.ts'
import type { Media } from './media.ts'
import { damaged, fileTooLarge, pictureTooLarge } from './problems.ts'

/** A picture's file may have 25 MB. */
export const maxImageBytes = 25 * 1024 * 1024

const maxPixels = 40_000_000
/** The longest side that WebP can hold. */
const maxSide = 16_383
const widths = [320, 640, 960, 1440]
const quality = 80
/** Below 3 the colours of plain areas begin to drift. */
const effort = 3

/**
 * Adds a picture (JPEG, PNG, WebP or AVIF) and makes its WebP forms up to 1440 pixels wide, never wider than it is,
 * turned as its EXIF says and without metadata. The same bytes give the same asset. The original is kept for forms to
 * come, with its metadata, and never served. What it shows in words belongs to whoever shows it.
 * Refuses `media.unknown_type`, `media.damaged`, `media.picture_too_large` (pixels) and `media.file_too_large`.
 */
export async function addImage(media: Media, { bytes }: { bytes: Uint8Array }): Promise<Asset> {
  if (bytes.byteLength > maxImageBytes) throw fileTooLarge(maxImageBytes)
  const type = imageType(bytes)
  const sha256 = hashOf(bytes)
  const there = await findWhole(media, { kind: 'image', sha256 })
  if (there !== undefined) return there
  return media.turns.run(async () => {
    const { width, height } = await measure(bytes)
    const original: Piece = { name: 'original', type, sha256, sizeBytes: bytes.byteLength, source: () => bytes }
    const others = await makeForms(bytes, width)
    return keepAsset(media, { kind: 'image', width, height, original: { ...original, width, height }, others })
  })
}

/** The name of a blob with these bytes. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Pixels as shown, from the header alone: nothing is decoded before its size is known. */
async function measure(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  const { width, height } = (await readable(sharp(bytes, { limitInputPixels: false }).metadata())).autoOrient
  if (width * height > maxPixels || Math.max(width, height) > maxSide) {
    throw pictureTooLarge({ pixels: maxPixels, side: maxSide })
  }
  return { width, height }
}

/** Decodes once, at the widest form; the narrower ones are made from its pixels. */
async function makeForms(bytes: Uint8Array, ownWidth: number): Promise<Piece[]> {
  const widest = Math.min(ownWidth, widths.at(-1)!)
  const { data, info } = await readable(
    sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels })
      .timeout({ seconds: 30 })
      .autoOrient()
      .resize({ width: widest })
      .raw()
      .toBuffer({ resolveWithObject: true }),
  )
  const raw = { width: info.width, height: info.height, channels: info.channels }
  const forms: Piece[] = []
  for (const width of [...widths.filter(one => one < widest), widest]) {
    const made = await sharp(data, { raw })
      .resize({ width })
      .webp({ quality, effort })
      .toBuffer({ resolveWithObject: true })
    forms.push({
      name: `w${width}`,
      type: 'image/webp',
      sha256: hashOf(made.data),
      sizeBytes: made.data.byteLength,
      width: made.info.width,
      height: made.info.height,
      source: () => made.data,
    })
  }
  return forms
}

async function readable<Result>(reading: Promise<Result>): Promise<Result> {
  try {
    return await reading
  } catch {
    throw damaged()
  }
}
