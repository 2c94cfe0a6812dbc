import assert from 'node:assert/strict'
import { appendFile, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type pg from 'pg'
import { exportAll, importAll, type OpenDatabase, TransferRefused } from '#database'
import { testDatabase } from '../../test/database.ts'
import { temporaryFolder } from '../../test/folder.ts'
import { startProgram } from '../../test/programs.ts'

const kept = ['media', 'secret']

// Tables of every kind that a room may come to have, in a schema that is exported.
const tables = `
  create table database.zebra (id uuid primary key, name text not null, note text, likes text[], facts jsonb,
    picture bytea, price numeric(12, 2), weight double precision, at timestamptz, span interval,
    doubled int generated always as (length(name) * 2) stored);
  create table database.animal (id bigint generated always as identity primary key, zebra uuid references database.zebra,
    parent bigint references database.animal, "odd ""name" int default 7);
  create table database.hen (id int primary key, egg int);
  create table database.egg (id int primary key, hen int not null references database.hen);
  alter table database.hen add constraint hen_egg foreign key (egg) references database.egg;
  create function database.forbid() returns trigger language plpgsql as $$ begin raise 'a trigger fired'; end $$;
  create trigger forbid before update on database.zebra for each row execute function database.forbid();`
const rows = `
  insert into database.zebra values
    ('018f0000-0000-7000-8000-000000000001', '얼룩말', E'tab\\there, line\\nbreak, back\\\\slash', '{a,"b,c",null}',
     '{"색": ["검정", 1.5, null]}', '\\xdeadbeef00', 58000.10, 0.1::float8 + 0.2::float8, '2026-11-20T09:00:00.123456+09', '1 mon 2 days 03:04:05'),
    ('018f0000-0000-7000-8000-000000000002', '', null, '{}', 'null', '', 'NaN', 'Infinity', 'infinity', '-1 hour');
  insert into database.animal (zebra, parent) values ('018f0000-0000-7000-8000-000000000001', null), (null, 1), (null, 2);
  insert into database.hen values (1, null), (2, null); insert into database.egg values (1, 2), (2, 1);
  update database.hen set egg = id;`
const forbidInsert = `create trigger forbid_insert before insert on database.egg for each row execute function database.forbid()`

test('an export and its import give the same rows, sequences and files, and another epoch', async () => {
  await using place = await temporaryFolder()
  await using source = await testDatabase()
  await source.pool.query(tables + rows)
  await keepFiles(place.file('shop'))
  const exported = await exportAll(source, {
    folder: place.file('out'),
    data: place.file('shop'),
    kept,
    now: new Date(0),
  })
  assert.deepEqual(
    exported.tables.filter(table => table.rows > 0).map(({ name, rows }) => [name, rows]),
    [
      ['animal', 3],
      ['egg', 2],
      ['hen', 2],
      ['zebra', 2],
    ],
  )

  await using target = await testDatabase()
  await target.pool.query(`${tables};${forbidInsert}`)
  const before = await epochOf(target)
  await importAll(target, { folder: place.file('out'), data: place.file('new'), kept })

  for (const table of ['zebra', 'animal', 'hen', 'egg'])
    assert.deepEqual(await content(target, table), await content(source, table), table)
  assert.notEqual(await epochOf(target), before)
  assert.notEqual(await epochOf(target), await epochOf(source))
  const { rows: next } = await target.pool.query(
    'insert into database.animal default values returning id::int, "odd ""name" as odd',
  )
  assert.deepEqual(next, [{ id: 4, odd: 7 }])
  assert.equal(await readFile(place.file('new/media/ab/cd'), 'utf8'), 'picture')
  assert.equal(await readFile(place.file('new/secret'), 'utf8'), 'secret')
  assert.deepEqual((await readdir(place.file('new'))).sort(), ['media', 'secret'])
})

test('after an import the circle of foreign keys and the triggers are as they were', async () => {
  await using place = await temporaryFolder()
  await using source = await testDatabase()
  await source.pool.query(tables + rows)
  await exportAll(source, { folder: place.file('out'), data: place.file('none'), kept, now: new Date(0) })
  await using target = await testDatabase()
  await target.pool.query(`${tables};${forbidInsert}`)
  await importAll(target, { folder: place.file('out'), data: place.file('none'), kept })
  await assert.rejects(target.pool.query('update database.hen set egg = 99'), /hen_egg/)
  await assert.rejects(target.pool.query(`update database.zebra set name = 'x'`), /a trigger fired/)
  await assert.rejects(target.pool.query('insert into database.egg values (3, 1)'), /a trigger fired/)
})

test('an export shows one moment while the shop goes on', async () => {
  await using place = await temporaryFolder()
  await using source = await testDatabase()
  await source.pool.query('create table database.a (n int primary key); create table database.z (n int primary key)')
  await source.pool.query(
    'insert into database.a select generate_series(-20000, 0); insert into database.z select n from database.a',
  )
  let going = true
  const shop = (async () => {
    for (let n = 1; going; n += 1)
      await source.pool.query(`with a as (insert into database.a values (${n})) insert into database.z values (${n})`)
  })()
  const { tables } = await exportAll(source, {
    folder: place.file('out'),
    data: place.file('none'),
    kept,
    now: new Date(0),
  })
  going = false
  await shop
  const rowsOf = (name: string) => tables.find(table => table.schema === 'database' && table.name === name)?.rows
  assert.ok((rowsOf('a') ?? 0) > 20_000)
  assert.equal(rowsOf('a'), rowsOf('z'))
})

test('an import into a database that holds data is refused and changes nothing', async () => {
  await using place = await temporaryFolder()
  await using source = await testDatabase()
  await source.pool.query(tables + rows)
  await exportAll(source, { folder: place.file('out'), data: place.file('none'), kept, now: new Date(0) })
  await using target = await testDatabase()
  await target.pool.query(`${tables};insert into database.hen values (77, null)`)
  const before = await epochOf(target)
  await assert.rejects(
    importAll(target, { folder: place.file('out'), data: place.file('new'), kept }),
    (error: Error) => {
      assert.ok(error instanceof TransferRefused)
      return /holds data already \(in database\.hen\); import into an empty one/.test(error.message)
    },
  )
  assert.deepEqual(await content(target, 'hen'), [{ id: 77, egg: null }])
  assert.equal(await epochOf(target), before)
})

test('a damaged export is refused and nothing of it arrives', async t => {
  await using place = await temporaryFolder()
  await using source = await testDatabase()
  await source.pool.query(tables + rows)
  await keepFiles(place.file('shop'))
  await using target = await testDatabase()
  await target.pool.query(tables)
  const before = await epochOf(target)
  const animal = 'tables/database.animal.copy'
  const damages: Record<string, (out: string) => Promise<void>> = {
    'a file cut short within a row': async out => truncate(join(out, animal), (await stat(join(out, animal))).size - 3),
    'a file without its last row': async out => {
      const lines = (await readFile(join(out, animal), 'utf8')).split('\n')
      await writeFile(join(out, animal), `${lines.slice(0, -2).join('\n')}\n`)
    },
    'a changed letter': async out => {
      const path = join(out, 'tables/database.zebra.copy')
      await writeFile(path, (await readFile(path, 'utf8')).replace('얼룩말', '얼룩발'))
    },
    'a row too many': async out => appendFile(join(out, animal), '9\t\\N\t\\N\t\\N\n'),
    'a file that is missing': async out => rm(join(out, animal)),
    'a picture cut short': async out => truncate(join(out, 'files/media/ab/cd'), 1),
    'a picture that is missing': async out => rm(join(out, 'files/media/ab/cd')),
    'a manifest of nonsense': async out => writeFile(join(out, 'manifest.json'), '{"format": 2}'),
    'no manifest, as after a kill': async out => rm(join(out, 'manifest.json')),
    'a table less than the migrations make': async out => {
      const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'))
      manifest.tables.pop()
      await writeFile(join(out, 'manifest.json'), JSON.stringify(manifest))
    },
    'a count that is not true': async out => {
      const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'))
      manifest.tables[0].rows += 1
      await writeFile(join(out, 'manifest.json'), JSON.stringify(manifest))
    },
    'other migrations': async out => {
      const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'))
      manifest.migrations.push('of the future')
      await writeFile(join(out, 'manifest.json'), JSON.stringify(manifest))
    },
  }
  for (const [name, damage] of Object.entries(damages)) {
    await t.test(name, async () => {
      const out = place.file(name.replaceAll(' ', '-'))
      await exportAll(source, { folder: out, data: place.file('shop'), kept, now: new Date(0) })
      await damage(out)
      await assert.rejects(
        importAll(target, { folder: out, data: place.file('new'), kept }),
        (error: Error) =>
          error instanceof TransferRefused &&
          /is damaged|is broken|no finished export|other migrations/.test(error.message),
      )
      for (const table of ['zebra', 'animal', 'hen', 'egg']) assert.deepEqual(await content(target, table), [], table)
      assert.equal(await epochOf(target), before)
      assert.deepEqual(await readdir(place.file('new')).catch(() => []), [])
    })
  }
})

test('an import does not replace a file that is there, and takes back what it has copied', async () => {
  await using place = await temporaryFolder()
  await using source = await testDatabase()
  await keepFiles(place.file('shop'))
  await exportAll(source, { folder: place.file('out'), data: place.file('shop'), kept, now: new Date(0) })
  await using target = await testDatabase()
  await mkdir(place.file('new'))
  await writeFile(place.file('new/secret'), 'others')
  const before = await epochOf(target)
  await assert.rejects(
    importAll(target, { folder: place.file('out'), data: place.file('new'), kept }),
    /secret is there already and holds something else/,
  )
  assert.equal(await readFile(place.file('new/secret'), 'utf8'), 'others')
  assert.deepEqual(await readdir(place.file('new/media/ab')), [])
  assert.equal(await epochOf(target), before)
})

test('an export into a folder that holds something is refused', async () => {
  await using place = await temporaryFolder()
  await using source = await testDatabase()
  await mkdir(place.file('out'))
  await writeFile(place.file('out/letter'), 'mine')
  const out = { folder: place.file('out'), data: place.file('none'), kept, now: new Date(0) }
  await assert.rejects(exportAll(source, out), /is not empty/)
  assert.deepEqual(await readdir(place.file('out')), ['letter'])
})

test('only the owner can read an export', async () => {
  await using place = await temporaryFolder()
  await using source = await testDatabase()
  await exportAll(source, { folder: place.file('out'), data: place.file('none'), kept, now: new Date(0) })
  assert.equal((await stat(place.file('out'))).mode & 0o077, 0)
  for (const file of await readdir(place.file('out/tables')))
    assert.equal((await stat(place.file(`out/tables/${file}`))).mode & 0o077, 0, file)
})

test('a database user without special rights can import', async () => {
  await using place = await temporaryFolder()
  await using source = await testDatabase()
  await source.pool.query(tables + rows)
  await exportAll(source, { folder: place.file('out'), data: place.file('none'), kept, now: new Date(0) })
  await using target = await testDatabase()
  const role = `owner_${Date.now()}`
  await target.pool.query(tables)
  await target.pool.query(`create role ${role} login`)
  const { rows: owned } = await target.pool.query(
    `select format('alter table %s owner to ${role}', c.oid::regclass) as sql from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
     union all select format('grant usage, create on schema %I to ${role}', nspname) from pg_namespace`,
  )
  for (const { sql } of owned) await target.pool.query(sql)
  await importAll(
    { connection: { ...target.connection, user: role } },
    { folder: place.file('out'), data: place.file('none'), kept },
  )
  assert.deepEqual(await content(target, 'egg'), await content(source, 'egg'))
  await target.pool.query(`reassign owned by ${role} to current_user; drop owned by ${role}; drop role ${role}`)
})

test('the command exports a running and a stopped shop and fills an empty one', async () => {
  await using place = await temporaryFolder()
  const program = join(import.meta.dirname, '../../test/database-program.ts')
  const doumi = (data: string, ...words: string[]) =>
    startProgram([join(import.meta.dirname, '../../scripts/doumi.ts'), ...words, '--data', place.file(data)], {
      env: { PATH: process.env.PATH },
    })
  await using shop = startProgram([program, place.file('shop')])
  await shop.says(/ready/)
  await using live = doumi('shop', 'export', place.file('live'))
  assert.equal(await live.ended, 0, live.said())
  assert.match(live.said(), /^Exported \d+ rows of \d+ tables and 0 files to .*live\./)
  await using busy = doumi('shop', 'import', place.file('live'))
  assert.equal(await busy.ended, 1)
  assert.match(busy.said(), /Another Doumi is running/)
  shop.child.kill('SIGTERM')
  await shop.ended
  await using still = doumi('shop', 'export', place.file('still'))
  assert.equal(await still.ended, 0, still.said())
  await using filled = doumi('other', 'import', place.file('still'))
  assert.equal(await filled.ended, 0, filled.said())
  assert.match(filled.said(), /^Imported /m)
  await using nothing = doumi('nowhere', 'export', place.file('nothing'))
  assert.equal(await nothing.ended, 1)
  assert.match(nothing.said(), /There is no database in the data folder/)
})

async function content({ pool }: { pool: pg.Pool }, table: string): Promise<unknown[]> {
  return (await pool.query(`select * from database.${table} order by id`)).rows
}

async function epochOf({ pool }: Pick<OpenDatabase, 'pool'>): Promise<string> {
  return (await pool.query<{ epoch: string }>('select epoch from database.meta')).rows[0]?.epoch ?? ''
}

async function keepFiles(folder: string): Promise<void> {
  await mkdir(join(folder, 'media', 'ab'), { recursive: true })
  await writeFile(join(folder, 'media', 'ab', 'cd'), 'picture')
  await writeFile(join(folder, 'secret'), 'secret')
  await writeFile(join(folder, 'lock'), 'not kept')
}
