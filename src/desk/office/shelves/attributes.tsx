import { type Lang, office as words } from '#language'
import type { OfficeAttribute } from '#shop'
import { officePath } from '../door.ts'
import { MoveActs } from '../parts/acts.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { Empty } from '../parts/empty.tsx'
import { Table } from '../parts/table.tsx'

/** The way to a new attribute. */
export function NewAttributeLink({ lang }: { lang: Lang }) {
  return (
    <a class="button primary" href={officePath(lang, '/attributes/new')}>
      {words.newAttribute(lang)}
    </a>
  )
}

/** The attributes in the order in which shoppers see them, each with its values. */
export function AttributeList({ lang, attributes }: { lang: Lang; attributes: OfficeAttribute[] }) {
  if (attributes.length === 0) {
    return (
      <Empty title={words.noAttributes(lang)} lead={words.noAttributesLead(lang)}>
        <NewAttributeLink lang={lang} />
      </Empty>
    )
  }
  const action = officePath(lang, '/attributes')
  return (
    <Table
      label={words.attributes(lang)}
      columns={[
        { head: words.nameHead(lang) },
        { head: words.values(lang) },
        { head: words.orderHead(lang) },
        { head: words.actsHead(lang), unseen: true },
      ]}
    >
      {attributes.map(({ id, name, values }, at) => (
        <tr key={id}>
          <th scope="row">
            <a href={`${action}/${id}`}>{name[lang]}</a>
          </th>
          <td data-head={words.values(lang)}>{values.map(value => value.name[lang]).join(', ')}</td>
          <td data-head={words.orderHead(lang)}>
            <form method="post" action={action}>
              <input type="hidden" name="id" value={id} />
              <MoveActs
                lang={lang}
                name={name[lang]}
                up="up"
                down="down"
                first={at === 0}
                last={at === attributes.length - 1}
              />
            </form>
          </td>
          <td class="row-end">
            <Confirm
              lang={lang}
              id={id}
              open={words.deleteIt(lang)}
              title={words.deleteAttribute(lang, { name: name[lang] })}
              lead={words.deleteAttributeLead(lang, { n: values.reduce((sum, value) => sum + value.products, 0) })}
              go={words.deleteIt(lang)}
              action={`${action}/${id}/delete`}
              danger
            />
          </td>
        </tr>
      ))}
    </Table>
  )
}
