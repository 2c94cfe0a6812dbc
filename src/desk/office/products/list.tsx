import { clockTime, type Lang, monthDay, office, officeOrders, officeProducts as words } from '#language'
import type { OfficeCategory, OfficeRow, OfficeSort } from '#shop'
import { Price } from '#ui'
import { officePath } from '../door.ts'
import { Empty } from '../parts/empty.tsx'
import { SelectField } from '../parts/fields.tsx'
import { Goods } from '../parts/goods.tsx'
import { NewLink } from '../parts/new-link.tsx'
import { Pager } from '../parts/pager.tsx'
import { Table } from '../parts/table.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { type ListQuery, type ListSort, listAddress, listSorts, sortedBy } from './list-query.ts'

export interface ProductListProps {
  lang: Lang
  currency: string
  query: ListQuery
  rows: OfficeRow[]
  total: number
  next: string | null
  categories: OfficeCategory[]
  /** Whether the shop has any product at all. */
  any: boolean
}

/** The products of the shop, published or not: found, sorted, chosen, and changed many at a time. */
export function ProductList(props: ProductListProps) {
  const { lang, query, rows, total, next, categories, any } = props
  if (!any) {
    return (
      <Empty title={words.noProducts(lang)} lead={words.noProductsLead(lang)}>
        {categories.length > 0 ? (
          <NewLink href={officePath(lang, '/products/new')} text={words.newProduct(lang)} />
        ) : (
          <NewLink href={officePath(lang, '/categories/new')} text={office.newCategory(lang)} />
        )}
        <a class="link" href={officePath(lang, '/products/deleted')}>
          {words.deletedProducts(lang)}
        </a>
      </Empty>
    )
  }
  return (
    <>
      <Filters {...props} />
      {rows.length === 0 ? (
        <Empty title={words.noneFound(lang)} lead={words.noneFoundLead(lang)} />
      ) : (
        <form class="office-list" method="post" action={listAddress(lang, query)} data-bulk>
          <p class="quiet">{words.found(lang, { n: total })}</p>
          <Rows {...props} />
          <Pager
            lang={lang}
            first={query.after === null ? null : listAddress(lang, { ...query, after: null })}
            next={next === null ? null : listAddress(lang, { ...query, after: next })}
          />
          <p>
            <a class="link" href={officePath(lang, '/products/deleted')}>
              {words.deletedProducts(lang)}
            </a>
          </p>
          <p class="note needs-script list-keys">{officeOrders.keys(lang)}</p>
          <BulkBar lang={lang} currency={props.currency} categories={categories} total={total} shown={rows.length} />
        </form>
      )}
    </>
  )
}

function Filters({ lang, query, categories }: ProductListProps) {
  return (
    <form class="office-filters" method="get" action={officePath(lang, '/products')} role="search">
      <div class="field">
        <label class="aside" for="q">
          {words.searchLabel(lang)}
        </label>
        <input
          class="input"
          type="search"
          id="q"
          name="q"
          value={query.q}
          placeholder={words.searchLabel(lang)}
          maxLength={100}
        />
      </div>
      <SelectField
        name="category"
        label={words.categoryHead(lang)}
        bare
        value={query.category}
        options={[
          { value: '', text: words.allCategories(lang) },
          ...categories.map(({ slug, name }) => ({ value: slug, text: name[lang] })),
        ]}
      />
      <SelectField
        name="state"
        label={words.stateHead(lang)}
        bare
        value={query.state}
        options={[
          { value: '', text: words.allStates(lang) },
          { value: 'published', text: words.published(lang) },
          { value: 'due', text: words.due(lang) },
          { value: 'hidden', text: words.hidden(lang) },
        ]}
      />
      <SelectField
        name="stock"
        label={words.stockHead(lang)}
        bare
        value={query.stock}
        options={[
          { value: '', text: words.allStock(lang) },
          { value: 'none', text: words.noStock(lang) },
          { value: 'low', text: words.lowStock(lang) },
          { value: 'enough', text: words.enoughStock(lang) },
        ]}
      />
      <SelectField
        name="sort"
        label={words.sortBy(lang)}
        bare
        value={query.sort}
        options={listSorts.map(value => ({ value, text: sortNames[value](lang) }))}
      />
      <button class="button" type="submit">
        {words.search(lang)}
      </button>
      {(query.q || query.category || query.state || query.stock) && (
        <a class="link" href={officePath(lang, '/products')}>
          {words.reset(lang)}
        </a>
      )}
    </form>
  )
}

