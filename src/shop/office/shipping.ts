import { asc, eq, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Database, Queryable, Transaction } from '#database'
import { Problem } from '#edge'
import { localizedText } from '../catalogue.ts'
import { shippingZone, taxRegion } from '../order-schema.ts'

const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
/** A country by its ISO 3166-1 code, or every other one. */
const country = v.pipe(v.string(), v.regex(/^([A-Z]{2}|\*)$/))

/** A place that the shop sends to, and what that costs, as its owner writes it. Amounts in minor units. */
export const ShippingZone = v.strictObject({
  name: localizedText(80),
  countries: v.pipe(v.array(country), v.minLength(1), v.maxLength(260)),
  priceAmount: amount,
  freeFromAmount: v.nullable(amount),
  perKilogramAmount: amount,
})
export type ShippingZone = v.InferOutput<typeof ShippingZone>

/** The tax of a country as the owner writes it; the rate in hundredths of a per cent. */
export const TaxRegion = v.strictObject({
  country,
  rateBasisPoints: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
  isIncluded: v.boolean(),
})
export type TaxRegion = v.InferOutput<typeof TaxRegion>

/** The zones in their order: the first that names a country counts. */
export function shippingZones(db: Queryable): Promise<(ShippingZone & { id: string })[]> {
  const { id, name, countries, priceAmount, freeFromAmount, perKilogramAmount } = shippingZone
  return db
    .select({ id, name, countries, priceAmount, freeFromAmount, perKilogramAmount })
    .from(shippingZone)
    .orderBy(asc(shippingZone.position), asc(shippingZone.id))
}

/** Writes a zone, or a new one at the end where `id` is null. Refused: `missing` for one that is not there. */
export async function saveZone(db: Queryable, { id, zone }: { id: string | null; zone: ShippingZone }): Promise<void> {
  await db.transaction(async tx => {
    await lockZones(tx)
    if (id === null) {
      const position = sql<number>`(select coalesce(max(position) + 1, 0) from ${shippingZone})`
      await tx.insert(shippingZone).values({ ...zone, position })
      return
    }
    const written = await tx
      .update(shippingZone)
      .set(zone)
      .where(eq(shippingZone.id, id))
      .returning({ id: shippingZone.id })
    if (written.length === 0) throw new Problem('missing')
  })
}

/** Deletes a zone. Orders keep what they cost. */
export async function deleteZone(db: Database, { id }: { id: string }): Promise<void> {
  await db.delete(shippingZone).where(eq(shippingZone.id, id))
}

/** Moves a zone one place up or down. */
export async function moveZone(db: Database, { id, by }: { id: string; by: 'up' | 'down' }): Promise<void> {
  await db.transaction(async tx => {
    await lockZones(tx)
    const ids = (await shippingZones(tx)).map(zone => zone.id)
    const at = ids.indexOf(id)
    const to = by === 'up' ? at - 1 : at + 1
    if (at < 0 || to < 0 || to >= ids.length) return
    ids.splice(to, 0, ...ids.splice(at, 1))
    for (const [position, one] of ids.entries())
      await tx.update(shippingZone).set({ position }).where(eq(shippingZone.id, one))
  })
}

/** The taxes, by country. */
export function taxRegions(db: Queryable): Promise<TaxRegion[]> {
  const { country, rateBasisPoints, isIncluded } = taxRegion
  return db.select({ country, rateBasisPoints, isIncluded }).from(taxRegion).orderBy(asc(taxRegion.country))
}

/** Writes the tax of a country in place of the one it had. */
export async function saveTax(db: Queryable, { tax }: { tax: TaxRegion }): Promise<void> {
  await db.insert(taxRegion).values(tax).onConflictDoUpdate({ target: taxRegion.country, set: tax })
}

/** Takes the tax of a country away. */
export async function deleteTax(db: Database, { country }: { country: string }): Promise<void> {
  await db.delete(taxRegion).where(eq(taxRegion.country, country))
}

async function lockZones(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('doumi shop zones'))`)
}
