import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { asJson, type Database, type Queryable } from '#database'
import { feedRow, feedRun, type RowAct } from '../feed-schema.ts'
import { wholeProducts } from '../office/whole.ts'
import { product } from '../schema.ts'
import { shopView } from '../settings.ts'
import { type Difference, differencesOf } from './difference.ts'
import type { Incoming } from './incoming.ts'
import { type Matches, matchesOf, picturesAmong, withSum } from './match.ts'
import { type Merging, merge } from './merge.ts'
import type { ReadFeed } from './read.ts'
import { type Reason, Unreadable } from './reason.ts'
import type { Broken } from './records.ts'
import type { RunOptions } from './run-options.ts'
import { shelvesOf } from './shelves.ts'

/** A file that was understood, to be compared. `isElsewhere`: another shop sells its goods. */
export interface Comparing {
  runId: string
  read: ReadFeed
  options: RunOptions
  feedId: string | null
  isElsewhere: boolean
  now: Date
  /** Called after each part; throwing ends it there. */
  onPart(): Promise<void>
}

/** So many products are compared at a time. */
const batchSize = 200
/** Where so many of a feed's products, and half of them, would vanish, somebody must say so. */
const mostVanishing = 10

type Row = typeof feedRow.$inferInsert

/**
 * Keeps what a file would do, row by row; nothing of the catalogue changes. Gives why somebody must look at it before it
 * is written, or null.
 */
export async function keepRows(db: Database, comparing: Comparing): Promise<Reason | null> {
  const { runId, read, feedId, isElsewhere, onPart } = comparing
  const source = isElsewhere ? feedId : null
  const { products, broken } = singled(read)
  await db
    .update(feedRun)
    .set({ format: read.format, total: products.length + broken.length })
    .where(eq(feedRun.id, runId))
  let position = 0
  const keep = async (rows: Omit<Row, 'runId' | 'position'>[]) => {
    for (let at = 0; at < rows.length; at += batchSize) {
      const part = rows.slice(at, at + batchSize).map(row => ({ ...row, position: ++position }))
      await db.execute(sql`
        insert into ${feedRow} (
          run_id, position, line, act, name, product_id, incoming, differences, seen, reason, notes, state)
        select ${runId}::uuid, position, line, act, name, "productId", incoming, differences, seen, reason, notes, state
        from jsonb_to_recordset(${asJson(part)}::jsonb) as said(
          position integer, line integer, act text, name text, "productId" uuid, incoming jsonb, differences jsonb,
          seen jsonb, reason jsonb, notes jsonb, state text)`)
    }
  }
  await keep(broken.map(({ line, reason, name = '' }) => wrongRow({ line, reason, name })))
  const seen: string[] = []
  // While the database keeps one part, the next is compared.
  let keeping = Promise.resolve()
  try {
    for (let at = 0; at < products.length; at += batchSize) {
      const comparison = compare(db, { ...comparing, incoming: products.slice(at, at + batchSize), source })
      const [rows] = await Promise.all([comparison, keeping])
      seen.push(...rows.flatMap(row => row.productId ?? []))
      keeping = keep(rows)
      keeping.catch(() => {})
      await onPart()
    }
  } finally {
    // What is on its way arrives before anybody else begins anew.
    await keeping.catch(() => {})
  }
  await keeping
  if (source === null) return null
  // What is missing may stand in a row that was lost.
  if (broken.length > 0) return null
  const gone = await vanished(db, { source, seen })
  await keep(gone)
  const isMuch = gone.length > mostVanishing && gone.length > seen.length
  return isMuch ? { code: 'vanishing', values: { n: gone.length } } : null
}

/** A product and a SKU may come once; the first one counts, and no two new ones share a slug. */
function singled({ products, broken }: ReadFeed): { products: Incoming[]; broken: Broken[] } {
  const skus = new Set<string>()
  const slugs = new Set<string>()
  const kept: Incoming[] = []
  const refused = [...broken]
  for (const each of products) {
    const twice = each.variants.find(({ sku }) => skus.has(sku))
    if (twice !== undefined) {
      refused.push({ line: each.line, reason: { code: 'same_sku', values: { sku: twice.sku } }, name: nameOf(each) })
      continue
    }
    for (const { sku } of each.variants) skus.add(sku)
    const wantedSlug = slugs.has(each.wantedSlug) ? withSum(each) : each.wantedSlug
    slugs.add(wantedSlug)
    kept.push({ ...each, wantedSlug })
  }
  return { products: kept, broken: refused.toSorted((a, b) => a.line - b.line) }
}

