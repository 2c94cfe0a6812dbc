import { resolve } from 'node:path'
import {
  DatabaseUnavailable,
  exportAll,
  importAll,
  type Log,
  type Manifest,
  openDatabase,
  TransferRefused,
  visitDatabase,
} from '#database'
import { ConfigError, readConfig, withEnvFile } from '../src/config.ts'

const usage = `doumi export FOLDER   writes everything the shop keeps into a new folder; the shop may run meanwhile
doumi import FOLDER   fills an empty database from such a folder; the shop must not run
The settings are those of the shop: DOUMI_DATA or --data, and DATABASE_URL.
`

/** What the data folder holds beside the database: pictures and films, and the secret that locks two-factor keys. */
const kept = ['media', 'secret']
// `npm run doumi` puts its own word first.
const args = process.argv.slice(process.argv[2] === 'doumi' ? 3 : 2)

const closing = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => closing.abort())
const log: Log = { info: say, warn: say, error: say }

try {
  const { dataFolder, databaseUrl, words } = readConfig(withEnvFile(process.env, { file: '.env' }), args)
  const [command, target, ...rest] = words
  const opening = { url: databaseUrl, folder: dataFolder, log, signal: closing.signal }
  const transfer = { folder: resolve(target ?? ''), data: dataFolder, kept, signal: closing.signal }
  if (target === undefined || rest.length > 0) refuse(usage)
  else if (command === 'export') {
    await using visited = await visitDatabase(opening)
    const manifest = await exportAll(visited, { ...transfer, now: new Date() })
    say(`Exported ${amount(manifest)} to ${transfer.folder}. Keep it safe: it holds all personal data.`)
  } else if (command === 'import') {
    await using opened = await openDatabase(opening)
    say(`Imported ${amount(await importAll(opened, transfer))}.`)
  } else refuse(usage)
} catch (error) {
  const known = [ConfigError, DatabaseUnavailable, TransferRefused].some(kind => error instanceof kind)
  if (closing.signal.aborted) refuse('Stopped.\n')
  else if (known && error instanceof Error) refuse(`${error.message}\n`)
  else throw error
}

function amount({ tables, files }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return `${rows} rows of ${tables.length} tables and ${files.count} files`
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`)
}

function refuse(sentence: string): void {
  process.stderr.write(sentence)
  process.exitCode = 1
}
