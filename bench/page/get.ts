import { get, type IncomingHttpHeaders } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** One page as it was sent. */
export interface Got {
  headers: IncomingHttpHeaders
  html: Buffer
}

/** Gets one page over a connection of its own, uncompressed. Throws where the answer is not 200. */
export async function getPage(url: string, cookie?: string): Promise<Got> {
  const headers = { accept: 'text/html', ...(cookie && { cookie }) }
  const { promise, resolve, reject } = Promise.withResolvers<Got>()
  get(url, { headers, agent: false }, reply => {
    if (reply.statusCode !== 200) reject(new Error(`${url} answers ${reply.statusCode}`))
    buffer(reply).then(html => resolve({ headers: reply.headers, html }), reject)
  }).on('error', reject)
  return promise
}
