import { readFileSync } from 'node:fs'
import { isLang, type Lang } from '../../../src/language/index.ts'
import type { ListFixture } from '../../page/listed.ts'

type Lists = Record<'category' | 'search', Record<Lang, ListFixture>>
let memory: Lists | undefined

/** A list's page from memory, whatever else its address asks for. Null where there is no such page. */
export function listFor({ lang, of }: { lang: string | undefined; of: 'category' | 'search' }): ListFixture | null {
  // The frameworks load this file when they build, too, and then there is nothing to read yet.
  memory ??= JSON.parse(readFileSync(process.env.LISTS_FIXTURE ?? '', 'utf8')) as Lists
  return isLang(lang) ? memory[of][lang] : null
}

export type { ListFixture }
