import type { Lang } from '#language'
import { type Queue, queues } from './views.ts'

/** Where the desk, a set of it, or one of its conversations is. */
export function deskPath(lang: Lang, { room, queue }: { room?: string | null; queue?: Queue } = {}): string {
  const place = room ? `/${lang}/desk/c/${room}` : `/${lang}/desk`
  return queue === undefined || queue === 'waiting' ? place : `${place}?queue=${queue}`
}

/** What an address of the desk shows. */
export function readDeskPath({ pathname, search }: { pathname: string; search: string }): {
  room: string | null
  queue: Queue
} {
  const room = /^\/(?:ko|en)\/desk\/c\/([^/]+)$/.exec(pathname)?.[1] ?? null
  return { room, queue: readQueue(new URLSearchParams(search).get('queue')) }
}

/** A set by its name; the one of those who wait where there is none of that name. */
export function readQueue(name: string | null | undefined): Queue {
  return queues.find(queue => queue === name) ?? 'waiting'
}

/** A product's page, at a moment of its film. */
export function productPath(lang: Lang, { slug, second }: { slug: string; second?: number }): string {
  return `/${lang}/p/${slug}${second === undefined ? '' : `#t=${Math.floor(second)}`}`
}

/** Where signing in leads: to the page of the desk that was asked for, and never out of the desk. */
export function signInTarget(lang: Lang, to: unknown): string {
  const base = 'http://desk.invalid'
  const url = typeof to === 'string' && to.startsWith('/') ? URL.parse(to, base) : null
  if (url?.origin !== base) return deskPath(lang)
  const own = /^\/(ko|en)\/desk(\/(?!sign-|enter)[\w-]+){0,4}$/.test(url.pathname)
  return own ? url.pathname + url.search : deskPath(lang)
}
