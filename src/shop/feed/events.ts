import * as v from 'valibot'
import { eventKind } from '#database'

/** A file was taken in and is to be read. */
export const feedFileTaken = eventKind('shop.feed_file_taken', v.object({ runId: v.string() }))

/** A reading is to be written. */
export const feedRunStarted = eventKind('shop.feed_run_started', v.object({ runId: v.string() }))

/** A feed is to be asked what it has. */
export const feedAsked = eventKind('shop.feed_asked', v.object({ feedId: v.string() }))
