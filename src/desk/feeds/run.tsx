import { type Lang, feeds as words } from '#language'
import type { Difference, RowFilter, RowView, RunView } from '#shop'
import { officePath } from '../office/door.ts'
import { Pager } from '../office/parts/pager.tsx'
import { Table } from '../office/parts/table.tsx'
import { RunState } from './state.tsx'
import { fieldName, reasonSentence } from './words.ts'

interface RunProps {
  lang: Lang
  run: RunView
  filter: RowFilter | null
  rows: readonly RowView[]
  /** Where this part of the list begins, and the next one. */
  after: number
  next: number | null
}

/** So many changes of a product are shown before the others are folded. */
const shownChanges = 6

/** What a reading would do, row by row; how far it is; and the ways to do it or leave it. */
export function RunPage({ lang, run, filter, rows, after, next }: RunProps) {
  const at = (to: RowFilter | null, from = 0) => {
    const query = new URLSearchParams({ ...(to && { show: to }), ...(from > 0 && { after: String(from) }) })
    return officePath(lang, `/feeds/runs/${run.id}${query.size > 0 ? `?${query}` : ''}`)
  }
  return (
    <>
      <Head lang={lang} run={run} />
      {run.state !== 'failed' && <Filters lang={lang} run={run} filter={filter} at={at} />}
      {rows.length === 0 && run.state !== 'failed' && <p class="quiet">{words.noRows(lang)}</p>}
      {rows.length > 0 && <Rows lang={lang} rows={rows} />}
      <Pager lang={lang} first={after > 0 ? at(filter) : null} next={next === null ? null : at(filter, next)} />
    </>
  )
}

function Head({ lang, run }: { lang: Lang; run: RunView }) {
  const { counts, state, reason } = run
  const total = counts.create + counts.update + counts.hide
  const written = total - counts.waiting
  const action = officePath(lang, `/feeds/runs/${run.id}`)
  return (
    <section class="office-part">
      <p>
        <RunState lang={lang} run={run} /> {words.summary(lang, { ...counts })}
      </p>
      {reason !== null && (
        <p class="word bad" role="alert">
          {reasonSentence(lang, reason)}
        </p>
      )}
      {(state === 'applying' || state === 'done' || state === 'cancelled') && total > 0 && (
        <p role="status">
          <progress max={total} value={written} aria-label={words.applying(lang)} />{' '}
          {words.progress(lang, { total, done: written })}
        </p>
      )}
      {state === 'ready' && total === 0 && <p>{words.nothingToDo(lang)}</p>}
      {(state === 'ready' || state === 'applying') && (
        <form class="acts" method="post" action={action}>
          {state === 'ready' && total > 0 && (
            <button class="button primary" type="submit" name="act" value="apply">
              {words.apply(lang, { n: total })}
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
  const kinds: RowFilter[] = ['create', 'update', 'hide', 'wrong', 'same', 'failed', 'noted']
  return (
    <nav class="feed-filters" aria-label={words.filters(lang)}>
      <a href={at(null)} aria-current={filter === null ? 'page' : undefined}>
        {words.all(lang, { n: total })}
      </a>
      {kinds
        .filter(kind => counts[kind] > 0)
        .map(kind => (
          <a key={kind} href={at(kind)} aria-current={filter === kind ? 'page' : undefined}>
            {filterWords[kind](lang, { n: counts[kind] })}
          </a>
        ))}
    </nav>
  )
}

function Rows({ lang, rows }: { lang: Lang; rows: readonly RowView[] }) {
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
            {row.reason && <p class="word bad">{reasonSentence(lang, row.reason)}</p>}
            {row.notes.map((note, at) => (
              <p key={at} class="note">
                {reasonSentence(lang, note)}
              </p>
            ))}
            <Changes lang={lang} differences={row.differences} />
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

function Changes({ lang, differences }: { lang: Lang; differences: readonly Difference[] }) {
  if (differences.length === 0) return null
  const [shown, folded] = [differences.slice(0, shownChanges), differences.slice(shownChanges)]
  return (
    <>
      <ChangeList lang={lang} differences={shown} />
      {folded.length > 0 && (
        <details>
          <summary>{words.more(lang, { n: folded.length })}</summary>
          <ChangeList lang={lang} differences={folded} />
        </details>
      )}
    </>
  )
}

function ChangeList({ lang, differences }: { lang: Lang; differences: readonly Difference[] }) {
  return (
    <ul class="feed-changes">
      {differences.map(change => (
        <li key={change.field}>
          <b>{fieldName(lang, change)}</b>{' '}
          {change.before !== null && (
            <>
              <del>
                <span class="aside">{words.was(lang)} </span>
                {change.before}
              </del>
              {' → '}
            </>
          )}
          <ins>
            <span class="aside">{words.becomes(lang)} </span>
            {change.after ?? words.empty(lang)}
          </ins>
        </li>
      ))}
    </ul>
  )
}
