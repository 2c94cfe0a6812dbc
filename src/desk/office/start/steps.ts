import { anyoneAsked } from '#chat'
import type { Database } from '#database'
import { type FirstSteps, firstSteps } from '#shop'

/** What a new shop has: what the shop itself knows, and whether somebody has asked anything. */
export type Steps = FirstSteps & { isAsked: boolean }

/** How far the shop is on its way to its first sale. */
export async function stepsOf(db: Database): Promise<Steps> {
  const [steps, isAsked] = await Promise.all([firstSteps(db), anyoneAsked(db)])
  return { ...steps, isAsked }
}

/** How many steps are done, of how many. */
export function countSteps(steps: Steps): { done: number; all: number } {
  const each = Object.values(steps)
  return { done: each.filter(Boolean).length, all: each.length }
}
