export type { Bus, Heard, News } from './bus.ts'
export { type MemoryEnd, type MemoryHub, openMemoryHub } from './memory.ts'
export { openNatsBus } from './nats.ts'
export { openPostgresBus } from './postgres.ts'
