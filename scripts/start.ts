import { ensureBuilt } from './build.ts'
import { relay } from './relay.mjs'

await ensureBuilt()
process.exitCode = await relay(process.execPath, ['src/main.ts', ...process.argv.slice(3)])
