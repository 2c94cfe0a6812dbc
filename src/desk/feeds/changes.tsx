import { clockTime, type Lang, type Localized, money, monthDay, feeds as words } from '#language'
import type { Difference } from '#shop'
import { fieldName } from './words.ts'

/** What values of a product are called: its money, and categories by their slugs. */
export interface Names {
  currency: string
  categories: ReadonlyMap<string, Localized>
}

interface ChangesProps {
  lang: Lang
  differences: readonly Difference[]
  names: Names
}

/** So many changes of a product are shown before the others are folded. */
const shownChanges = 6

/** What would be another of a product, field by field. */
export function Changes({ lang, differences, names }: ChangesProps) {
  if (differences.length === 0) return null
  const [shown, folded] = [differences.slice(0, shownChanges), differences.slice(shownChanges)]
  return (
    <>
      <ChangeList lang={lang} differences={shown} names={names} />
      {folded.length > 0 && (
        <details>
          <summary>{words.more(lang, { n: folded.length })}</summary>
          <ChangeList lang={lang} differences={folded} names={names} />
        </details>
      )}
    </>
  )
}

function ChangeList({ lang, differences, names }: ChangesProps) {
  return (
    <ul class="feed-changes">
      {differences.map(({ field, before, after }) => (
        <li key={field}>
          <b>{fieldName(lang, { field })}</b>{' '}
          {before !== null && (
            <>
              <del>
                <span class="aside">{words.was(lang)} </span>
                <Value lang={lang} field={field} text={before} names={names} />
              </del>
              {' → '}
            </>
          )}
          <ins>
            <span class="aside">{words.becomes(lang)} </span>
            {after === null ? words.empty(lang) : <Value lang={lang} field={field} text={after} names={names} />}
          </ins>
        </li>
      ))}
    </ul>
  )
}

/** A value as an owner knows it: money, times and categories are kept by their amounts, instants and slugs. */
function Value({ lang, field, text, names }: { lang: Lang; field: string; text: string; names: Names }) {
  const key = field.split(' ', 1)[0]
  if (key === 'price' || key === 'sale_price')
    return <>{money(lang, { amount: Number(text), currency: names.currency })}</>
  if (key === 'category') return <>{names.categories.get(text)?.[lang] ?? text}</>
  const at = new Date(text)
  if (key !== 'published' || Number.isNaN(at.getTime())) return <>{text === 'yes' ? words.shown(lang) : text}</>
  return (
    <time datetime={at.toISOString()} data-local="moment">
      {monthDay(lang, at)} {clockTime(lang, at)}
    </time>
  )
}
