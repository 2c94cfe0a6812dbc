import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { arriving, discard, Problem, requestLang } from '#edge'
import { files as fileWords } from '#language'
import {
  addImage,
  changeFilm,
  filmStates,
  filmsOf,
  imagesOf,
  joinedParts,
  keepPart,
  maxCaptionsBytes,
  maxImageBytes,
  receiveFilm,
} from '#media'
import type { DeskOptions } from '../../door.ts'
import { forOfficePages } from '../door.ts'
import { shownFilmState } from './film-state.ts'

const uuid = v.pipe(v.string(), v.uuid())
const partsBody = v.object({
  parts: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))), v.minLength(1), v.maxLength(512)),
})
/** How much of a body is let in after it was refused, so that its sender hears why. */
const mostDiscarded = 64 * 1024 * 1024

/**
 * Single files for the office, sent as they are: pictures, films, captions, the picture that stands in a film's place.
 * What they are is told by their bytes. A product has them once it is saved with them.
 */
export function uploadRoutes(options: DeskOptions): Hono {
  const { db, media, shop } = options
  const app = new Hono()

  app.put(
    '/pictures',
    taking(async (_, source) => {
      const { id } = await addImage(media, { bytes: await gathered(source, maxImageBytes) })
      return { id, src: (await imagesOf(db, [id])).get(id)?.src ?? '' }
    }),
  )

  app.put(
    '/parts',
    taking(async (_, source) => ({ id: await keepPart(media, { source }) })),
  )

  // A film is long on its way: it comes in parts, so that one that is cut off is sent again by itself.
  app.post(
    '/films',
    forOfficePages(options, 'products', async c => {
      const { parts } = parse(partsBody, await c.req.json().catch(() => undefined))
      const { id } = await receiveFilm(media, { source: joinedParts(media, { names: parts }) })
      return c.json({ id }, 201)
    }),
  )

  app.get(
    '/films/:id/state',
    forOfficePages(options, 'products', async c => {
      const id = parse(uuid, c.req.param('id'))
      const [states, films] = await Promise.all([filmStates(db, [id]), filmsOf(db, [id])])
      const state = states.get(id)
      if (state === undefined) throw new Problem('missing')
      return c.json(shownFilmState(requestLang(c), state, films.get(id)))
    }),
  )

  app.put(
    '/films/:id/captions/:lang{ko|en}',
    taking(async (c, source) => {
      const id = parse(uuid, c.req.param('id'))
      const bytes = await gathered(source, maxCaptionsBytes)
      await changeFilm(media, { id, captions: { [c.req.param('lang') === 'ko' ? 'ko' : 'en']: bytes } })
      shop.catalogueChanged()
      return { id }
    }),
  )

  app.put(
    '/films/:id/poster',
    taking(async (c, source) => {
      const id = parse(uuid, c.req.param('id'))
      const picture = await addImage(media, { bytes: await gathered(source, maxImageBytes) })
      await changeFilm(media, { id, posterId: picture.id })
      shop.catalogueChanged()
      return { id }
    }),
  )

  /** Takes a body as it comes; the rest of one that was refused is let in, for who is cut off never hears why. */
  function taking(take: (c: Context, source: AsyncIterable<Uint8Array>) => Promise<object>) {
    return forOfficePages(options, 'products', async c => {
      const body = c.req.raw.body?.getReader()
      try {
        const source = arriving(body, () => new Problem('unavailable', 'office.file_cut_off', fileWords.cutOff))
        return c.json(await take(c, source), 201)
      } catch (thrown) {
        await discard(body, { most: mostDiscarded })
        throw thrown
      }
    })
  }

  return app
}

/** What comes, as one piece; what is too much is refused before it is all there. */
async function gathered(source: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of source) {
    bytes += part.byteLength
    if (bytes > most) throw new Problem('too_large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function parse<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value)
  if (!parsed.success) throw new Problem('invalid')
  return parsed.output
}
