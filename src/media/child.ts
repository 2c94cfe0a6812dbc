import { type ChildProcess, fork } from 'node:child_process'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { filmFaults } from './ladder.ts'
import { RenderFault } from './render/fault.ts'
import type { Task } from './render/task.ts'

/** What the process for films says. */
const told = v.variant('kind', [
  v.object({ kind: v.literal('beat'), memoryBytes: v.number() }),
  v.object({ kind: v.literal('at'), memoryBytes: v.number(), atMs: v.number() }),
  v.object({ kind: v.literal('done'), result: v.unknown() }),
  v.object({ kind: v.literal('fault'), reason: v.picklist(filmFaults), atMs: v.optional(v.number()) }),
  v.object({ kind: v.literal('broken'), message: v.string() }),
])

/** What a process for a film may take. */
export interface Limits {
  wallMs: number
  memoryBytes: number
  /** Of all files in its folder. */
  outputBytes?: { folder: string; most: number }
}

interface Doing {
  limits: Limits
  signal?: AbortSignal | undefined
  onAt?: (atMs: number) => void
  /** Who wants to know the process, such as a test that ends it. */
  onStart?: (child: ChildProcess) => void
}

/** How long a process may say nothing before it counts as stuck, in milliseconds. A busy machine may be slow. */
const silenceMs = 120_000
const lookEveryMs = 200

/**
 * Does a task with a film in a process of its own, which has nothing of this one's environment and may be ended at any
 * moment; gives what it found, to be parsed. Throws `RenderFault`, also for what goes beyond the limits and for a
 * process that ended in the middle (`interrupted`); and the signal's reason once it is aborted.
 */
export async function inChild(task: Task, { limits, signal, onAt, onStart }: Doing): Promise<unknown> {
  signal?.throwIfAborted()
  const entry = join(import.meta.dirname, 'render', 'child.ts')
  const child = fork(entry, { env: {}, execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  onStart?.(child)
  let why: unknown
  let atMs: number | undefined
  const end = (reason: unknown) => {
    why ??= reason
    child.kill('SIGKILL')
  }
  const fault = (reason: RenderFault['reason']) => end(new RenderFault(reason, atMs === undefined ? {} : { atMs }))
  const abort = () => end(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  const wall = setTimeout(() => fault('too_slow'), limits.wallMs)
  let silence = setTimeout(() => fault('too_slow'), silenceMs)
  const looking = setInterval(() => {
    const { outputBytes, memoryBytes } = limits
    void residentBytes(child).then(bytes => bytes > memoryBytes && fault('too_much_memory'))
    if (outputBytes === undefined) return
    void folderBytes(outputBytes.folder).then(bytes => bytes > outputBytes.most && fault('too_much_output'))
  }, lookEveryMs)

  const errors: Buffer[] = []
  child.stderr?.on('data', (chunk: Buffer) => errors.length < 20 && errors.push(chunk))
  try {
    return await new Promise((settle, refuse) => {
      child.on('error', refuse)
      child.on('message', sent => {
        clearTimeout(silence)
        silence = setTimeout(() => fault('too_slow'), silenceMs)
        const parsed = v.safeParse(told, sent)
        if (!parsed.success) return refuse(new RenderFault('damaged', { cause: 'its process does not make sense' }))
        const message = parsed.output
        if (message.kind === 'done') settle(message.result)
        else if (message.kind === 'fault') refuse(faultOf(message))
        else if (message.kind === 'broken') refuse(new RenderFault('damaged', { cause: message.message }))
        else {
          if (message.memoryBytes > limits.memoryBytes) fault('too_much_memory')
          if (message.kind === 'at') {
            atMs = message.atMs
            onAt?.(message.atMs)
          }
        }
      })
      child.on('close', () => {
        const cause = Buffer.concat(errors).toString()
        refuse(why ?? new RenderFault('interrupted', { ...(atMs !== undefined && { atMs }), cause }))
      })
      child.send(task)
    })
  } finally {
    signal?.removeEventListener('abort', abort)
    clearTimeout(wall)
    clearTimeout(silence)
    clearInterval(looking)
    await gone(child)
  }
}

function faultOf({ reason, atMs }: { reason: RenderFault['reason']; atMs?: number | undefined }): RenderFault {
  return new RenderFault(reason, atMs === undefined ? {} : { atMs })
}

/** Ends the process and waits until it is gone, so that nobody writes into its folder any more. */
async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise(settle => child.once('exit', settle))
  child.kill('SIGKILL')
  await ended
}

/** What a process has in memory, where the system says it (Linux): one that is deep in a library says nothing itself. */
async function residentBytes({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
}

async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  const sizes = await Promise.all(
    names.map(name =>
      stat(join(folder, name))
        .then(file => file.size)
        .catch(() => 0),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