const sortNames: Record<ListSort, (lang: Lang) => string> = {
  'changed-down': words.changedLast,
  'changed-up': words.changedFirst,
  'name-up': words.nameUp,
  'name-down': words.nameDown,
  'price-up': words.priceUp,
  'price-down': words.priceDown,
  'stock-up': words.stockUp,
  'stock-down': words.stockDown,
}

function Rows({ lang, query, rows }: ProductListProps) {
  const now = sortedBy(query.sort)
  const sorted = (sort: OfficeSort, text: string) => {
    const isThis = now.sort === sort
    const next: ListSort = `${sort}-${isThis ? (now.down ? 'up' : 'down') : sort === 'changed' ? 'down' : 'up'}`
    return {
      head: (
        <a href={listAddress(lang, { ...query, sort: next, after: null })}>
          {text}
          {isThis && <span aria-hidden="true">{now.down ? ' ↓' : ' ↑'}</span>}
        </a>
      ),
      sort: isThis ? (now.down ? ('descending' as const) : ('ascending' as const)) : undefined,
    }
  }
  return (
    <Table
      label={office.products(lang)}
      columns={[
        {
          head: (
            <input
              class="needs-script"
              type="checkbox"
              data-choose-all
              aria-label={words.chooseAll(lang)}
              title={words.chooseAll(lang)}
            />
          ),
        },
        sorted('name', office.nameHead(lang)),
        { head: words.categoryHead(lang) },
        { ...sorted('price', words.priceHead(lang)), number: true },
        { ...sorted('stock', words.stockHead(lang)), number: true },
        { head: words.stateHead(lang) },
        { ...sorted('changed', words.changedHead(lang)), number: true },
      ]}
    >
      {rows.map(row => (
        <Row key={row.id} lang={lang} row={row} />
      ))}
    </Table>
  )
}

function Row({ lang, row }: { lang: Lang; row: OfficeRow }) {
  const { id, name, category, price, highest, onSale, inStock, image, updatedAt } = row
  return (
    <tr>
      <td class="chosen">
        <input type="checkbox" name="ids" value={id} aria-label={words.choose(lang, { name: name[lang] })} />
      </td>
      <th scope="row">
        <Goods
          href={officePath(lang, `/products/${id}`)}
          image={image}
          name={name[lang]}
          note={marksOf(lang, row).join(' · ')}
        />
      </th>
      <td data-head={words.categoryHead(lang)}>{category[lang]}</td>
      <td class="num" data-head={words.priceHead(lang)}>
        <Price lang={lang} value={price} {...(highest.amount > price.amount ? { from: '~' } : {})} />
        {onSale && <span class="badge accent">{words.onSale(lang)}</span>}
      </td>
      <td class="num" data-head={words.stockHead(lang)}>
        {inStock > 0 ? inStock : <span class="badge bad">{words.noStock(lang)}</span>}
      </td>
      <td data-head={words.stateHead(lang)}>
        <State lang={lang} row={row} />
      </td>
      <td class="num" data-head={words.changedHead(lang)}>
        <time datetime={updatedAt.toISOString()} data-local="day">
          {monthDay(lang, updatedAt)}
        </time>
      </td>
    </tr>
  )
}

/** What is worth knowing of a product beside its name. */
function marksOf(lang: Lang, { variants, hasFilm, isFromFeed }: OfficeRow): string[] {
  return [
    ...(variants > 1 ? [words.variantCount(lang, { n: variants })] : []),
    ...(hasFilm ? [words.filmMark(lang)] : []),
    ...(isFromFeed ? [words.feedMark(lang)] : []),
  ]
}

function State({ lang, row: { state, publishAt } }: { lang: Lang; row: OfficeRow }) {
  if (state === 'published') return <span class="badge good">{words.published(lang)}</span>
  if (state === 'hidden' || publishAt === null) return <span class="badge">{words.hidden(lang)}</span>
  const at = { day: monthDay(lang, publishAt), time: clockTime(lang, publishAt) }
  return <span class="badge wait">{words.dueAt(lang, at)}</span>
}
