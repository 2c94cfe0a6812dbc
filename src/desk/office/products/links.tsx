import { type Lang, office, officeSettings, officeProducts as words } from '#language'
import { officePath } from '../door.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Empty } from '../parts/empty.tsx'
import { NewLink } from '../parts/new-link.tsx'

/** Without a category there is no place for a product. */
export function NoCategory({ lang }: { lang: Lang }) {
  return (
    <Empty title={words.categoryFirst(lang)} lead={office.noCategoriesLead(lang)}>
      <NewLink href={officePath(lang, '/categories/new')} text={office.newCategory(lang)} />
    </Empty>
  )
}

interface ProductActsProps {
  lang: Lang
  id: string
  name: string
  slug: string
  isPublished: boolean
  /** The owner alone sees how far the shop goes down with its price. */
  mayBargain: boolean
}

/** What else is done to a product: seen, traced, doubled, deleted. */
export function ProductActs({ lang, id, name, slug, isPublished, mayBargain }: ProductActsProps) {
  const own = officePath(lang, `/products/${id}`)
  return (
    <>
      {isPublished && (
        <a class="button slim" href={`/${lang}/p/${slug}`}>
          {words.seeInShop(lang)}
        </a>
      )}
      {mayBargain && (
        <a class="button slim" href={officePath(lang, `/bargaining/product/${id}`)}>
          {officeSettings.ofProduct(lang)}
        </a>
      )}
      <a class="button slim" href={`${own}/history`}>
        {words.history(lang)}
      </a>
      <a class="button slim" href={`${officePath(lang, '/products/new')}?from=${id}`}>
        {words.duplicate(lang)}
      </a>
      <Confirm
        lang={lang}
        id={`delete-${id}`}
        open={words.doDelete(lang)}
        title={words.deleteOne(lang, { name })}
        lead={words.deleteLead(lang)}
        go={words.doDelete(lang)}
        action={`${own}/delete`}
        danger
      />
    </>
  )
}
