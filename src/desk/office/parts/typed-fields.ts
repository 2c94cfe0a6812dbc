import type { Localized } from '#language'

/** The fields of a form as they were typed, by their names, each with all its values. */
export type TypedFields = ReadonlyMap<string, readonly string[]>

/** The text fields of a form; its files are left out. */
export function typedFields(form: FormData): TypedFields {
  const fields = new Map<string, string[]>()
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue
    const values = fields.get(name)
    if (values === undefined) fields.set(name, [value])
    else values.push(value)
  }
  return fields
}

/** What was typed into a field; empty for one that was not sent. */
export function text(fields: TypedFields, name: string): string {
  return fields.get(name)?.[0] ?? ''
}

/** What was typed in both languages into `name.ko` and `name.en`. */
export function pair(fields: TypedFields, name: string): Localized {
  return { ko: text(fields, `${name}.ko`), en: text(fields, `${name}.en`) }
}

/** The rows of a list, such as `facts.3` for `facts.3.name.ko`, in the order in which they came: dragged rows keep it. */
export function rowsOf(fields: TypedFields, list: string): string[] {
  const before = `${list}.`
  const rows = new Set<string>()
  for (const name of fields.keys()) {
    if (!name.startsWith(before)) continue
    const row = name.slice(before.length).split('.', 1)[0]
    if (row !== undefined && row !== '') rows.add(before + row)
  }
  return [...rows]
}

/** A readable name of small Latin letters, digits and hyphens; empty where the text has none of them. */
export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')
}

/** A text in both languages of which one was left empty: it has the other one's. */
export function both({ ko, en }: Localized): Localized {
  const [korean, english] = [ko.trim(), en.trim()]
  return { ko: korean || english, en: english || korean }
}

/** Whether nothing was typed in either language. */
export function isBlank({ ko, en }: Localized): boolean {
  return ko.trim() === '' && en.trim() === ''
}
