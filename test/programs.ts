import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/** A program that a test has started; killed when disposed of. */
export interface Program extends AsyncDisposable {
  child: ChildProcess
  /** What it has said so far, on both streams. */
  said(): string
  /** The first match of what it says; fails if it ends without saying it. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>
}

/** Starts a program with this Node; in a process group of its own where `detached`, and as another user with `uid`. */
export function startProgram(args: string[], options: Pick<SpawnOptions, 'env' | 'detached' | 'uid'> = {}): Program {
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let over = false
  child.stdout.on('data', chunk => {
    said += chunk
  })
  child.stderr.on('data', chunk => {
    said += chunk
  })
  const ended = new Promise<number | NodeJS.Signals | null>(resolve => {
    child.on('close', (code, signal) => {
      over = true
      resolve(signal ?? code)
    })
  })
  async function says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(said)
      if (found !== null) return found
      if (over) throw new Error(`The program ended without saying ${pattern}:\n${said}`)
      await sleep(10)
    }
  }
  return {
    child,
    said: () => said,
    says,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** How long a test waits for what must come: so long that only what never comes is missed, on a busy machine too. */
export const limitMs = 60_000

/** Waits until a condition holds; fails where it still does not after `limitMs`. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + limitMs
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Still not so after ${limitMs} ms: ${condition}`)
    await sleep(20)
  }
}

/** Whether a process runs; one that has ended and waits for its parent does not. */
export async function runs(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  if (process.platform !== 'linux') return true
  const { readFile } = await import('node:fs/promises')
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat !== '' && !/\) [ZX] /.test(stat)
}
