import { type Lang, feeds as words } from '#language'
import type { RowFilter, RowView, RunView } from '#shop'
import { officePath } from '../office/door.ts'
import { Pager } from '../office/parts/pager.tsx'
import { Table } from '../office/parts/table.tsx'
import { Changes, type Names } from './changes.tsx'
import { RunState } from './state.tsx'
import { figure, reasonSentence, summaryOf } from './words.ts'

interface RunProps {
  lang: Lang
  run: RunView
  filter: RowFilter | null
  rows: readonly RowView[]
  /** Where this part of the list begins, and the next one. */
  after: number
  next: number | null
  names: Names
  now: Date
}

/** How often a page without scripts looks at what is under way, in seconds. */
const lookEvery = 3
/** What a reading would do, row by row; how far it is; and the ways to do it or leave it. */
export function RunPage({ lang, run, filter, rows, after, next, names, now }: RunProps) {
  const at = (to: RowFilter | null, from = 0) => {
    const query = new URLSearchParams({ ...(to && { show: to }), ...(from > 0 && { after: String(from) }) })
    return officePath(lang, `/feeds/runs/${run.id}${query.size > 0 ? `?${query}` : ''}`)
  }
  const isMoving = run.state === 'reading' || run.state === 'applying'
  return (
    <div class="feed-run" id="run" data-state={run.state} data-live={isMoving ? '' : undefined}>
      {isMoving && (
        <noscript>
          <meta http-equiv="refresh" content={String(lookEvery)} />
        </noscript>
      )}
      <Head lang={lang} run={run} now={now} />
      {run.state !== 'failed' && <Filters lang={lang} run={run} filter={filter} at={at} />}
      {rows.length === 0 && run.state !== 'failed' && run.state !== 'reading' && (
        <p class="quiet">{words.noRows(lang)}</p>
      )}
      {(filter === 'wrong' || filter === 'failed') && rows.length > 0 && (
        <p>
          <a class="link" href={officePath(lang, `/feeds/runs/${run.id}/wrong.csv`)} download>
            {words.wrongCsv(lang)}
          </a>
        </p>
      )}
      {rows.length > 0 && <Rows lang={lang} rows={rows} names={names} />}
      <Pager lang={lang} first={after > 0 ? at(filter) : null} next={next === null ? null : at(filter, next)} />
    </div>
  )
}

function Head({ lang, run, now }: { lang: Lang; run: RunView; now: Date }) {
  const { counts, state, reason } = run
  const total = counts.create + counts.update + counts.hide
  const written = total - counts.waiting
  const all = total + counts.same + counts.wrong
  const action = officePath(lang, `/feeds/runs/${run.id}`)
  return (
    <section class="office-part" id="run-head">
      <p>
        <RunState lang={lang} run={run} /> {all > 0 && summaryOf(lang, counts)}
      </p>
      {reason !== null && (
        <p class="word bad" role="alert">
          {reasonSentence(lang, reason)}
        </p>
      )}
      {state === 'reading' && <Compared lang={lang} run={run} now={now} />}
      {(state === 'applying' || state === 'done' || state === 'cancelled') && run.startedAt !== null && total > 0 && (
        <p class="feed-progress" role="status">
          <progress max={total} value={written} aria-label={words.applying(lang)} />
          <span>{words.progress(lang, { total: figure(lang, total), done: figure(lang, written) })}</span>
          {state === 'applying' && <Left lang={lang} since={run.startedAt} now={now} done={written} total={total} />}
        </p>
      )}
      {state === 'ready' && total === 0 && <p>{words.nothingToDo(lang)}</p>}
      {(state === 'reading' || state === 'ready' || state === 'applying') && (
        <form class="acts" method="post" action={action}>
          {state === 'ready' && total > 0 && (
            <button class="button primary" type="submit" name="act" value="apply">
              {words.apply(lang, { n: figure(lang, total) })}
            </button>
          )}
          <button class="button" type="submit" name="act" value="cancel">
            {words.stop(lang)}
          </button>
        </form>
      )}
    </section>
  )
}

