import { island, wakeIslands } from '#ui'
import { Buy } from './stage/buy.tsx'
import { Film } from './stage/film.tsx'
import { Talk } from './talk/talk.tsx'

/** Wakes the parts of the stage; they come together, because a stage has them all. */
export function wake(): Promise<void> {
  return wakeIslands({
    Film: async () => island(Film),
    Talk: async () => island(Talk),
    Buy: async () => island(Buy),
  })
}
