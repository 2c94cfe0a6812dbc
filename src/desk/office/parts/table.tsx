import type { ComponentChildren } from 'preact'
import { Aside } from '#ui'

/** A column: what its head says, and how its cells stand. */
export interface Column {
  head: ComponentChildren
  /** Read to those who hear the page, and not shown. */
  unseen?: boolean
  number?: boolean
  sort?: 'ascending' | 'descending' | undefined
}

/** A table of the office. On a narrow page each row becomes a block, its cells named by `data-head`. */
export function Table({ label, columns, children }: { label: string; columns: Column[]; children: ComponentChildren }) {
  return (
    <table class="table office-table" aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ head, unseen, number, sort }, at) => (
            <th key={at} scope="col" class={number ? 'num' : undefined} aria-sort={sort}>
              {unseen ? <Aside>{head}</Aside> : head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
