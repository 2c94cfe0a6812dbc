import sharp, { type OutputInfo, type Sharp } from 'sharp'
import type { FileType } from './filetype.ts'
import { damaged, pictureTooLarge } from './problems.ts'

/** The small form of a picture fits a place of this many pixels in width, for screens of two pixels to the point. */
export const smallWidth = 640

/** What is read from a picture before it is refused for its size: photographs of today's phones have 50 megapixels. */
const maxPixelsIn = 64_000_000
const maxSideIn = 60_000
/** What is kept: enough to read a long screenshot by, whatever its shape. */
const maxPixelsKept = 6_000_000
/** The longest side that WebP can hold. */
const maxSideKept = 16_383
const tallest = 2
const quality = 82
const effort = 3

const formats: Partial<Record<FileType, string>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'heif',
}

interface Form {
  data: Buffer
  info: OutputInfo
}

/**
 * A picture made anew from its pixels, as WebP: whatever else its file held is gone. `full` has at most six megapixels;
 * `small` shows a very tall picture, such as a long screenshot, by its upper end.
 * Refuses `media.damaged` and `media.picture_too_large`.
 */
export async function remakePicture(
  bytes: Uint8Array,
  { type }: { type: FileType },
): Promise<{ full: Form; small: Form }> {
  const shown = await measure(bytes, type)
  const full = await made(
    sharp(bytes, { failOn: 'error', limitInputPixels: maxPixelsIn })
      .timeout({ seconds: 30 })
      .autoOrient()
      .resize({ ...keptSize(shown), fit: 'fill' }),
  )
  const { width, height } = full.info
  const isSmall = width <= smallWidth && height <= width * tallest
  return { full, small: isSmall ? full : await made(smallForm(full.data, { width, height })) }
}

/** Pixels as shown, from the header alone, read by the decoder that its first bytes call for. */
async function measure(bytes: Uint8Array, type: FileType): Promise<{ width: number; height: number }> {
  const { format, autoOrient } = await readable(sharp(bytes, { limitInputPixels: false }).metadata())
  if (format !== formats[type]) throw damaged()
  const { width, height } = autoOrient
  if (width * height > maxPixelsIn || Math.max(width, height) > maxSideIn) {
    throw pictureTooLarge({ pixels: maxPixelsIn, side: maxSideIn })
  }
  return { width, height }
}

/** As large as it was, or as large as may be kept, of the same shape. */
function keptSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(1, Math.sqrt(maxPixelsKept / (width * height)), maxSideKept / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** A very tall picture, a long screenshot, is shown small by its upper end. */
function smallForm(data: Buffer, { width, height }: { width: number; height: number }): Sharp {
  const across = Math.min(width, smallWidth)
  const down = Math.max(1, Math.round(Math.min(across * tallest, (height * across) / width)))
  return sharp(data).resize({ width: across, height: down, fit: 'cover', position: 'top' })
}

function made(picture: Sharp): Promise<Form> {
  return readable(picture.webp({ quality, effort }).toBuffer({ resolveWithObject: true }))
}

async function readable<Result>(reading: Promise<Result>): Promise<Result> {
  try {
    return await reading
  } catch {
    throw damaged()
  }
}
