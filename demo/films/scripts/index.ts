import type { Film } from '../engine/film.ts'
import { film as lantern } from './lantern.ts'

/** Every film of the demo shop. */
export const films: Film[] = [lantern]
