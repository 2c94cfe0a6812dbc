import { mkdirSync } from 'node:fs'
import * as v from 'valibot'
import { lookAt } from './look.ts'
import { makeFilm } from './make.ts'

const schema = v.variant('kind', [
  v.object({ kind: v.literal('look'), path: v.string(), poster: v.optional(v.string()) }),
  v.object({ kind: v.literal('make'), path: v.string(), folder: v.string() }),
])
/** What the process for films is asked to do. */
export type Task = v.InferOutput<typeof schema>

/** Does a task. Throws `RenderFault`. */
export async function task(sent: unknown, { tell }: { tell: (atMs: number) => void }): Promise<object> {
  const asked = v.parse(schema, sent)
  if (asked.kind === 'look') return lookAt(asked.path, { poster: asked.poster })
  mkdirSync(asked.folder, { recursive: true })
  return makeFilm(asked.path, { folder: asked.folder, tell })
}
