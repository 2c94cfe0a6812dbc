import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import type { Context } from 'hono'
import { Problem } from '#edge'
import { files as fileWords, feeds as words } from '#language'
import type { Media } from '#media'
import { feedTooLarge, keepFeedFile, mostFeedBytes } from '#shop'
import type { TypedFields } from '../office/parts/typed-fields.ts'

/** Of a form, beside its file. */
const formBytes = 64 * 1024

/** A form with one file, which is kept. */
export interface Upload {
  /** The name of the file's bytes, and what its sender calls it. */
  file: string
  name: string
  fields: TypedFields
}

/**
 * Reads a form with a file, which goes to the blobs as it comes and is never in memory whole. Refused before anything is
 * read where the sender says that it is too large, and else as soon as it is.
 */
export async function readUpload(c: Context, media: Media): Promise<Upload> {
  const { body, headers } = c.req.raw
  const type = headers.get('content-type') ?? ''
  if (body === null || !type.startsWith('multipart/form-data')) throw new Problem('invalid')
  if (Number(headers.get('content-length') ?? 0) > mostFeedBytes + formBytes) throw feedTooLarge()
  const fields = new Map<string, string[]>()
  let keeping: Promise<string> | undefined
  let incoming: Readable | undefined
  let name = ''
  const limits = { files: 1, fields: 40, fieldSize: 4096 }
  const form = formParser({ headers: { 'content-type': type }, limits })
  // A form that broke off says so once more when nobody reads it any longer, and so does its file.
  form.on('error', () => {})
  form.on('field', (field, value) => void fields.set(field, [...(fields.get(field) ?? []), value]))
  form.on('file', (field, source, fileName) => {
    source.on('error', () => {})
    if (field !== 'file' || fileName === '' || fileName === undefined) {
      source.resume()
      return
    }
    name = fileName
    incoming = source
    keeping = keepFeedFile(media, { source })
    keeping.catch((thrown: unknown) => form.destroy(thrown instanceof Error ? thrown : new Error(String(thrown))))
  })
  try {
    await pipeline(arriving(body.getReader()), form)
  } catch (thrown) {
    // What was refused of the file says why; anything else is a form that broke off.
    incoming?.destroy(new Error('the form broke off'))
    const refusal: unknown = await keeping?.then(
      () => thrown,
      (why: unknown) => why,
    )
    if (refusal instanceof Problem) throw refusal
    throw new Problem('invalid', 'feeds.cut_off', fileWords.cutOff)
  }
  const file = await keeping
  if (file === undefined) throw new Problem('invalid', 'feeds.no_file', words.noFile)
  return { file, name, fields }
}

async function* arriving(body: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (let part = await body.read(); !part.done; part = await body.read()) yield part.value
  } finally {
    await body.cancel().catch(() => {})
  }
}

/** A form without a boundary is none. */
function formParser(config: ConstructorParameters<typeof Busboy>[0]) {
  try {
    return new Busboy(config)
  } catch {
    throw new Problem('invalid')
  }
}
