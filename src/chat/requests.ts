import type { Context } from 'hono'
import * as v from 'valibot'
import { notUnderstood } from './problems.ts'

/** An id in an address or a body. */
export const uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase())

/** What a value is by a schema; refuses as not understood what is not. */
export function parse<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value)
  if (!parsed.success) throw notUnderstood()
  return parsed.output
}

/** What a request's JSON is by a schema; refuses as not understood what is not. */
export async function read<Schema extends v.GenericSchema>(c: Context, schema: Schema): Promise<v.InferOutput<Schema>> {
  const body: unknown = await c.req.json().catch(() => undefined)
  return parse(schema, body)
}
