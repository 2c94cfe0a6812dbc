import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { addressKey, arriving, discard, type IncomingBody, type Limit, makeLimit, Problem, takeFrom } from '#edge'
import { files as words } from '#language'
import { findPrivateFile, type OpenedFile } from '#media'
import { checkFile, putFile, type Shelf } from './files.ts'
import { type Actor, actorOf } from './policy.ts'
import { noSuchRoom, notUnderstood } from './problems.ts'
import { type Attachment, largestFile, type Role } from './protocol.ts'
import type { Door } from './routes.ts'
import { roomFor } from './say.ts'

/** The paths under which files come, for the edge: their size is counted here. */
export const fileBodies = /^\/api\/rooms\/[^/]+\/files\/[^/]+$/

/** How much of a body is let in after it was refused. */
const mostDiscarded = largestFile + 5 * 1024 * 1024

const uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase())
const placeQuery = v.object({ id: uuid, fileId: uuid })
const widthQuery = v.optional(v.literal('320'))

/** Files, and their bytes in KiB, that one may put within an hour. */
interface Allowance {
  files: Limit
  kilobytes: Limit
}

/**
 * The files of conversations over HTTP, under /api. `PUT /rooms/:id/files/:fileId?name=` takes one as it is, under an
 * id of the sender's; `GET` gives it to those who may have it, with `?w=320` in small. What is served is data: opened
 * by itself it may load nothing and run nothing, and nobody keeps it without asking again.
 */
export function fileRoutes(shelf: Shelf, door: Door): Hono {
  const app = new Hono()
  const hour = 60 * 60
  const allow = (who: string, files: number): Allowance => ({
    files: makeLimit({ name: `files-${who}`, points: files, seconds: hour }),
    kilobytes: makeLimit({ name: `file-kilobytes-${who}`, points: files * 5 * 1024, seconds: hour }),
  })
  const allowances: Record<Role, Allowance> = { shopper: allow('shopper', 40), operator: allow('operator', 400) }
  const ofAddress = allow('address', 400)
  const asking = makeLimit({ name: 'file-ask', points: 1200, seconds: 60 })

  app.put('/rooms/:id/files/:fileId', async c => {
    const body = c.req.raw.body?.getReader()
    try {
      return c.json(await put(c, body), 201)
    } catch (thrown) {
      await discard(body, { most: mostDiscarded })
      throw thrown
    }
  })

  async function put(c: Context, body: IncomingBody): Promise<Attachment> {
    await takeFrom(asking, addressKey(door.address(c)))
    const actor = await actorFor(c)
    const { id: roomId, fileId } = parse(placeQuery, c.req.param())
    const room = await roomFor(shelf.db, { roomId, actor })
    if (actor === null) throw noSuchRoom()
    const kilobytes = Math.ceil(declaredBytes(c) / 1024)
    await takeAll(allowances[actor.role], actor.id, kilobytes)
    await takeAll(ofAddress, addressKey(door.address(c)), kilobytes)
    const name = c.req.query('name') ?? ''
    // What breaks off is the connection's fault, and worth another try.
    const source = arriving(body, () => new Problem('unavailable', 'chat.file_cut_off', words.cutOff))
    return putFile(shelf, { room, actor, id: fileId, name, source, now: new Date() })
  }

  app.get('/rooms/:id/files/:fileId', async c => {
    await takeFrom(asking, addressKey(door.address(c)))
    const actor = await actorFor(c)
    const { id: roomId, fileId } = parse(placeQuery, c.req.param())
    const room = await roomFor(shelf.db, { roomId, actor })
    if (actor === null) throw noSuchRoom()
    await checkFile(shelf.db, { room, actor, id: fileId })
    const small = parse(widthQuery, c.req.query('w')) !== undefined
    const found = await findPrivateFile(shelf.media, { id: fileId, small })
    if (found === undefined) throw new Problem('missing')
    return reply(c, found)
  })

  async function actorFor(c: Context): Promise<Actor | null> {
    const role = c.req.query('as') === 'operator' ? 'operator' : 'shopper'
    const actor = actorOf(await door.visitor(c.req.raw.headers), role)
    if (role === 'operator' && actor === null) throw new Problem('unauthenticated')
    return actor
  }

  return app
}

async function takeAll({ files, kilobytes }: Allowance, key: string, wanted: number): Promise<void> {
  await takeFrom(files, key)
  await takeFrom(kilobytes, key, wanted)
}

/** What the sender says that they will send; who does not say is counted at the most. */
function declaredBytes(c: Context): number {
  const said = Number(c.req.header('content-length') ?? largestFile)
  return Number.isSafeInteger(said) && said >= 0 ? Math.min(said, largestFile) : largestFile
}

async function reply(c: Context, { file, type, sizeBytes, tag, open }: OpenedFile): Promise<Response> {
  const headers = {
    ETag: `"${tag}"`,
    'Cache-Control': 'private, no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
  if (c.req.header('if-none-match') === headers.ETag) return new Response(null, { status: 304, headers })
  const own = {
    ...headers,
    'Content-Type': type,
    'Content-Length': String(sizeBytes),
    'Content-Disposition': file.kind === 'pdf' ? saved('attachment', file.name) : saved('inline', asWebp(file.name)),
  }
  return new Response(c.req.method === 'HEAD' ? null : await open(), { headers: own })
}

/** The name under which a picture is saved: of what it has become. */
function asWebp(name: string): string {
  return `${name.replace(/\.[^.]*$/, '')}.webp`
}

/** Content-Disposition with a name of any language (RFC 6266, 5; RFC 8187, 3.2). */
function saved(how: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const exact = encodeURIComponent(name).replace(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${how}; filename="${plain}"; filename*=UTF-8''${exact}`
}

function parse<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value)
  if (!parsed.success) throw notUnderstood()
  return parsed.output
}
