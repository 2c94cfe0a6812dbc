import * as v from 'valibot'
import { eventKind } from '#database'

/** A reading is to be written. */
export const feedRunStarted = eventKind('shop.feed_run_started', v.object({ runId: v.string() }))

/** A feed is to be asked what it has. */
export const feedAsked = eventKind('shop.feed_asked', v.object({ feedId: v.string() }))
