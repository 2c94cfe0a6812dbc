import * as v from 'valibot'
import { localizedText, OfferRule, PayWays, ReviewWords, ShippingZone, Slug, TaxRegion } from '#shop'

const Picture = v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.webp$/))

/** Something that was bought, sent and received, and what its buyer says of it. All of it is made up, and says so. */
export const DemoPurchase = v.strictObject({
  sku: v.string(),
  quantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
  ...ReviewWords.entries,
  language: v.picklist(['ko', 'en']),
  pictures: v.array(Picture),
  boughtOn: v.pipe(
    v.string(),
    v.isoDate(),
    v.transform(day => new Date(`${day}T01:00:00Z`)),
  ),
  /** How many found the review helpful. */
  helpful: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** What the shop says to it. */
  answer: v.optional(v.string()),
})
export type DemoPurchase = v.InferOutput<typeof DemoPurchase>

/** What demo/trade.json holds: how the demo shop does business, and with whom it did. */
export const DemoTrade = v.strictObject({
  business: localizedText(1000),
  payWays: PayWays,
  zones: v.array(ShippingZone),
  taxes: v.array(TaxRegion),
  bargaining: v.array(v.strictObject({ product: Slug, rule: OfferRule })),
  purchases: v.array(DemoPurchase),
})
export type DemoTrade = v.InferOutput<typeof DemoTrade>
