import type { Problem } from './problem.ts'

/** A request's body while it comes; undefined where the request has none. */
export type IncomingBody = ReadableStreamDefaultReader<Uint8Array> | undefined

/** The body as it comes; one that ends before its end is the connection's fault, and `cutOff` is what is thrown. */
export async function* arriving(body: IncomingBody, cutOff: () => Problem): AsyncGenerator<Uint8Array> {
  while (body !== undefined) {
    const { done, value } = await body.read().catch(() => {
      throw cutOff()
    })
    if (done) return
    yield value
  }
}

/**
 * Lets the rest of what was refused come in, `most` bytes of it: a browser that still sends when it is cut off never
 * hears why.
 */
export async function discard(body: IncomingBody, { most }: { most: number }): Promise<void> {
  try {
    for (let bytes = 0; body !== undefined && bytes < most; ) {
      const { done, value } = await body.read()
      if (done) return
      bytes += value.byteLength
    }
    await body?.cancel()
  } catch {
    // Who is gone needs no answer.
  }
}
