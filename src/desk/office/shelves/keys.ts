import type { Localized } from '#language'
import { slugOf } from '../parts/typed-fields.ts'

/** A key of something new: from its English name where that has Latin letters, and unlike those there are. */
export function newKey(name: Localized, { taken, stem }: { taken: ReadonlySet<string>; stem: string }): string {
  const wanted = slugOf(name.en).slice(0, 36).replace(/-+$/, '') || stem
  let key = wanted
  for (let at = 2; taken.has(key); at++) key = `${wanted}-${at}`
  return key
}
