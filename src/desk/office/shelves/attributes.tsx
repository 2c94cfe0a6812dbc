import { type Lang, office as words } from '#language'
import type { OfficeAttribute } from '#shop'
import { officePath } from '../door.ts'
import { Empty } from '../parts/empty.tsx'
import { NewLink } from '../parts/new-link.tsx'
import { OrderedTable } from '../parts/ordered-table.tsx'

/** The way to a new attribute. */
export function NewAttributeLink({ lang }: { lang: Lang }) {
  return <NewLink href={officePath(lang, '/attributes/new')} text={words.newAttribute(lang)} />
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
  return (
    <OrderedTable
      lang={lang}
      label={words.attributes(lang)}
      action={officePath(lang, '/attributes')}
      columns={[{ head: words.values(lang) }]}
      rows={attributes.map(({ id, name, values }) => ({
        ...{ id, name: name[lang], cells: [values.map(value => value.name[lang]).join(', ')] },
        remove: {
          title: words.deleteAttribute(lang, { name: name[lang] }),
          lead: words.deleteAttributeLead(lang, { n: values.reduce((sum, value) => sum + value.products, 0) }),
        },
      }))}
    />
  )
}
