import type { ComponentChildren } from 'preact'
import { type Lang, office as words } from '#language'
import type { ImageView } from '#media'
import { MoveActs } from './acts.tsx'
import { Confirm } from './confirm.tsx'
import { Goods } from './goods.tsx'
import { type Column, Table } from './table.tsx'

/** A column between a row's name and its place. */
export type OrderedColumn = Omit<Column, 'head'> & { head: string }

/** One of a few things that have an order. */
export interface OrderedRow {
  id: string
  name: string
  /** Left out where things of this kind have none. */
  image?: ImageView | null
  /** One for each column. */
  cells: readonly ComponentChildren[]
  /** What is asked before it is deleted; null where it cannot be. */
  remove: { title: string; lead: string } | null
}

interface OrderedTableProps {
  lang: Lang
  label: string
  /** Where they are; each is below it by its id. */
  action: string
  columns: readonly OrderedColumn[]
  rows: readonly OrderedRow[]
}

/** Things in the order in which they count or are seen: opened, moved, deleted. */
export function OrderedTable({ lang, label, action, columns, rows }: OrderedTableProps) {
  return (
    <Table
      label={label}
      columns={[
        { head: words.nameHead(lang) },
        ...columns,
        { head: words.orderHead(lang) },
        { head: words.actsHead(lang), unseen: true },
      ]}
    >
      {rows.map(({ id, name, image, cells, remove }, at) => (
        <tr key={id}>
          <th scope="row">
            {image === undefined ? (
              <a href={`${action}/${id}`}>{name}</a>
            ) : (
              <Goods href={`${action}/${id}`} image={image} name={name} />
            )}
          </th>
          {columns.map(({ head, number }, column) => (
            <td key={head} class={number ? 'num' : undefined} data-head={head}>
              {cells[column]}
            </td>
          ))}
          <td data-head={words.orderHead(lang)}>
            <form method="post" action={action}>
              <input type="hidden" name="id" value={id} />
              <MoveActs lang={lang} name={name} up="up" down="down" first={at === 0} last={at === rows.length - 1} />
            </form>
          </td>
          <td class="row-end">
            {remove && (
              <Confirm
                {...{ lang, id, ...remove }}
                open={words.deleteIt(lang)}
                go={words.deleteIt(lang)}
                action={`${action}/${id}/delete`}
                danger
              />
            )}
          </td>
        </tr>
      ))}
    </Table>
  )
}