async function compare(
  db: Queryable,
  { incoming, source, options, now }: Comparing & { incoming: Incoming[]; source: string | null },
): Promise<Omit<Row, 'runId' | 'position'>[]> {
  const matches = await matchesOf(db, { incoming, source })
  const [shelves, shop, pictures] = await Promise.all([shelvesOf(db), shopView(db), picturesAmong(db, incoming)])
  const found = incoming.map(each => matchOrReason(matches, each))
  const ids = found.flatMap(one => ('id' in one ? (one.id ?? []) : []))
  const today = await wholeProducts(db, { ids })
  const taken = new Set<string>()
  return incoming.map((each, at) => {
    const match = found[at]!
    if ('reason' in match) return wrongRow({ line: each.line, reason: match.reason, name: nameOf(each) })
    const own = match.id === null ? null : (today.get(match.id) ?? null)
    if (match.id !== null && taken.has(match.id))
      return wrongRow({ line: each.line, reason: { code: 'same_product' }, name: nameOf(each) })
    if (match.id !== null) taken.add(match.id)
    const wanted = own === null ? { ...each, wantedSlug: matches.freeSlug(each) } : each
    const merging = { today: own, options, shelves, pictures, shopName: shop.name[options.lang], now }
    if (source === null) return rowOf(wanted, merging, [])
    if (each.link === undefined) return wrongRow({ line: each.line, reason: { code: 'no_link' }, name: nameOf(each) })
    const link = matches.linkOf(each)
    const more = link === each.link ? [] : [{ field: 'link', before: link, after: each.link }]
    return rowOf(wanted, { ...merging, isBack: own !== null && link === null }, more)
  })
}

function matchOrReason(matches: Matches, each: Incoming): { id: string | null } | { reason: Reason } {
  try {
    matches.checkMedia(each)
    return { id: matches.of(each) }
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { reason: thrown.reason }
    throw thrown
  }
}

/** What a product would do, as a row. */
function rowOf(incoming: Incoming, merging: Merging, more: readonly Difference[]): Omit<Row, 'runId' | 'position'> {
  const { today } = merging
  const common = { line: incoming.line, name: nameOf(incoming), productId: today?.id ?? null, incoming }
  try {
    const { product, missing, toFetch, notes } = merge(incoming, merging)
    const differences: Difference[] = [...differencesOf(today?.product ?? null, product), ...more]
    if (toFetch.length > 0) differences.push({ field: 'new_pictures', before: null, after: String(toFetch.length) })
    if (missing.category) differences.push({ field: 'new_category', before: null, after: missing.category.name })
    for (const { attribute, value } of missing.labels) {
      differences.push({ field: 'new_attribute', before: null, after: `${attribute.name}: ${value.name}` })
    }
    const act: RowAct = today === null ? 'create' : differences.length > 0 ? 'update' : 'same'
    const seen = Object.fromEntries(today?.product.variants.map(each => [each.sku, each.stock]) ?? [])
    const state = act === 'same' ? 'done' : 'waiting'
    return { ...common, act, differences: cutDifferences(differences), seen, reason: null, notes, state }
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown
    return wrongRow({ line: incoming.line, reason: thrown.reason, name: nameOf(incoming) })
  }
}

/** Of a product with hundreds of variants the first changes tell enough. */
function cutDifferences(differences: Difference[]): Difference[] {
  return differences.slice(0, 400)
}

function wrongRow({ line, reason, name }: { line: number; reason: Reason; name: string }) {
  return {
    ...({ line, name, reason, act: 'wrong', state: 'done' } as const),
    ...{ productId: null, incoming: null, differences: [], seen: {}, notes: [] },
  }
}

function nameOf({ name, wantedSlug }: Incoming): string {
  return name?.ko ?? name?.en ?? wantedSlug
}

/** The products of a feed that it does not tell of any more, and that shoppers still see. */
async function vanished(db: Queryable, { source, seen }: { source: string; seen: readonly string[] }) {
  const rows = await db
    .select({ id: product.id, name: product.name })
    .from(product)
    .where(
      and(
        eq(product.source, source),
        isNotNull(product.publishedAt),
        seen.length === 0 ? undefined : sql`not (${product.id} = any(${sql.param([...seen])}::uuid[]))`,
      ),
    )
  return rows.map(row => ({
    ...({ line: null, name: row.name.ko, act: 'hide', productId: row.id, incoming: null } as const),
    ...{ differences: [{ field: 'published', before: 'yes', after: null }], seen: {}, reason: null, notes: [] },
    state: 'waiting' as const,
  }))
}
