import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '#database'
import type { CatalogueProduct } from '../catalogue.ts'
import { feedRow, type feedRun } from '../feed-schema.ts'
import { holdProducts } from '../hold.ts'
import { type Hand, keepChanges } from '../office/history.ts'
import { type WholeProduct, wholeProducts } from '../office/whole.ts'
import { unpublish } from '../publish.ts'
import { product as products } from '../schema.ts'
import { shopView } from '../settings.ts'
import { upsertProducts } from '../write.ts'
import type { Incoming } from './incoming.ts'
import { matchesOf, picturesAmong } from './match.ts'
import { merge } from './merge.ts'
import { type Reason, Unreadable } from './reason.ts'
import { type Missing, makeMissing, shelvesOf } from './shelves.ts'

export type Run = typeof feedRun.$inferSelect
export type Row = typeof feedRow.$inferSelect

interface WriteRows {
  run: Run
  /** The feed whose goods another shop sells. */
  source: string | null
  rows: readonly Row[]
  /** Pictures that could not be fetched. */
  failed: ReadonlyMap<string, Reason>
  now: Date
}

/** One row on its way. */
interface Going {
  row: Row
  incoming: Incoming
  before: WholeProduct | null
  product: CatalogueProduct
  missing: Missing
  notes: Reason[]
}

/**
 * Writes rows of a reading to the catalogue, compared anew with what is there by now, and notes in the same transaction
 * that they are written, so that each is written once. A row that does not fit any more is noted as failed.
 */
export async function writeRows(tx: Transaction, write: WriteRows): Promise<void> {
  const { rows, run, now } = write
  const hiding = rows.filter(row => row.act === 'hide')
  const going = await prepare(tx, { ...write, rows: rows.filter(row => row.act !== 'hide') })
  if (going.length > 0) await writeGoing(tx, going, write)
  if (hiding.length > 0) await hide(tx, hiding, { by: handOf(run), now })
  await note(tx, run, {
    positions: [...hiding, ...going.map(({ row }) => row)].map(row => row.position),
    state: 'done',
  })
}

/** Notes that a row could not be written. */
export async function failRow(
  tx: Transaction,
  { run, row, reason }: { run: Run; row: Row; reason: Reason },
): Promise<void> {
  await note(tx, run, { positions: [row.position], state: 'failed', reason })
}

async function note(
  tx: Transaction,
  { id }: Run,
  { positions, ...set }: { positions: number[]; state: Row['state']; reason?: Reason; notes?: Reason[] },
): Promise<void> {
  if (positions.length === 0) return
  await tx
    .update(feedRow)
    .set(set)
    .where(and(eq(feedRow.runId, id), inArray(feedRow.position, positions)))
}

function handOf({ by, byName }: Run): Hand {
  return { id: by, name: byName }
}

async function prepare(tx: Transaction, { run, source, rows, failed, now }: WriteRows): Promise<Going[]> {
  const incoming = rows.flatMap(row => row.incoming ?? [])
  if (incoming.length === 0) return []
  const matches = await matchesOf(tx, { incoming, source })
  const found: { row: Row; id: string | null; incoming: Incoming }[] = []
  for (const row of rows) {
    if (row.incoming === null) continue
    try {
      const id = matches.of(row.incoming)
      if (id !== row.productId) throw new Unreadable('gone')
      found.push({ row, id, incoming: row.incoming })
    } catch (thrown) {
      await refuseRow(tx, run, row, thrown)
    }
  }
  const ids = found.flatMap(({ id }) => id ?? [])
  await holdProducts(tx, { ids })
  const today = await wholeProducts(tx, { ids })
  const [shelves, shop, pictures] = [await shelvesOf(tx), await shopView(tx), await picturesAmong(tx, incoming)]
  const going: Going[] = []
  for (const { row, id, incoming } of found) {
    const before = id === null ? null : (today.get(id) ?? null)
    const named = before === null ? { ...incoming, wantedSlug: matches.freeSlug(incoming) } : incoming
    const isBack = source !== null && before !== null && matches.linkOf(incoming) === null
    const { options } = run
    const shopName = shop.name[options.lang]
    try {
      const merging = { today: before, isBack, options, shelves, pictures, shopName, seen: row.seen, now }
      const { product, missing, notes, toFetch } = merge(named, merging)
      const lost = toFetch.map(url => pictureNote(url, failed.get(url)))
      going.push({ row, incoming: named, before, product, missing, notes: [...notes, ...lost] })
    } catch (thrown) {
      await refuseRow(tx, run, row, thrown)
    }
  }
  return going
}

