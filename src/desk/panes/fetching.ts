import * as v from 'valibot'

/** The server no longer knows who this page belongs to. */
export class SignedOut extends Error {}

const refusal = v.object({ title: v.string() })

/**
 * Fetches one of the desk's own answers and checks it.
 * @throws SignedOut when this page's session has ended; anything else with a sentence for the reader, or without one.
 */
export function fetchJson<Schema extends v.GenericSchema>(
  schema: Schema,
  url: string,
  signal?: AbortSignal,
): Promise<v.InferOutput<Schema>> {
  return ask(schema, url, signal ? { signal } : {})
}

/** Sends something and checks the answer. Throws like `fetchJson`. */
export function send<Schema extends v.GenericSchema>(
  schema: Schema,
  url: string,
  { method, body }: { method: 'POST' | 'DELETE'; body: unknown },
): Promise<v.InferOutput<Schema>> {
  return ask(schema, url, { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })
}

async function ask<Schema extends v.GenericSchema>(
  schema: Schema,
  url: string,
  init: { method?: string; body?: string; headers?: Record<string, string>; signal?: AbortSignal },
): Promise<v.InferOutput<Schema>> {
  const response = await fetch(url, { ...init, headers: { Accept: 'application/json', ...init.headers } })
  const answer: unknown = await response.json().catch(() => null)
  if (response.status === 401) throw new SignedOut()
  if (response.ok) return v.parse(schema, answer)
  const refused = v.safeParse(refusal, answer)
  throw new Error(refused.success ? refused.output.title : '')
}
