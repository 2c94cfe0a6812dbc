import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect as openSocket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureNatsServer } from '../scripts/nats-server.ts'
import { freePort } from '../scripts/program.ts'

/** A NATS server for a test, on a port of its own, which it keeps when it is killed and started again. */
export interface NatsServer extends AsyncDisposable {
  url: string
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  start(): Promise<void>
}

/** Starts Debian's NATS server; where there is none, it is installed, or the test fails with what to install. */
export async function startNatsServer(o: { user?: string; password?: string } = {}): Promise<NatsServer> {
  const program = ensureNatsServer()
  const port = await freePort()
  const { user, password = '' } = o
  const access = user === undefined ? [] : ['--user', user, '--pass', password]
  const who = user === undefined ? '' : `${user}:${encodeURIComponent(password)}@`
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    child = spawn(program, ['-a', '127.0.0.1', '-p', String(port), ...access], { stdio: 'ignore' })
    for (const end = Date.now() + 10_000; !(await answers(port)); await sleep(20)) {
      if (child.exitCode !== null || Date.now() > end) throw new Error('The NATS server did not start.')
    }
  }

  async function kill(): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  await start()
  const onExit = () => child?.kill('SIGKILL')
  process.on('exit', onExit)
  return {
    url: `nats://${who}127.0.0.1:${port}`,
    kill,
    start,
    async [Symbol.asyncDispose]() {
      process.off('exit', onExit)
      await kill()
    },
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = openSocket(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
