import '../client.ts'
import { island, wakeIslands } from '#ui'
import { Talk } from '../talk/talk.tsx'
import { Buy } from './buy.tsx'
import { Film } from './film.tsx'

void wakeIslands({
  Film: async () => island(Film),
  Talk: async () => island(Talk),
  Buy: async () => island(Buy),
})
