import * as v from 'valibot'

/** How a reading is understood. */
export const RunOptions = v.strictObject({
  /** The language of texts that do not say theirs. */
  lang: v.picklist(['ko', 'en']),
  /** The category of products whose own is not there, by its slug; empty: these are wrong. */
  category: v.pipe(v.string(), v.maxLength(80)),
  /** Whether categories that are missing are made. */
  makesCategories: v.boolean(),
  /** Whether attributes and their values that are missing are made. */
  makesAttributes: v.boolean(),
  /** How many pieces there are of what is only said to be there. */
  pieces: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  /** Whether new products are shown at once. */
  publishes: v.boolean(),
})
export type RunOptions = v.InferOutput<typeof RunOptions>

/** What a reading does where nobody chose. */
export const usualOptions: RunOptions = {
  lang: 'ko',
  category: '',
  makesCategories: false,
  makesAttributes: false,
  pieces: 10,
  publishes: false,
}

/** Pieces by SKU. */
export type StockSeen = Record<string, number>
