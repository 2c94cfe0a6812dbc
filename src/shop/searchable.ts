import { eq, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#database'
import { type Localized, langs } from '#language'
import type { Fact, Option } from './catalogue.ts'
import { gramsOf, lettersOf, withoutSpaces, wordsOf } from './grams.ts'
import { attribute, attributeValue, category, priceNow, product, productAttribute, variant } from './schema.ts'

/** Everything a product is found by. */
export interface Searchable {
  name: Localized
  brand: string
  category: Localized
  lead: Localized
  aboutTitle: Localized
  aboutText: Localized
  facts: Fact[]
  options: Option[]
  labels: Localized[]
}

/** The `search_*` columns of a product, in both languages at once. */
export function searchColumns(of: Searchable) {
  const title = both(of.name)
  const names = [
    ...title,
    of.brand,
    ...both(of.category),
    ...of.labels.flatMap(both),
    ...of.options.flatMap(option => [...both(option.name), ...option.values.flatMap(value => both(value.name))]),
  ]
  const prose = [
    ...both(of.lead),
    ...both(of.aboutTitle),
    ...both(of.aboutText),
    ...of.facts.flatMap(fact => [...both(fact.name), ...both(fact.value)]),
  ]
  const nameWords = names.map(wordsOf)
  const words = [...nameWords.flatMap(withoutSpaces), ...prose.flatMap(wordsOf)]
  return {
    searchTitle: title.map(text => withoutSpaces(wordsOf(text)).join(' ')).join(' '),
    searchText: words.join(' '),
    searchLetters: lettersOf([...new Set(nameWords.flat())]),
    searchGrams: gramsOf(words),
  }
}

const both = (text: Localized): string[] => langs.map(lang => text[lang])

const lowestNow = sql`coalesce((
  select min(${priceNow}) from ${variant} where ${variant.productId} = ${product.id}), 0)`
const valuesNow = sql`array(
  select ${productAttribute.attributeValueId} from ${productAttribute}
  where ${productAttribute.productId} = ${product.id} order by 1)`

/** Writes what some products are found by and listed by anew: whoever writes them, or what names them, calls it after. */
export async function refreshSearch(tx: Transaction, { products }: { products: SQL }): Promise<void> {
  const rows = await tx
    .select({
      id: product.id,
      name: product.name,
      brand: product.brand,
      category: category.name,
      lead: product.lead,
      aboutTitle: product.aboutTitle,
      aboutText: product.aboutText,
      facts: product.facts,
      options: product.options,
      labels: sql<Localized[]>`(
        select coalesce(jsonb_agg(${attributeValue.name}) || jsonb_agg(distinct ${attribute.name}), '[]')
        from ${productAttribute}
        join ${attributeValue} on ${attributeValue.id} = ${productAttribute.attributeValueId}
        join ${attribute} on ${attribute.id} = ${attributeValue.attributeId}
        where ${productAttribute.productId} = ${product.id})`,
    })
    .from(product)
    .innerJoin(category, eq(category.id, product.categoryId))
    .where(products)
  if (rows.length === 0) return
  const fresh = rows.map(row => ({ id: row.id, ...searchColumns(row) }))
  await tx.execute(sql`
    update ${product} set
      search_title = fresh."searchTitle", search_text = fresh."searchText", search_letters = fresh."searchLetters",
      search_grams = array(select jsonb_array_elements_text(fresh."searchGrams")),
      lowest_amount = ${lowestNow}, value_ids = ${valuesNow}
    from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb)
      as fresh(id uuid, "searchTitle" text, "searchText" text, "searchLetters" text, "searchGrams" jsonb)
    where ${product.id} = fresh.id`)
}

/** Writes what some products cost today at least anew, after the prices of their variants have changed. */
export async function refreshPrices(tx: Transaction, { ids }: { ids: readonly string[] }): Promise<void> {
  await tx.execute(sql`
    update ${product} set lowest_amount = ${lowestNow}
    where ${product.id} = any(${sql.param([...ids])}) and lowest_amount <> ${lowestNow}`)
}
