import type { Lang } from './message.ts'

const locale = { ko: 'ko-KR', en: 'en-GB' } as const
const formats = new Map<string, Intl.DateTimeFormat>()

function format(lang: Lang, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang} ${name}`
  let known = formats.get(key)
  if (known === undefined) {
    known = new Intl.DateTimeFormat(locale[lang], options)
    formats.set(key, known)
  }
  return known
}

/** The time of day: 14:02. In a time zone of the caller's choice, else that of the machine it runs on. */
export function clockTime(lang: Lang, at: Date, timeZone?: string): string {
  const options: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }
  if (timeZone !== undefined) options.timeZone = timeZone
  return format(lang, `clock ${timeZone}`, options).format(at)
}

/** A day without its year: 11월 22일, 22 November. */
export function monthDay(lang: Lang, at: Date, timeZone?: string): string {
  const options: Intl.DateTimeFormatOptions = { month: 'long', day: 'numeric' }
  if (timeZone !== undefined) options.timeZone = timeZone
  return format(lang, `day ${timeZone}`, options).format(at)
}

/** Seconds as minutes and seconds, as a film shows them: 83 is 1:23. */
export function filmTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = String(whole % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}
