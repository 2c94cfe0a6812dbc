import * as v from 'valibot'

/** The server no longer knows who this page belongs to. */
export class SignedOut extends Error {}

const refusal = v.object({ title: v.string() })

/**
 * Fetches one of the desk's own answers and checks it.
 * @throws SignedOut when this page's session has ended; anything else with a sentence for the reader, or without one.
 */
export async function fetchJson<Schema extends v.GenericSchema>(
  schema: Schema,
  url: string,
  signal?: AbortSignal,
): Promise<v.InferOutput<Schema>> {
  const response = await fetch(url, { headers: { Accept: 'application/json' }, ...(signal && { signal }) })
  const answer: unknown = await response.json().catch(() => null)
  if (response.status === 401) throw new SignedOut()
  if (response.ok) return v.parse(schema, answer)
  const refused = v.safeParse(refusal, answer)
  throw new Error(refused.success ? refused.output.title : '')
}
