import type { Lang } from '#language'
import type { ShownFile } from './files-picks.ts'

/** A refusal that stands: sending the same again has the same answer. Its message is for the reader. */
export class Refused extends Error {
  override name = 'Refused'
}

interface Upload {
  to: string
  lang: Lang
  signal: AbortSignal
  /** Hears how much of it is on its way, from 0 to 1. */
  onSent(sent: number): void
}

/** A connection that moves nothing for so long is gone, though nobody said so. */
const silenceMs = 45_000

/**
 * Sends a file by PUT, with its name beside it, and answers what the server made of it. (`fetch` cannot say how far it
 * is.) It gives up when the browser goes offline or nothing moves any more.
 * @throws Refused for good, or an Error after which it may be tried again, with a sentence where the server gave one.
 */
export async function upload(file: File, { to, lang, signal, onSent }: Upload): Promise<ShownFile> {
  const { promise, resolve, reject } = Promise.withResolvers<ShownFile>()
  const request = new XMLHttpRequest()
  const address = new URL(to, location.href)
  address.searchParams.set('name', file.name)
  address.searchParams.set('lang', lang)
  let silence = 0
  const moved = () => {
    clearTimeout(silence)
    silence = window.setTimeout(giveUp, silenceMs)
  }
  const giveUp = () => request.abort()
  request.open('PUT', address)
  request.setRequestHeader('Content-Type', 'application/octet-stream')
  request.responseType = 'json'
  request.upload.onprogress = ({ loaded, total }) => {
    moved()
    onSent(total > 0 ? loaded / total : 0)
  }
  request.onerror = () => reject(new Error())
  request.onabort = () => reject(new Error())
  request.onload = () => {
    const answer: unknown = request.response
    if (request.status === 201 && isShownFile(answer)) resolve(answer)
    else reject(refusal(answer))
  }
  signal.addEventListener('abort', giveUp)
  addEventListener('offline', giveUp)
  try {
    signal.throwIfAborted()
    moved()
    request.send(file)
    return await promise
  } finally {
    clearTimeout(silence)
    signal.removeEventListener('abort', giveUp)
    removeEventListener('offline', giveUp)
  }
}

function refusal(answer: unknown): Error {
  if (typeof answer !== 'object' || answer === null) return new Error()
  const text = 'title' in answer && typeof answer.title === 'string' ? answer.title : ''
  return 'retry' in answer && answer.retry === false ? new Refused(text) : new Error(text)
}

function isShownFile(answer: unknown): answer is ShownFile {
  return typeof answer === 'object' && answer !== null && 'id' in answer && 'kind' in answer && 'name' in answer
}
