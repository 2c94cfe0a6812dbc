import { randomUUID } from 'node:crypto'
import { openStage } from '#chat'
import type { Database } from '#database'

/** Rooms among which the callers share out. */
export const roomCount = 64

/** A text of 200 bytes. */
export const text =
  '은은하게 밤새 켜 두어도 될까요? 아이 방에 두려고 하는데 밝기를 더 낮출 수 있는지, 그리고 한 번 충전하면 며칠이나 쓰는지 궁금해요? 또 올게요 :)!'

/** What the callers are: as many people. */
export const people: readonly string[] = Array.from({ length: 256 }, () => randomUUID())

/** The person that a caller is. */
export function personOf(caller: number): string {
  return people[caller] ?? ''
}

/** Crowded rooms, made anew. */
export async function stages(db: Database): Promise<string[]> {
  const made = Array.from({ length: roomCount }, () => openStage(db, { productId: randomUUID() }))
  return (await Promise.all(made)).map(({ id }) => id)
}
