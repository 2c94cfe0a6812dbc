import { createHash } from 'node:crypto'
import { romanize } from 'es-hangul'

/** A readable part of an address made of a text, Korean as it sounds; a short sum of the text where nothing is left. */
export function slugFrom(text: string, { most = 60 } = {}): string {
  const letters = romanize(text.slice(0, 200).normalize('NFC'))
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, most)
    .replace(/-+$/, '')
  return letters === '' ? `x-${sumOf(text)}` : letters
}

/** Eight letters that another text hardly has. */
export function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

/** A name of a thing for sale of what a feed calls it: signs that ours cannot have become hyphens. */
export function skuFrom(text: string): string {
  const sku = text
    .trim()
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
  // What is changed much may be the same as another one: a sum keeps them apart.
  if (sku === '') return `sku-${sumOf(text)}`
  return sku.length > 64 || sku.length < text.trim().length / 2 ? `${sku.slice(0, 50)}-${sumOf(text)}` : sku
}
