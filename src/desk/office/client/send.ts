import { type Lang, officeProducts as words } from '#language'

interface Send {
  to: string
  lang: Lang
  signal: AbortSignal
  onSent(share: number): void
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
    const answer: unknown = request.response
    if (typeof answer !== 'object' || answer === null) return fail()
    if (request.status === 201 && 'id' in answer && typeof answer.id === 'string') return resolve(answer.id)
    reject(new Error('title' in answer && typeof answer.title === 'string' ? answer.title : words.notSent(lang)))
  }
  signal.addEventListener('abort', () => request.abort())
  request.send(file)
  return promise
}
