import type { Film } from '../engine/film.ts'
import { film as backpack } from './backpack.ts'
import { film as blanket } from './blanket.ts'
import { film as knife } from './knife.ts'
import { film as lantern } from './lantern.ts'
import { film as lanternMini } from './lantern-mini.ts'
import { film as mug } from './mug.ts'
import { film as sneakers } from './sneakers.ts'
import { film as stool } from './stool.ts'
import { film as teapot } from './teapot.ts'
import { film as tent } from './tent.ts'

/** Every film of the demo shop. */
export const films: Film[] = [lantern, lanternMini, mug, teapot, tent, knife, backpack, blanket, sneakers, stool]
