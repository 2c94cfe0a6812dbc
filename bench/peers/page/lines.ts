import type { LogEntry } from '../../../src/chat/protocol.ts'
import { clockTime, type Lang, monthDay } from '../../../src/language/index.ts'

/** A line of the conversation, ready to be drawn. */
export interface Line {
  entry: LogEntry
  time: string
  /** The day, where it is another one than that of the line before. */
  day: string | null
}

/** The entries as lines. */
export function linesOf(lang: Lang, entries: LogEntry[], timeZone?: string): Line[] {
  let last = ''
  return entries.map(entry => {
    const at = new Date(entry.at)
    const ofDay = monthDay(lang, at, timeZone)
    const day = ofDay === last ? null : ofDay
    last = ofDay
    return { entry, time: clockTime(lang, at, timeZone), day }
  })
}

/** A text cut at the moments of the film that it names: every second part is one, such as 0:41. */
export function cutAtSeconds(text: string): string[] {
  return text.split(/(?<!\S)(\d{1,2}:[0-5]\d)(?!\d)/)
}

/** The second that 0:41 means. */
export function secondOf(moment: string): number {
  const [minutes = 0, seconds = 0] = moment.split(':').map(Number)
  return minutes * 60 + seconds
}

/** How many of the timeline's 24 columns a chapter takes. */
export function spanOf(from: number, to: number, length: number): number {
  return Math.max(1, Math.round((to / length) * 24) - Math.round((from / length) * 24))
}
