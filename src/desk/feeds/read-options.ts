import * as v from 'valibot'
import { Problem } from '#edge'
import { office } from '#language'
import { RunOptions } from '#shop'
import { type TypedFields, text } from '../office/parts/typed-fields.ts'

/** What was typed about how to read; refused where the pieces are no number. */
export function readOptions(fields: TypedFields): RunOptions {
  const parsed = v.safeParse(RunOptions, typedOptions(fields))
  if (!parsed.success) throw new Problem('invalid', 'office.check_fields', office.noNumber)
  return parsed.output
}

/** The same as it was typed, for the form to show again. */
export function typedOptions(fields: TypedFields): RunOptions {
  const pieces = text(fields, 'pieces').trim()
  return {
    lang: text(fields, 'lang') === 'en' ? 'en' : 'ko',
    category: text(fields, 'category'),
    makesCategories: fields.has('makesCategories'),
    makesAttributes: fields.has('makesAttributes'),
    pieces: /^\d{1,7}$/.test(pieces) ? Number(pieces) : 0,
    publishes: fields.has('publishes'),
  }
}
