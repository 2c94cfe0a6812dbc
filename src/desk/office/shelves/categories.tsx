import { type Lang, office as words } from '#language'
import type { OfficeCategory } from '#shop'
import { officePath } from '../door.ts'
import { MoveActs } from '../parts/acts.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { Empty } from '../parts/empty.tsx'
import { Table } from '../parts/table.tsx'

/** The way to a new category. */
export function NewCategoryLink({ lang }: { lang: Lang }) {
  return (
    <a class="button primary" href={officePath(lang, '/categories/new')}>
      {words.newCategory(lang)}
    </a>
  )
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
  const action = officePath(lang, '/categories')
  return (
    <Table
      label={words.categories(lang)}
      columns={[
        { head: words.nameHead(lang) },
        { head: words.productCount(lang), number: true },
        { head: words.orderHead(lang) },
        { head: words.actsHead(lang), unseen: true },
      ]}
    >
      {categories.map(({ id, name, image, products }, at) => (
        <tr key={id}>
          <th scope="row">
            <a class="office-goods" href={`${action}/${id}`}>
              {image ? (
                <img src={image.src} srcset={image.srcset} sizes="48px" width="48" height="48" alt="" />
              ) : (
                <span class="no-picture" aria-hidden="true" />
              )}
              <span>{name[lang]}</span>
            </a>
          </th>
          <td class="num" data-head={words.productCount(lang)}>
            {products}
          </td>
          <td data-head={words.orderHead(lang)}>
            <form method="post" action={action}>
              <input type="hidden" name="id" value={id} />
              <MoveActs
                lang={lang}
                name={name[lang]}
                up="up"
                down="down"
                first={at === 0}
                last={at === categories.length - 1}
              />
            </form>
          </td>
          <td class="row-end">
            {products === 0 && (
              <Confirm
                lang={lang}
                id={id}
                open={words.deleteIt(lang)}
                title={words.deleteCategory(lang, { name: name[lang] })}
                lead={words.deleteCategoryLead(lang)}
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
