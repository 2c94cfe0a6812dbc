import { useEffect, useRef, useState } from 'preact/hooks'
import type { Conversation, Line } from '#chat/client'
import type { LogEntry } from '#chat/protocol'
import { talk as words } from '#language'
import { excerptOf, isMessage, isOwn, nameOf, type Reader } from './reader.ts'

interface HearingOptions {
  reader: Reader
  lines: readonly Line[]
  find(seq: number): LogEntry | undefined
  pinned: LogEntry | null
  inBrowser: boolean
  /** Whether the newest line is before the reader's eyes. */
  seesEnd(): boolean
  /** How many messages of others have come that are not. */
  onUnseen(count: number): void
}

/**
 * What is read out to those who hear the page: what the shop says, in a crowd only what answers the reader and what is
 * pinned. What is written here is not.
 */
export function useHearing(options: HearingOptions): string {
  const { reader, lines, find, pinned, inBrowser, seesEnd, onUnseen } = options
  const { lang } = reader
  const [announced, announce] = useState('')
  const newest = lines.at(-1)?.entry
  const heard = useRef(newest?.seq ?? 0)

  useEffect(() => {
    const fresh = lines.filter(({ entry }) => entry.seq > heard.current).map(({ entry }) => entry)
    if (newest === undefined || fresh.length === 0) return
    heard.current = newest.seq
    const told = fresh.findLast(entry => isForReader(reader, entry, find))
    if (told) announce(words.said(lang, { name: nameOf(reader, told), text: excerptOf(lang, told.body) }))
    const unseen = fresh.filter(entry => !isOwn(reader, entry) && isMessage(entry.body)).length
    if (unseen > 0 && !seesEnd()) onUnseen(unseen)
  }, [newest])

  const pinnedBefore = useRef<number | undefined>(undefined)
  useEffect(() => {
    const isNew = inBrowser && pinnedBefore.current !== undefined
    if (inBrowser) pinnedBefore.current = pinned?.seq ?? 0
    if (isNew && pinned !== null && reader.kind === 'stage')
      announce(`${words.pinnedLabel(lang)}: ${excerptOf(lang, pinned.body)}`)
  }, [pinned?.seq, inBrowser])

  return announced
}

function isForReader(reader: Reader, entry: LogEntry, find: HearingOptions['find']): boolean {
  if (isOwn(reader, entry) || !isMessage(entry.body)) return false
  if (reader.kind === 'inquiry') return entry.role === 'operator'
  const answered = entry.body.kind === 'text' && entry.body.re !== undefined ? find(entry.body.re) : undefined
  return answered !== undefined && isOwn(reader, answered)
}

/** Tells the other side how far the reader has come, while they look. */
export function useReading(
  conversation: Conversation | null,
  { newest, shown, seesEnd }: { newest: number; shown: boolean; seesEnd(): boolean },
): void {
  useEffect(() => {
    if (conversation === null) return
    const readIfSeen = () => document.visibilityState === 'visible' && seesEnd() && conversation.read()
    readIfSeen()
    addEventListener('focus', readIfSeen)
    document.addEventListener('visibilitychange', readIfSeen)
    const timer = setInterval(readIfSeen, 1000)
    return () => {
      removeEventListener('focus', readIfSeen)
      document.removeEventListener('visibilitychange', readIfSeen)
      clearInterval(timer)
    }
  }, [newest, shown, conversation])
}

/** How long a word about what was done stands, in milliseconds. */
const toldMs = 4000

/** A short word about what was just done, seen and heard, and how to say one. */
export function useTold(): [string, (text: string) => void] {
  const [told, tell] = useState('')
  useEffect(() => {
    if (told === '') return
    const timer = setTimeout(tell, toldMs, '')
    return () => clearTimeout(timer)
  }, [told])
  return [told, tell]
}
