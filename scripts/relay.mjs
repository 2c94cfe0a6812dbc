// Plain JavaScript for Node 20: see install.mjs.
import { spawn } from 'node:child_process'

const lifeline = new URL('./lifeline.mjs', import.meta.url).href

/**
 * Runs a Node program in our place: same standard streams, and its exit code comes back. The program has a process
 * group of its own, because Ctrl-C in a terminal reaches us several times (from the terminal and from npm): it hears
 * of it once. A second Ctrl-C, a second or more later, is passed on; a third ends the program at once.
 * If we are killed, the program notices and stops by itself.
 */
export async function relay(node, args, { env = process.env } = {}) {
  const child = spawn(node, ['--import', lifeline, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
    env,
  })
  let passedOn = 0
  let last = 0
  const pass = signal => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    passedOn += 1
    child.kill(passedOn > 2 ? 'SIGKILL' : signal === 'SIGHUP' ? 'SIGTERM' : signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, pass)
  try {
    return await new Promise((settle, fail) => {
      child.on('error', fail)
      child.on('exit', (code, signal) => settle(code ?? 128 + (numbers[signal] ?? 0)))
    })
  } finally {
    for (const signal of signals) process.off(signal, pass)
  }
}

const numbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }
