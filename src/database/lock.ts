import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DatabaseUnavailable } from './unavailable.ts'

const busy = 5

/**
 * Takes the data folder for this program until disposed of; undefined if another one has it.
 *
 * Node has no file locks of its own, but the SQLite inside it takes one of the operating system on the file `lock`.
 * Such a lock ends with its process, however that ends, so neither a stale file nor a reused pid can fake it.
 */
export function lockFolder(folder: string): Disposable | undefined {
  let file: DatabaseSync | undefined
  try {
    file = new DatabaseSync(join(folder, 'lock'))
    file.exec('pragma busy_timeout = 0; pragma journal_mode = memory; begin exclusive')
    return file
  } catch (error) {
    file?.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) return undefined
    throw new DatabaseUnavailable(
      `The data folder ${folder} cannot be written or locked; it must be ours and on a disk that can lock files.`,
      { cause: error },
    )
  }
}
