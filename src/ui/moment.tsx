import { clockTime, type Lang, monthDay } from '#language'

interface MomentProps {
  lang: Lang
  at: Date
  /** The day alone, without its time. */
  dayOnly?: boolean
  class?: string
}

/** A day and its time: 11월 28일 19:05. The server's, until `showLocalTimes` makes them the reader's. */
export function Moment({ lang, at, dayOnly = false, class: name }: MomentProps) {
  const day = monthDay(lang, at)
  return (
    <time class={name} datetime={at.toISOString()} data-local={dayOnly ? 'day' : 'moment'}>
      {dayOnly ? day : `${day} ${clockTime(lang, at)}`}
    </time>
  )
}

/** A sentence with a moment in it: `say` makes it, with what it is given in the moment's place. */
export function WithMoment({ say, ...moment }: MomentProps & { say: (place: string) => string }) {
  const place = '\n'
  const [before, after] = say(place).split(place)
  return (
    <>
      {before}
      {after !== undefined && <Moment {...moment} />}
      {after}
    </>
  )
}
