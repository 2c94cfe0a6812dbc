import { type Lang, monthDay, office, officeProducts as words } from '#language'
import type { ProductChange } from '#shop'
import { officePath } from '../door.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Empty } from '../parts/empty.tsx'
import { Table } from '../parts/table.tsx'

/** What was deleted, the newest first. */
export function DeletedList({ lang, changes }: { lang: Lang; changes: (ProductChange & { productId: string })[] }) {
  if (changes.length === 0) return <Empty title={words.noneDeleted(lang)} lead={words.noneDeletedLead(lang)} />
  return (
    <Table
      label={words.deletedProducts(lang)}
      columns={[
        { head: office.nameHead(lang) },
        { head: words.deletedHead(lang) },
        { head: words.deletedBy(lang) },
        { head: office.actsHead(lang), unseen: true },
      ]}
    >
      {changes.map(({ id, productId, at, byName, before }) => {
        const name = before?.name[lang] ?? ''
        return (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td data-head={words.deletedHead(lang)}>
              <time datetime={at.toISOString()} data-local="moment">
                {monthDay(lang, at)}
              </time>
            </td>
            <td data-head={words.deletedBy(lang)}>{byName}</td>
            <td class="row-end">
              <Confirm
                lang={lang}
                id={id}
                open={words.restoreGo(lang)}
                title={words.bringBack(lang, { name })}
                lead={words.bringBackLead(lang)}
                go={words.restoreGo(lang)}
                action={officePath(lang, '/products/deleted')}
                fields={{ product: productId, change: id }}
              />
            </td>
          </tr>
        )
      })}
    </Table>
  )
}
