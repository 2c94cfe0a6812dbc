import type { FeedFormat } from '../feed-schema.ts'
import { textOf, unpacked } from './bytes.ts'
import { readSeparated } from './csv.ts'
import { shapeGoogle } from './google.ts'
import { isOwn, shapeOwn } from './own.ts'
import { Unreadable } from './reason.ts'
import type { RawRows } from './records.ts'
import type { Shaped, Shaping } from './shaping.ts'
import { isShopify, shapeShopify } from './shopify.ts'
import { readXml } from './xml.ts'

/** A file that was understood. */
export interface ReadFeed extends Shaped {
  format: FeedFormat
}

/**
 * Reads a file of products: Google's product data as XML or separated values, Shopify's product CSV, or our own. Which
 * it is, in which encoding, and whether it is packed is told by its bytes. Refused as a whole (`Unreadable`) is what is
 * none of them or too large; a row that is broken is told and spoils no other product.
 */
export async function readFeed(bytes: Buffer, shaping: Shaping): Promise<ReadFeed> {
  const text = textOf(await unpacked(bytes))
  if (text.trim() === '') throw new Unreadable('empty')
  const isXml = /^\ufeff?\s*</.test(text)
  const raw = await (isXml ? xmlOf(text) : readSeparated(text))
  const format = isXml ? 'google' : formatOf(raw.columns)
  const { products, broken } = shapes[format](raw, shaping)
  const lost = raw.broken.length > 0
  return {
    format,
    products: lost ? products.map(each => ({ ...each, isPartial: true as const })) : products,
    broken: [...raw.broken, ...broken].toSorted((a, b) => a.line - b.line),
  }
}

const shapes = { google: shapeGoogle, shopify: shapeShopify, own: shapeOwn }

async function xmlOf(text: string): Promise<RawRows> {
  if (/^\ufeff?\s*(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b/i.test(text))
    throw new Unreadable('web_page')
  return readXml(text)
}

function formatOf(columns: readonly string[]): FeedFormat {
  if (isOwn(columns)) return 'own'
  if (isShopify(columns)) return 'shopify'
  if (columns.includes('id') && columns.includes('title')) return 'google'
  throw new Unreadable('unknown_format')
}
