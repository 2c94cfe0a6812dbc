import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { asJson, type Transaction } from '#database'
import { Problem } from '#edge'
import { officeProducts as words } from '#language'
import type { CatalogueProduct } from '../catalogue.ts'
import { product } from '../schema.ts'
import { searchColumns } from '../searchable.ts'
import { labelsOf, type Names } from './names.ts'

/** Whether shoppers see a product by this time of its publishing. */
export function isDue(published: Date | null): boolean {
  return published !== null && published.getTime() <= Date.now()
}

/**
 * Writes the products themselves, with what they are found by and listed by, and gives their ids by their slugs. New
 * ones get theirs in the order in which they came, which is the shop's own; they are written in that of their slugs.
 * Refused: a slug of `fresh` that somebody else has taken while these were looked at (`shop.slug_taken`).
 */
export async function writeRows(
  tx: Transaction,
  products: readonly CatalogueProduct[],
  { names, fresh }: { names: Names; fresh: ReadonlySet<string> },
): Promise<Map<string, { id: string; isNew: boolean }>> {
  const ids = products.map(() => randomUUIDv7()).sort()
  const rows = products.map((of, at) => ({ id: ids[at], ...columnsOf(of, names) }))
  const { rows: written } = await tx.execute<{ id: string; slug: string }>(sql`
    insert into ${product} (
      id, slug, category_id, brand, name, lead, about_title, about_text, facts, options, currency,
      published_at, publish_at, lowest_amount, value_ids, search_title, search_text, search_letters, search_grams)
    select * from jsonb_to_recordset(${asJson(rows)}::jsonb) as said(
      id uuid, slug text, category_id uuid, brand text, name jsonb, lead jsonb, about_title jsonb, about_text jsonb,
      facts jsonb, options jsonb, currency text, published_at timestamptz, publish_at timestamptz,
      lowest_amount bigint, value_ids uuid[],
      search_title text, search_text text, search_letters text, search_grams text[])
    order by slug
    on conflict (slug) do update set
      category_id = excluded.category_id, brand = excluded.brand, name = excluded.name, lead = excluded.lead,
      about_title = excluded.about_title, about_text = excluded.about_text, facts = excluded.facts,
      options = excluded.options, currency = excluded.currency,
      published_at = excluded.published_at, publish_at = excluded.publish_at,
      lowest_amount = excluded.lowest_amount, value_ids = excluded.value_ids,
      search_title = excluded.search_title, search_text = excluded.search_text,
      search_letters = excluded.search_letters, search_grams = excluded.search_grams, updated_at = now()
    returning id, slug`)
  const own = new Set<string>(ids)
  const taken = written.find(row => fresh.has(row.slug) && !own.has(row.id))
  if (taken !== undefined) throw slugTaken(taken.slug)
  return new Map(written.map(({ slug, id }) => [slug, { id, isNew: own.has(id) }]))
}

/** The refusal of a name in the address that another product has. */
export function slugTaken(slug: string): Problem {
  return new Problem('conflict', 'shop.slug_taken', lang => words.slugTaken(lang, { slug }))
}

function columnsOf(of: CatalogueProduct, { currency, categories, values }: Names) {
  const shelf = categories.get(of.category)!
  const labels = labelsOf(of).map(key => values.get(key)!)
  const attributeNames = new Map(labels.map(({ attributeName }) => [JSON.stringify(attributeName), attributeName]))
  const found = searchColumns({
    ...{ name: of.name, brand: of.brand, category: shelf.name, lead: of.lead, facts: of.facts, options: of.options },
    ...{ aboutTitle: of.about.title, aboutText: of.about.text },
    labels: [...labels.map(({ name }) => name), ...attributeNames.values()],
  })
  return {
    ...{ slug: of.slug, category_id: shelf.id, brand: of.brand, name: of.name, lead: of.lead },
    ...{ about_title: of.about.title, about_text: of.about.text, facts: of.facts, options: of.options, currency },
    published_at: isDue(of.published) ? of.published : null,
    publish_at: isDue(of.published) ? null : of.published,
    lowest_amount: Math.min(...of.variants.map(({ price, salePrice }) => salePrice ?? price)),
    value_ids: labels.map(({ id }) => id).sort(),
    search_title: found.searchTitle,
    search_text: found.searchText,
    search_letters: found.searchLetters,
    search_grams: found.searchGrams,
  }
}
