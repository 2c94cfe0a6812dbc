import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ensureBuilt } from '../scripts/build.ts'
import { plainEnvironment, type StartProgram, startProgram } from '../scripts/program.ts'
import { note } from './frame/output.ts'
import type { Bench } from './frame/result.ts'
import { percentile, rounded } from './frame/statistics.ts'

const root = resolve(import.meta.dirname, '..')
const npmStart = ['npm', 'start', '--silent']

/**
 * How long from the command to the first page: from an existing install with a filled data folder (median of several
 * starts), with an empty data folder, and, unless quick, from a clean clone with a warm package cache.
 */
export const run: Bench = async ({ quick }) => {
  if (!(await ensureBuilt())) throw new Error('There is nothing to start: the build failed.')
  const folder = mkdtempSync(join(tmpdir(), 'doumi-bench-'))
  try {
    const dataFolder = join(folder, 'data')
    note('starting with an empty data folder')
    const emptyFolderMs = await timeStart({ dataFolder, command: npmStart })
    const starts: number[] = []
    const bare: number[] = []
    for (let round = 1; round <= (quick ? 3 : 7); round += 1) {
      note(`starting with a filled data folder, round ${round}`)
      starts.push(await timeStart({ dataFolder, command: npmStart }))
      bare.push(await timeStart({ dataFolder }))
    }
    return {
      ours: {
        existingInstallMs: rounded(percentile(starts, 0.5)),
        existingInstallWorstMs: rounded(Math.max(...starts)),
        withoutNpmMs: rounded(percentile(bare, 0.5)),
        emptyFolderMs: rounded(emptyFolderMs),
        ...(quick ? {} : await firstRun(folder)),
      },
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function timeStart(options: StartProgram): Promise<number> {
  await using program = await startProgram({ timeoutMs: 300_000, ...options })
  return program.readyMs
}

/** Of what is committed: uncommitted changes are not in a clone. */
async function firstRun(folder: string) {
  const clone = join(folder, 'clone')
  note('filling the package cache')
  execFileSync('git', ['clone', '--quiet', root, clone])
  const env = { ...plainEnvironment(process.env), SKIP_FFMPEG: 'true' }
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: clone, stdio: 'ignore', env })
  rmSync(clone, { recursive: true })
  note('cloning and starting')
  const started = performance.now()
  execFileSync('git', ['clone', '--quiet', root, clone])
  const cloneMs = performance.now() - started
  const startMs = await timeStart({ dataFolder: join(clone, 'data'), command: npmStart, folder: clone })
  const changed = execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' }) !== ''
  return { firstRunMs: rounded(cloneMs + startMs), cloneMs: rounded(cloneMs), uncommittedChangesLeftOut: changed }
}
