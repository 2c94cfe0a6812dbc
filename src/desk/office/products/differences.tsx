import { type Lang, officeProducts as words } from '#language'
import { Table } from '../parts/table.tsx'
import type { Difference } from './difference.ts'

interface DifferencesProps {
  lang: Lang
  label: string
  /** What stands in each column. */
  heads: [before: string, after: string]
  rows: Difference[]
}

/** Two forms of a product side by side: only the fields that differ. */
export function Differences({ lang, label, heads, rows }: DifferencesProps) {
  if (rows.length === 0) return <p class="quiet">{words.noDifference(lang)}</p>
  return (
    <Table label={label} columns={[{ head: words.field(lang) }, { head: heads[0] }, { head: heads[1] }]}>
      {rows.map(({ field, before, after }) => (
        <tr key={field}>
          <th scope="row">{field}</th>
          <td class="differs" data-head={heads[0]}>
            {before === null ? <span class="note">{words.nothingThere(lang)}</span> : <del>{before}</del>}
          </td>
          <td class="differs" data-head={heads[1]}>
            {after === null ? <span class="note">{words.nothingThere(lang)}</span> : <ins>{after}</ins>}
          </td>
        </tr>
      ))}
    </Table>
  )
}
