import { ensureBuilt } from './build.ts'
import { relay } from './relay.mjs'

const built = await ensureBuilt()
process.exitCode = built ? await relay(process.execPath, ['src/main.ts', ...process.argv.slice(3)]) : 1
