import * as v from 'valibot'
import { eventKind } from '#database'

/** A film came, or was asked for again, whose ladder is to be made. */
export const ladderAsked = eventKind('media.ladder_asked', v.object({ filmId: v.pipe(v.string(), v.uuid()) }))
