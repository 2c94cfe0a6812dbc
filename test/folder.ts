import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for one test. */
export interface TestFolder extends AsyncDisposable {
  folder: string
  /** The path of something in it. */
  file(name: string): string
}

/** Makes an empty folder that is removed, with all that came into it, when disposed of. */
export async function temporaryFolder(): Promise<TestFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'doumi-test-'))
  return {
    folder,
    file: name => join(folder, name),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}
