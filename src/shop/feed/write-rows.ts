import { and, eq, inArray, sql } from 'drizzle-orm'
import { asJson, type Transaction } from '#database'
import type { CatalogueProduct } from '../catalogue.ts'
import { feedRow } from '../feed-schema.ts'
import { holdProducts } from '../hold.ts'
import { type Changer, keepChanges, keepingHistory } from '../office/history.ts'
import { type WholeProduct, wholeProducts } from '../office/whole.ts'
import { unpublish } from '../publish.ts'
import { product as products } from '../schema.ts'
import { shopView } from '../settings.ts'
import { upsertProducts } from '../write.ts'
import type { Run } from './claims.ts'
import { differencesOf } from './difference.ts'
import type { Incoming } from './incoming.ts'
import { matchesOf, picturesAmong } from './match.ts'
import { merge } from './merge.ts'
import { type Reason, Unreadable } from './reason.ts'
import { type Missing, makeMissing, shelvesOf } from './shelves.ts'

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
 * that they are written, so that each is written once. A row that does not fit any more is noted as failed; one that
 * would change nothing any more changes nothing.
 */
export async function writeRows(tx: Transaction, write: WriteRows): Promise<void> {
  const { rows, run, now } = write
  const hiding = rows.filter(row => row.act === 'hide')
  const going = await prepare(tx, { ...write, rows: rows.filter(row => row.act !== 'hide') })
  const ids = await writeGoing(tx, going, write)
  await hideProducts(tx, { ids: hiding.flatMap(row => row.productId ?? []), by: changerOf(run), now })
  await noteDone(tx, run, [
    ...hiding.map(({ position, productId }) => ({ position, product: productId, notes: [] })),
    ...going.map(({ row, notes }, at) => ({ position: row.position, product: ids[at]!, notes })),
  ])
}

/** Notes that a row could not be written. */
export async function failRow(
  tx: Transaction,
  { run, row, reason }: { run: Run; row: Row; reason: Reason },
): Promise<void> {
  await tx
    .update(feedRow)
    .set({ state: 'failed', reason })
    .where(and(eq(feedRow.runId, run.id), eq(feedRow.position, row.position)))
}

type Done = { position: number; product: string | null; notes: Reason[] }

async function noteDone(tx: Transaction, { id }: Run, done: readonly Done[]): Promise<void> {
  if (done.length === 0) return
  await tx.execute(sql`
    update ${feedRow} set state = 'done', product_id = told.product, notes = told.notes
    from jsonb_to_recordset(${asJson(done)}::jsonb) as told(position integer, product uuid, notes jsonb)
    where ${feedRow.runId} = ${id} and ${feedRow.position} = told.position`)
}

/** A feed changes products in its own name, a file in that of who had it read. */
function changerOf({ feedId, name, by, byName }: Run): Changer {
  return feedId === null ? { via: 'file', id: by, name: byName } : { via: 'feed', name }
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
    const before = id === null ? null : today.get(id)
    // Somebody deleted it while it was waited for.
    if (before === undefined) {
      await refuseRow(tx, run, row, new Unreadable('gone'))
      continue
    }
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

/** Writes what is another product than today's, and gives the ids of all of them. */
async function writeGoing(
  tx: Transaction,
  going: readonly Going[],
  { run, source, now }: WriteRows,
): Promise<string[]> {
  await withoutLost(tx, going)
  const changed = going.filter(each => isAnother(each, source))
  if (changed.length === 0) return going.map(({ before }) => before!.id)
  await makeMissing(
    tx,
    changed.map(({ missing }) => missing),
  )
  const fresh = changed.flatMap(({ before, product }) => (before === null ? product.slug : []))
  const ids = await upsertProducts(tx, { products: changed.map(({ product }) => product), fresh })
  if (source !== null) await lead(tx, { source, going: changed, ids })
  await keepGoing(tx, changed, { ids, by: changerOf(run), now })
  const written = new Map(changed.map(({ row }, at) => [row.position, ids[at]!]))
  return going.map(({ row, before }) => written.get(row.position) ?? before!.id)
}

async function keepGoing(
  tx: Transaction,
  going: readonly Going[],
  { ids, by, now }: { ids: readonly string[]; by: Changer; now: Date },
): Promise<void> {
  const after = await wholeProducts(tx, { ids })
  const changes = going.map(({ before }, at) => ({
    productId: ids[at]!,
    act: before === null ? ('made' as const) : ('written' as const),
    before,
    after: after.get(ids[at]!) ?? null,
  }))
  await keepChanges(tx, { changes, by, now })
}

function isAnother({ before, product, incoming }: Going, source: string | null): boolean {
  if (before === null || differencesOf(before.product, product).length > 0) return true
  return source !== null && before.link !== (incoming.link ?? null)
}

/** Says where another shop sells these. */
async function lead(
  tx: Transaction,
  { source, going, ids }: { source: string; going: readonly Going[]; ids: readonly string[] },
): Promise<void> {
  const told = going.map(({ incoming }, at) => ({ id: ids[at], there: incoming.sourceId, link: incoming.link ?? null }))
  await tx.execute(sql`
    update ${products} set source = ${source}, source_id = told.there, source_link = told.link
    from jsonb_to_recordset(${asJson(told)}::jsonb) as told(id uuid, there text, link text)
    where ${products.id} = told.id`)
}

/** Leaves out, with a note, products on films that are not there and do not come along. */
async function withoutLost(tx: Transaction, going: readonly Going[]): Promise<void> {
  const shown = await slugsThere(tx, going)
  for (const each of going) {
    const lost = each.product.onFilm.filter(slug => !shown.has(slug))
    if (lost.length === 0) continue
    for (const slug of lost) each.notes.push({ code: 'unknown_product', values: { slug } })
    each.product = { ...each.product, onFilm: each.product.onFilm.filter(slug => shown.has(slug)) }
  }
}

/** Of the products that are to be seen on films, those that are there or come along. */
async function slugsThere(tx: Transaction, going: readonly Going[]): Promise<Set<string>> {
  const wanted = going.flatMap(({ product }) => product.onFilm)
  const coming = going.map(({ product }) => product.slug)
  if (wanted.length === 0) return new Set()
  const rows = await tx.select({ slug: products.slug }).from(products).where(inArray(products.slug, wanted))
  return new Set([...coming, ...rows.map(row => row.slug)])
}

/** Hides products of a feed that does not have them any more, or that is no more. */
export async function hideProducts(
  tx: Transaction,
  { ids, by, now }: { ids: readonly string[]; by: Changer; now: Date },
): Promise<void> {
  await holdProducts(tx, { ids })
  await keepingHistory(tx, { ids, act: 'unpublished', by, now }, async there => {
    await unpublish(tx, { ids: there, now })
    // Without a page there it is known, when it comes back, that it was its feed that hid it.
    await tx.update(products).set({ sourceLink: null }).where(inArray(products.id, there))
  })
}
