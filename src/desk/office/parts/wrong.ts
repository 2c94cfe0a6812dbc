import type * as v from 'valibot'
import { Problem } from '#edge'
import { type Lang, office as words } from '#language'
import type { Wrong } from './fields.tsx'

/** Refuses a form some fields of which are marked. */
export function fieldsRefused(): Problem {
  return new Problem('invalid', 'office.check_fields', words.checkFields)
}

/** What is wrong with which field, for the forms whose fields are named like what they are read into. */
export function wrongIn(issues: readonly v.BaseIssue<unknown>[], lang: Lang): Wrong {
  const wrong: Record<string, string> = {}
  for (const issue of issues) {
    const name = (issue.path ?? []).map(({ key }) => String(key)).join('.')
    if (isForOtherLanguage(issue, { name, lang })) continue
    wrong[name] ??= sentenceOf(issue, { name, lang })
  }
  return wrong
}

/** Where a text is missing, one is asked for: what is left empty gets it too. */
export function isForOtherLanguage(
  { type }: v.BaseIssue<unknown>,
  { name, lang }: { name: string; lang: Lang },
): boolean {
  return type === 'non_empty' && name.endsWith(lang === 'ko' ? '.en' : '.ko')
}

function sentenceOf(issue: v.BaseIssue<unknown>, { name, lang }: { name: string; lang: Lang }): string {
  if (issue.type === 'non_empty') return words.needed(lang)
  if (issue.type === 'max_length' && typeof issue.requirement === 'number')
    return words.tooLong(lang, { most: issue.requirement })
  if (name === 'slug') return words.noSlug(lang)
  if (name === 'ownerColour') return words.noColour(lang)
  if (/amount$/i.test(name)) return words.noAmount(lang, { example: '3000' })
  if (/basispoints$/i.test(name)) return words.noPercent(lang)
  if (['number', 'integer', 'min_value', 'max_value', 'safe_integer'].includes(issue.type)) return words.noNumber(lang)
  return words.noChoice(lang)
}
