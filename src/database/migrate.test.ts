import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { testDatabase } from '../../test/database.ts'
import { temporaryFolder } from '../../test/folder.ts'
import { knownMigrations, migrationFolder, roomSchemas } from './migrate.ts'

const root = join(import.meta.dirname, '..', '..')

test('the migrations make exactly what the schema files say', async () => {
  await using place = await temporaryFolder()
  const out = place.file('migrations')
  await cp(migrationFolder(), out, { recursive: true })
  const kit = join(root, 'node_modules', 'drizzle-kit', 'bin.cjs')
  // It takes relative paths only.
  const schema = ['--dialect', 'postgresql', '--schema', './src/*/*schema.ts', '--out', relative(root, out)]
  const { stdout } = await promisify(execFile)(process.execPath, [kit, 'generate', ...schema], { cwd: root })
  const made = readdirSync(out).filter(file => file.endsWith('.sql'))
  const news = made.slice(knownMigrations().length).map(file => readFileSync(join(out, file), 'utf8'))
  assert.match(stdout, /No schema changes/, news.join())
})

test('every room that keeps data has a database schema of its own name, and nothing is outside', async () => {
  const rooms = globSync('src/*/schema.ts', { cwd: root }).map(path => path.split(/[\\/]/)[1] ?? '')
  assert.deepEqual(roomSchemas(), rooms.sort())
  await using at = await testDatabase()
  const { rows } = await at.pool.query(
    `select distinct table_schema as name from information_schema.tables where table_schema !~ '^(pg_|information_schema|drizzle)' order by 1`,
  )
  assert.deepEqual(
    rows.map(row => row.name),
    rooms,
  )
})

test('a name of a prepared statement begins with its room and is given to one statement only', () => {
  const names = new Map<string, string>()
  for (const path of globSync('src/*/**/*.ts', { cwd: root })) {
    const text = readFileSync(join(root, path), 'utf8')
    for (const [, name = ''] of text.matchAll(/^(?! \*).*\.prepare\(\s*'([^']*)'/gm)) {
      assert.match(name, new RegExp(`^${path.split(/[\\/]/)[1]}\\.`), path)
      assert.equal(names.get(name), undefined, `${name} is in ${names.get(name)} and in ${path}`)
      names.set(name, path)
    }
  }
})