function pictureNote(url: string, why: Reason | undefined): Reason {
  return { code: 'picture_failed', values: { url: url.slice(0, 300), why: why?.code ?? 'not_reached' } }
}

async function refuseRow(tx: Transaction, run: Run, row: Row, thrown: unknown): Promise<void> {
  if (!(thrown instanceof Unreadable)) throw thrown
  await failRow(tx, { run, row, reason: thrown.reason })
}

async function writeGoing(tx: Transaction, going: Going[], { run, source, now }: WriteRows): Promise<void> {
  await makeMissing(
    tx,
    going.map(({ missing }) => missing),
  )
  const shown = await slugsThere(tx, going)
  const whole = going.map(({ product, notes }) => {
    const lost = product.onFilm.filter(slug => !shown.has(slug))
    for (const slug of lost) notes.push({ code: 'unknown_product', values: { slug } })
    return { ...product, onFilm: product.onFilm.filter(slug => shown.has(slug)) }
  })
  const ids = await upsertProducts(tx, { products: whole })
  const after = await wholeProducts(tx, { ids })
  const changes = going.map(({ before }, at) => ({
    productId: ids[at]!,
    act: before === null ? ('made' as const) : ('written' as const),
    before: before?.product ?? null,
    after: after.get(ids[at]!)?.product ?? null,
  }))
  await keepChanges(tx, { changes, by: handOf(run), now })
  for (const [at, { incoming }] of going.entries()) {
    if (source === null) break
    await tx
      .update(products)
      .set({ source, sourceId: incoming.sourceId, sourceLink: incoming.link ?? null })
      .where(eq(products.id, ids[at]!))
  }
  const told = going.map(({ row, notes }, at) => ({ position: row.position, product: ids[at]!, notes }))
  await tx.execute(sql`
    update ${feedRow} set product_id = told.product, notes = told.notes
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as told(position integer, product uuid, notes jsonb)
    where ${feedRow.runId} = ${run.id} and ${feedRow.position} = told.position`)
}

/** Of the products that are to be seen on films, those that are there or come along. */
async function slugsThere(tx: Transaction, going: readonly Going[]): Promise<Set<string>> {
  const wanted = going.flatMap(({ product }) => product.onFilm)
  const coming = going.map(({ product }) => product.slug)
  if (wanted.length === 0) return new Set()
  const rows = await tx.select({ slug: products.slug }).from(products).where(inArray(products.slug, wanted))
  return new Set([...coming, ...rows.map(row => row.slug)])
}

async function hide(tx: Transaction, rows: readonly Row[], { by, now }: { by: Hand; now: Date }): Promise<void> {
  const ids = rows.flatMap(row => row.productId ?? [])
  await holdProducts(tx, { ids })
  const before = await wholeProducts(tx, { ids })
  await unpublish(tx, { ids, now })
  // Without a page there it is known, when it comes back, that it was its feed that hid it.
  await tx.update(products).set({ sourceLink: null }).where(inArray(products.id, ids))
  const after = await wholeProducts(tx, { ids })
  const changes = ids.map(id => ({
    productId: id,
    act: 'unpublished' as const,
    before: before.get(id)?.product ?? null,
    after: after.get(id)?.product ?? null,
  }))
  await keepChanges(tx, { changes: changes.filter(each => each.before ?? each.after), by, now })
}
