import '../client.ts'
import { island, wakeIslands } from '#ui'
import { Buy } from '../buy/box.tsx'
import { wakeCartSheet } from '../buy/wake.ts'
import { giveUp, whenWanted } from '../talk/wake.ts'
import { Film } from './film.tsx'

wakeCartSheet()

void wakeIslands({
  Film: async () => island(Film),
  Buy: async () => island(Buy),
  Talk: async () => {
    await whenWanted(document)
    try {
      return island((await import('../talk/talk.tsx')).Talk)
    } catch (thrown) {
      giveUp()
      throw thrown
    }
  },
})
