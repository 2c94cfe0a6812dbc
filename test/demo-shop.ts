import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProgram } from '../scripts/program.ts'

/**
 * Makes a data folder with the demo shop in it, for `demoShop` to copy; it appears when it is whole. The program that
 * loads it gives way to whatever else runs.
 */
export async function makeDemoShop(folder: string, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
  const making = `${folder}.new`
  const program = await startProgram({ dataFolder: making, timeoutMs: 240_000, givesWay: true, signal })
  await program.stop()
  renameSync(making, folder)
}

/**
 * A data folder of one's own with the demo shop in it, a copy of the one that TEST_SHOP names or that this process has
 * made once. It goes with the temporary folder of the run.
 */
export async function demoShop(): Promise<string> {
  made ??= process.env.TEST_SHOP ? Promise.resolve(process.env.TEST_SHOP) : makeOwn()
  const own = mkdtempSync(join(tmpdir(), 'shop-'))
  cpSync(await made, own, { recursive: true })
  return own
}

let made: Promise<string> | undefined

async function makeOwn(): Promise<string> {
  const place = mkdtempSync(join(tmpdir(), 'demo-shop-'))
  process.on('exit', () => rmSync(place, { recursive: true, force: true }))
  await makeDemoShop(join(place, 'shop'))
  return join(place, 'shop')
}
