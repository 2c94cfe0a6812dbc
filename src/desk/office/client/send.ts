import { type Lang, officeProducts as words } from '#language'
import { officeUploads } from '../bodies.ts'

interface Send {
  to: string
  lang: Lang
  signal: AbortSignal
  onSent(share: number): void
}

/** A refusal that stands: sending the same again has the same answer. */
class Refused extends Error {}

const partBytes = 8 * 1024 * 1024
/** How long it waits before it sends a part again that did not arrive. */
const pausesMs = [1_000, 3_000, 10_000, 30_000]

/**
 * Sends a large file in parts, each again where the network lost it, and gives the id that the server made for the whole.
 * @throws Error with a sentence for the reader.
 */
export async function sendInParts(file: File, { to, lang, signal, onSent }: Send): Promise<string> {
  const parts: string[] = []
  for (let at = 0; at < file.size; at += partBytes) {
    const part = file.slice(at, at + partBytes)
    const sent = (share: number) => onSent((at + share * part.size) / file.size)
    parts.push(await insisting(() => send(part, { to: officeUploads.parts, lang, signal, onSent: sent }), signal))
  }
  const headers = { 'Content-Type': 'application/json' }
  const address = new URL(to, location.href)
  address.searchParams.set('lang', lang)
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ parts }), signal })
  return idIn(response.status, await response.json().catch(() => null), lang)
}

async function insisting(sending: () => Promise<string>, signal: AbortSignal): Promise<string> {
  for (const pause of pausesMs) {
    try {
      return await sending()
    } catch (thrown) {
      if (thrown instanceof Refused || signal.aborted) throw thrown
      await new Promise(resolve => setTimeout(resolve, pause))
    }
  }
  return sending()
}

/**
 * Sends a file by PUT and gives the id that the server made for it.
 * @throws Error with a sentence for the reader.
 */
export function send(file: Blob, { to, lang, signal, onSent }: Send): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const request = new XMLHttpRequest()
  const address = new URL(to, location.href)
  address.searchParams.set('lang', lang)
  request.open('PUT', address)
  request.setRequestHeader('Content-Type', 'application/octet-stream')
  request.responseType = 'json'
  request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0)
  const fail = () => reject(new Error(words.notSent(lang)))
  request.onerror = fail
  request.onabort = fail
  request.onload = () => {
    try {
      resolve(idIn(request.status, request.response, lang))
    } catch (thrown) {
      reject(thrown)
    }
  }
  signal.addEventListener('abort', () => request.abort())
  request.send(file)
  return promise
}

function idIn(status: number, answer: unknown, lang: Lang): string {
  if (typeof answer !== 'object' || answer === null) throw new Error(words.notSent(lang))
  if (status === 201 && 'id' in answer && typeof answer.id === 'string') return answer.id
  const sentence = 'title' in answer && typeof answer.title === 'string' ? answer.title : words.notSent(lang)
  throw 'retry' in answer && answer.retry === false ? new Refused(sentence) : new Error(sentence)
}
