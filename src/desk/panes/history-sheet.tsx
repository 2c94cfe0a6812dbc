import { useEffect, useState } from 'preact/hooks'
import type { LogEntry } from '#chat/protocol'
import { clockTime, monthDay, desk as words } from '#language'
import { historyAnswer } from '../views.ts'
import { gist } from './entry-body.tsx'
import { fetchJson } from './fetching.ts'
import { SheetFrame } from './sheet.tsx'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

/** What an entry said first, and all that was done to it; for staff alone. */
export function HistorySheet({ desk, thread, seq }: { desk: Desk; thread: Thread; seq: number }) {
  const { lang } = desk
  const { entries, failed } = useHistory(desk, thread, seq)
  const first = thread.lineOf(seq)?.entry
  const title = first ? words.historyOf(lang, { name: desk.speakerOf(first) }) : words.history(lang)
  return (
    <SheetFrame desk={desk} name="history" title={title} hint={words.historyHint(lang)}>
      {() => (
        <>
          <ol>
            {entries?.map(entry => (
              <li key={entry.seq}>
                <p class="note">
                  {stepOf(desk, entry)} ·{' '}
                  <time dateTime={entry.at}>
                    {monthDay(lang, new Date(entry.at))} {clockTime(lang, new Date(entry.at))}
                  </time>
                </p>
                {wordsOf(desk, entry) !== null && <p class="words">{wordsOf(desk, entry)}</p>}
              </li>
            ))}
          </ol>
          <p class="note" role="status">
            {failed}
          </p>
        </>
      )}
    </SheetFrame>
  )
}

function stepOf({ lang, speakerOf }: Desk, entry: LogEntry): string {
  const name = speakerOf(entry)
  switch (entry.body.kind) {
    case 'edit':
      return words.wasEdited(lang)
    case 'delete':
      return words.wasDeleted(lang, { name })
    case 'hide':
      return words.wasHidden(lang, { name })
    case 'show':
      return words.wasShown(lang, { name })
    default:
      return words.asSaid(lang)
  }
}

function wordsOf(desk: Desk, { body }: LogEntry): string | null {
  if (body.kind === 'edit') return body.text
  return body.kind === 'text' || body.kind === 'card' ? gist(desk, body) : null
}

/** The history as it is when the sheet opens; null until it is there. */
function useHistory({ lang }: Desk, { room }: Thread, seq: number): { entries: LogEntry[] | null; failed: string } {
  const [entries, setEntries] = useState<LogEntry[] | null>(null)
  const [failed, setFailed] = useState('')
  useEffect(() => {
    const stop = new AbortController()
    fetchJson(historyAnswer, `/api/rooms/${room}/entries/${seq}/history?as=operator&lang=${lang}`, stop.signal)
      .then(answer => setEntries(answer.entries))
      .catch((thrown: unknown) => {
        if (stop.signal.aborted) return
        setFailed((thrown instanceof Error && thrown.message) || words.notFetched(lang))
      })
    return () => stop.abort()
  }, [room, seq])
  return { entries, failed }
}
