import type { Context } from 'hono'
import * as v from 'valibot'
import { Problem } from './problem.ts'

/** Reads a form; fields of another kind than the schema's are refused as `invalid`. */
export async function readForm<Schema extends v.GenericSchema>(
  c: Context,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, await c.req.parseBody().catch(() => undefined))
  if (!parsed.success) throw new Problem('invalid')
  return parsed.output
}

/** What was refused, if it was a refusal; anything else goes on as it is. */
export function refusalOf(thrown: unknown): Problem {
  if (thrown instanceof Problem && thrown.kind !== 'internal') return thrown
  throw thrown
}

/** Puts `Set-Cookie` values on the reply. */
export function setCookies(c: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
}
