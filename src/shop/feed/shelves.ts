import { count, eq, max, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '#database'
import type { Localized } from '#language'
import { upsertCategory } from '../category.ts'
import { attribute, attributeValue, category } from '../schema.ts'
import type { IncomingCategory, IncomingLabel } from './incoming.ts'
import { slugFrom } from './keys.ts'

interface Named {
  key: string
  name: Localized
}

/** What the shop sorts its goods by: categories by their slugs, attributes with their values by their keys. */
export interface Shelves {
  categories: Named[]
  attributes: (Named & { values: Named[] })[]
}

/** What is missing and would be made. */
export interface Missing {
  category?: { slug: string; name: string }
  labels: IncomingLabel[]
}

/** The shelves as they are. */
export async function shelvesOf(db: Queryable): Promise<Shelves> {
  const categories = await db.select({ key: category.slug, name: category.name }).from(category)
  const attributes = await db.select().from(attribute).orderBy(attribute.position)
  const values = Map.groupBy(await db.select().from(attributeValue), value => value.attributeId)
  return {
    categories,
    attributes: attributes.map(({ id, key, name }) => ({ key, name, values: values.get(id) ?? [] })),
  }
}

/** The one that is meant by a key or by a name in either language; names are compared without regard to case and spaces. */
export function meant<Item extends Named>(items: readonly Item[], text: string): Item | undefined {
  const plain = bare(text)
  return (
    items.find(item => item.key === text) ??
    items.find(item => bare(item.name.ko) === plain || bare(item.name.en) === plain)
  )
}

function bare(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
}

/** The slug of a category that is there; undefined where it is not. */
export function categoryMeant({ categories }: Shelves, wanted: IncomingCategory): string | undefined {
  if ('slug' in wanted) return categories.find(({ key }) => key === wanted.slug)?.key
  return meant(categories, wanted.name)?.key
}

/** What a category that is missing would be called. */
export function categoryToMake(wanted: IncomingCategory): { slug: string; name: string } {
  return 'slug' in wanted
    ? { slug: wanted.slug, name: wanted.slug }
    : { slug: slugFrom(wanted.name), name: wanted.name }
}

/** Makes what is missing, at the end of its list. What somebody else has made meanwhile is left as it is. */
export async function makeMissing(tx: Transaction, missing: readonly Missing[]): Promise<void> {
  const shelves = await shelvesOf(tx)
  for (const { category: wanted, labels } of missing) {
    if (wanted && !shelves.categories.some(({ key }) => key === wanted.slug)) {
      const name = { ko: wanted.name, en: wanted.name }
      const [last] = await tx.select({ at: max(category.position) }).from(category)
      const made = { slug: wanted.slug, name, about: name, picture: null }
      await upsertCategory(tx, { category: made, position: (last?.at ?? -1) + 1 })
      shelves.categories.push({ key: wanted.slug, name })
    }
    for (const label of labels) await makeLabel(tx, label)
  }
}

async function makeLabel(tx: Transaction, { attribute: of, value }: IncomingLabel): Promise<void> {
  const [{ n } = { n: 0 }] = await tx.select({ n: count() }).from(attribute)
  await tx
    .insert(attribute)
    .values({ key: of.key, name: { ko: of.name, en: of.name }, position: n })
    .onConflictDoNothing()
  const [row] = await tx.select({ id: attribute.id }).from(attribute).where(eq(attribute.key, of.key))
  const position = sql<number>`(select count(*) from ${attributeValue} where ${attributeValue.attributeId} = ${row!.id})`
  await tx
    .insert(attributeValue)
    .values({ attributeId: row!.id, key: value.key, name: { ko: value.name, en: value.name }, position })
    .onConflictDoNothing()
}
