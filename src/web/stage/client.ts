import '../client.ts'
import { island, wakeIslands } from '#ui'
import { whenWanted } from '../talk/wake.ts'
import { Buy } from './buy.tsx'
import { Film } from './film.tsx'

void wakeIslands({
  Film: async () => island(Film),
  Buy: async () => island(Buy),
  Talk: async () => {
    await whenWanted(document)
    return island((await import('../talk/talk.tsx')).Talk)
  },
})
