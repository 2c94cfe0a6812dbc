import * as v from 'valibot'

const ratio = v.object({ num: v.number(), den: v.number() })
const size = { width: v.number(), height: v.number() }

/** What looking at a film gives. */
export const lookedAt = v.object({
  ...size,
  turned: v.picklist([0, 90, 180, 270]),
  fps: ratio,
  durationMs: v.number(),
  bitrate: v.number(),
  isHdr: v.boolean(),
  saysColours: v.boolean(),
  hasSound: v.boolean(),
  playsEverywhere: v.boolean(),
})

const rungPlan = v.object({
  ...{ name: v.string(), ...size, maxRate: v.number() },
  ...{ bufferSize: v.number(), isCopy: v.boolean() },
})
const tiles = v.object({
  ...{ columns: v.number(), rows: v.number(), tileWidth: v.number() },
  ...{ tileHeight: v.number(), everyMs: v.number() },
})

/** What making a film's ladder gives. */
export const madeFilm = v.object({
  plan: v.object({ fps: ratio, keyEvery: v.number(), rungs: v.array(rungPlan), tiles }),
  rungs: v.array(v.object({ plan: rungPlan, path: v.string(), codecs: v.array(v.string()) })),
  storyboard: v.string(),
  playsEverywhere: v.boolean(),
})
/** What was made of a film, in files of one folder. */
export type MadeFilm = v.InferOutput<typeof madeFilm>
