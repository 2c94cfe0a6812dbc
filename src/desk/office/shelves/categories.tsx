import { type Lang, office as words } from '#language'
import type { OfficeCategory } from '#shop'
import { officePath } from '../door.ts'
import { Empty } from '../parts/empty.tsx'
import { NewLink } from '../parts/new-link.tsx'
import { OrderedTable } from '../parts/ordered-table.tsx'

/** The way to a new category. */
export function NewCategoryLink({ lang }: { lang: Lang }) {
  return <NewLink href={officePath(lang, '/categories/new')} text={words.newCategory(lang)} />
}

/** The categories in the order in which shoppers see them. */
export function CategoryList({ lang, categories }: { lang: Lang; categories: OfficeCategory[] }) {
  if (categories.length === 0) {
    return (
      <Empty title={words.noCategories(lang)} lead={words.noCategoriesLead(lang)}>
        <NewCategoryLink lang={lang} />
      </Empty>
    )
  }
  return (
    <OrderedTable
      lang={lang}
      label={words.categories(lang)}
      action={officePath(lang, '/categories')}
      columns={[{ head: words.productCount(lang), number: true }]}
      rows={categories.map(({ id, name, image, products }) => ({
        ...{ id, name: name[lang], image, cells: [products] },
        remove:
          products > 0
            ? null
            : { title: words.deleteCategory(lang, { name: name[lang] }), lead: words.deleteCategoryLead(lang) },
      }))}
    />
  )
}
