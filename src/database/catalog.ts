import pg from 'pg'

/** A table as it is exported: without columns that the database computes itself. */
export interface Table {
  schema: string
  name: string
  columns: string[]
}

/** A foreign key between two tables, each named `schema.table`. */
export interface ForeignKey {
  from: string
  to: string
  /** The SQL that puts it aside. */
  drop: string
  /** The SQL that brings it back. */
  add: string
}

/** The tables of some schemas, by name. Partitions belong to their parent; `database.meta` is not data. */
export async function listTables(client: pg.ClientBase, schemas: string[]): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select n.nspname as schema, c.relname as name, array(
       select a.attname::text from pg_attribute a
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition
       and (n.nspname, c.relname) <> ('database', 'meta')
     order by n.nspname, c.relname`,
    [schemas],
  )
  return rows
}

/** How far a sequence is; `called` says whether the value was given out. */
export interface Sequence {
  schema: string
  name: string
  value: string
  called: boolean
}

/** The sequences of some schemas, those of identity columns too. */
export async function listSequences(client: pg.ClientBase, schemas: string[]): Promise<Sequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind = 'S' order by n.nspname, c.relname`,
    [schemas],
  )
  const read: Sequence[] = []
  for (const sequence of rows) {
    const { rows: state } = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quoted(sequence)}`,
    )
    read.push({ ...sequence, value: state[0]?.value ?? '1', called: state[0]?.called ?? false })
  }
  return read
}

/** The foreign keys that start in some schemas. */
export async function listForeignKeys(client: pg.ClientBase, schemas: string[]): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select n.nspname || '.' || c.relname as from, fn.nspname || '.' || f.relname as to,
       format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as drop,
       format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as add
     from pg_constraint k
       join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
     where k.contype = 'f' and k.conparentid = 0 and n.nspname = any($1)
     order by n.nspname, c.relname, k.conname`,
    [schemas],
  )
  return rows
}

/** The SQL that stops the triggers of some schemas that fire on ordinary writes, and that lets them fire again. */
export async function listTriggers(
  client: pg.ClientBase,
  schemas: string[],
): Promise<{ disable: string; enable: string }[]> {
  const { rows } = await client.query<{ disable: string; enable: string }>(
    `select format('alter table %s disable trigger %I', t.tgrelid::regclass, t.tgname) as disable,
       format('alter table %s enable trigger %I', t.tgrelid::regclass, t.tgname) as enable
     from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled = 'O' and n.nspname = any($1)`,
    [schemas],
  )
  return rows
}

/**
 * Puts tables into an order in which each follows those it refers to. Where tables refer to each other in a circle no
 * order serves; the foreign keys that point forward are `loose` and must be put aside while the tables are filled.
 */
export function orderTables<T extends Pick<Table, 'schema' | 'name'>>(
  tables: T[],
  keys: ForeignKey[],
): { ordered: T[]; loose: ForeignKey[] } {
  const between = keys.filter(key => key.from !== key.to)
  const placed = new Set<string>()
  const ordered: T[] = []
  let waiting = tables
  while (waiting.length > 0) {
    const names = new Set(waiting.map(nameOf))
    const waits = (table: T) => between.filter(key => key.from === nameOf(table) && names.has(key.to)).length
    const free = waiting.filter(table => waits(table) === 0)
    const next =
      free.length > 0 ? free : [waiting.reduce((least, table) => (waits(table) < waits(least) ? table : least))]
    ordered.push(...next)
    for (const table of next) placed.add(nameOf(table))
    waiting = waiting.filter(table => !placed.has(nameOf(table)))
  }
  const position = new Map(ordered.map((table, index) => [nameOf(table), index]))
  const loose = between.filter(key => (position.get(key.to) ?? -1) > (position.get(key.from) ?? -1))
  return { ordered, loose }
}

/** `schema.table`, for people and file names. */
export function nameOf({ schema, name }: Pick<Table, 'schema' | 'name'>): string {
  return `${schema}.${name}`
}

/** The same, quoted for SQL. */
export function quoted({ schema, name }: Pick<Table, 'schema' | 'name'>): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`
}

/** The columns of a table, quoted for SQL. */
export function quotedColumns({ columns }: Pick<Table, 'columns'>): string {
  return columns.map(column => pg.escapeIdentifier(column)).join(', ')
}
