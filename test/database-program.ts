import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '#database'

/**
 * A program with a database, for the tests that kill it: `FOLDER [ACKNOWLEDGED]`. It says `ready` with the server's
 * pid and, given a second file, inserts rows from four callers and writes the number of each row there once it is
 * acknowledged. It stops cleanly on SIGTERM, and on SIGINT after one more query.
 */
const [folder = '', acknowledged] = process.argv.slice(2)
const closing = new AbortController()
process.on('SIGTERM', () => closing.abort())
const log = { info: say('info'), warn: say('warn'), error: say('error') }

try {
  await using database = await openDatabase({ url: undefined, folder, log, signal: closing.signal })
  await database.pool.query('create table if not exists public.row (number bigint primary key)')
  const { rows } = await database.pool.query<{ pid: number; next: string }>(
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid, coalesce(max(number), 0) + 1 as next from public.row`,
  )
  process.stdout.write(`ready ${rows[0]?.pid}\n`)
  process.on('SIGINT', async () => {
    await sleep(300)
    await database.pool.query('select 1')
    process.stdout.write('served to the end\n')
    closing.abort()
  })
  let next = Number(rows[0]?.next)
  async function insert(file: string): Promise<void> {
    while (!closing.signal.aborted) {
      const number = next++
      await database.pool.query('insert into public.row values ($1)', [number])
      appendFileSync(file, `${number}\n`)
    }
  }
  if (acknowledged !== undefined) await Promise.all([1, 2, 3, 4].map(() => insert(acknowledged)))
  else await new Promise(resolve => closing.signal.addEventListener('abort', resolve, { once: true }))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}

function say(level: string): (message: string) => void {
  return message => process.stdout.write(`${level} ${message}\n`)
}
