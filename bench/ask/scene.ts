import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Target } from '../crowd/load.ts'

/** The people of the bench as one stack knows them: those who watch, those who ask and those who answer. */
export interface Scene {
  /** A stage where nothing was said yet; questions are asked aside or before all. */
  target(o: { beforeAll: boolean }): Promise<Target>
}

/** A new file of these lines. */
export function linesIn(folder: string, lines: readonly string[]): string {
  const path = join(folder, `lines-${randomUUID()}`)
  writeFileSync(path, lines.map(line => `${line}\n`).join(''))
  return path
}
