import type { Queryable } from '#database'
import { shippingZone } from '../order-schema.ts'
import { zoneOf } from './quote.ts'

/** Where the shop sends to: every country, or these. */
export type SentTo = 'everywhere' | readonly string[]

/** The countries that the shop sends to, in the order of its zones. */
export async function sentTo(db: Queryable): Promise<SentTo> {
  const zones = await db.select().from(shippingZone).orderBy(shippingZone.position)
  const countries = zones.flatMap(zone => zone.countries)
  return zones.length === 0 || countries.includes('*') ? 'everywhere' : [...new Set(countries)]
}

/**
 * From which worth of goods on sending to a country costs nothing, in minor units: 0 where it never costs anything, null
 * where it always does or the shop does not send to.
 */
export async function freeFrom(db: Queryable, { country }: { country: string }): Promise<number | null> {
  const zones = await db.select().from(shippingZone).orderBy(shippingZone.position)
  const zone = zoneOf(zones, country)
  if (zone === null) return null
  return zone.priceAmount === 0 && zone.perKilogramAmount === 0 ? 0 : zone.freeFromAmount
}
