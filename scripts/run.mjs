// node scripts/run.mjs NAME [ARGUMENTS]: what every command of package.json begins with. Plain JavaScript for
// Node 20: it installs what is missing and goes on with the Node that this project pins.
import { fileURLToPath } from 'node:url'
import { ensureInstalled, isPinned, pinnedNode } from './install.mjs'
import { relay } from './relay.mjs'

const commands = {
  start: './start.ts',
  dev: './dev.ts',
  check: './check.ts',
  test: './test.ts',
  shots: './shots.ts',
  eval: './eval.ts',
  bench: '../bench/run.ts',
  prove: '../bench/faults/run.ts',
  doumi: './doumi.ts',
}
/** What a shop in production runs; the rest also needs what only builds, checks and tests use. */
const forShops = ['start', 'doumi']
const [name = '', ...args] = process.argv.slice(2)
// What Node has once compiled it need not compile again, in any of the processes that follow.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

stopWithNpm()
if (!Object.hasOwn(commands, name))
  refuse(`There is no command "${name}"; there are ${Object.keys(commands).join(', ')}.`)
else if (Number.parseInt(process.versions.node, 10) < 20)
  refuse(`Node 20 or newer is needed; this is ${process.version}.`)
else if (await isReady()) {
  if (isPinned()) await import(commands[name])
  else process.exitCode = await relay(pinnedNode, [fileURLToPath(import.meta.url), name, ...args])
}

/**
 * npm passes a signal only to the shell between it and us, and that shell dies without passing it on. We then have
 * another parent, and stop as the signal asked.
 */
function stopWithNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 50)
  watch.unref()
}

async function isReady() {
  try {
    await ensureInstalled({ development: !forShops.includes(name) || process.env.NODE_ENV !== 'production' })
    return true
  } catch (error) {
    refuse(error.message)
    return false
  }
}

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