function Compared({ lang, run, now }: { lang: Lang; run: RunView; now: Date }) {
  const { total, counts } = run
  const done = counts.create + counts.update + counts.same + counts.wrong
  return (
    <p class="feed-progress" role="status">
      {total === null ? (
        <>
          <progress aria-label={words.reading(lang)} />
          <span>{words.takingApart(lang)}</span>
        </>
      ) : (
        <>
          <progress max={total} value={done} aria-label={words.reading(lang)} />
          <span>{words.compared(lang, { total: figure(lang, total), done: figure(lang, done) })}</span>
          <Left lang={lang} since={run.at} now={now} done={done} total={total} />
        </>
      )}
    </p>
  )
}

interface LeftProps {
  lang: Lang
  since: Date
  now: Date
  done: number
  total: number
}

/** How long it will take, by how long it took so far. */
function Left({ lang, since, now, done, total }: LeftProps) {
  // The first rows say little of the others.
  if (done < total / 20 || done >= total) return null
  const seconds = Math.ceil(((now.getTime() - since.getTime()) / 1000 / done) * (total - done))
  return (
    <span class="note">
      {seconds < 90 ? words.secondsLeft(lang, { n: seconds }) : words.minutesLeft(lang, { n: Math.ceil(seconds / 60) })}
    </span>
  )
}

const filterWords = {
  create: words.create,
  update: words.update,
  hide: words.hide,
  same: words.same,
  wrong: words.wrong,
  failed: words.failed,
  noted: words.noted,
}

interface FiltersProps {
  lang: Lang
  run: RunView
  filter: RowFilter | null
  at(to: RowFilter | null): string
}

function Filters({ lang, run: { counts }, filter, at }: FiltersProps) {
  const total = counts.create + counts.update + counts.same + counts.hide + counts.wrong
  if (total === 0) return null
  const kinds: RowFilter[] = ['create', 'update', 'hide', 'wrong', 'same', 'failed', 'noted']
  return (
    <nav class="feed-filters" aria-label={words.filters(lang)}>
      <a href={at(null)} aria-current={filter === null ? 'page' : undefined}>
        {words.all(lang, { n: figure(lang, total) })}
      </a>
      {kinds
        .filter(kind => counts[kind] > 0)
        .map(kind => (
          <a key={kind} href={at(kind)} aria-current={filter === kind ? 'page' : undefined}>
            {filterWords[kind](lang, { n: figure(lang, counts[kind]) })}
          </a>
        ))}
    </nav>
  )
}

function Rows({ lang, rows, names }: { lang: Lang; rows: readonly RowView[]; names: Names }) {
  return (
    <Table
      label={words.whatHead(lang)}
      columns={[
        { head: words.lineHead(lang), number: true },
        { head: words.nameHead(lang) },
        { head: words.actHead(lang) },
        { head: words.changesHead(lang) },
      ]}
    >
      {rows.map(row => (
        <tr key={row.position}>
          <td class="num" data-head={words.lineHead(lang)}>
            {row.line ?? ''}
          </td>
          <th scope="row">
            {row.productId === null ? (
              row.name
            ) : (
              <a href={officePath(lang, `/products/${row.productId}`)}>{row.name}</a>
            )}
          </th>
          <td data-head={words.actHead(lang)}>
            <Mark lang={lang} row={row} />
          </td>
          <td data-head={words.changesHead(lang)}>
            {row.reason && <p class="feed-wrong">{reasonSentence(lang, row.reason)}</p>}
            {row.notes.map((note, at) => (
              <p key={at} class="note">
                {reasonSentence(lang, note)}
              </p>
            ))}
            <Changes lang={lang} differences={row.differences} names={names} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

const marks = {
  create: { text: words.createMark, mark: 'badge accent' },
  update: { text: words.updateMark, mark: 'badge wait' },
  same: { text: words.sameMark, mark: 'badge' },
  hide: { text: words.hideMark, mark: 'badge wait' },
  wrong: { text: words.wrongMark, mark: 'badge bad' },
}

function Mark({ lang, row: { act, state } }: { lang: Lang; row: RowView }) {
  if (state === 'failed') return <span class="badge bad">{words.failedMark(lang)}</span>
  const isWritten = state === 'done' && (act === 'create' || act === 'update' || act === 'hide')
  return (
    <>
      <span class={marks[act].mark}>{marks[act].text(lang)}</span>
      {isWritten && <span class="badge good">{words.doneMark(lang)}</span>}
    </>
  )
}
