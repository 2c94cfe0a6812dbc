import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** What one phase of the load saw, as the program in `load/` prints it; times of processors in seconds. */
export interface Phase {
  seconds: number
  /** Messages that came in within the phase, each socket's counted. */
  came: number
  /** What had not come to a socket when it was waited for no longer, and what came to one twice. */
  missing: number
  doubled: number
  acknowledged: number
  refused: number
  /** Sockets that the server closed, and those that are open. */
  gone: number
  members: number
  serverCpu: number
  databaseCpu: number
  loadCpu: number
  /** Of all other programs of this machine. */
  foreignCpu: number
}

/** Messages of one kind: how many, and how long after the time they were due. */
export interface Kind {
  sent: number
  came: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  maxMs: number
}

/** What a fixed rate came to. */
export interface Kept {
  messages: Kind
  keptUp: boolean
}

/** Sockets of one kind. */
export interface Group {
  path: string
  members: number
  /** Files with one line a socket, or one for all: headers, each with a tab at its end, and what `{A}` stands for. */
  headers?: string
  arguments?: string
  /** What a socket waits for and what it says then, before it counts as open. */
  greeting?: readonly { wait: string; answer?: string }[]
  /** What it sends to say `{TEXT}`; `{N}` is a number that nobody else has. */
  say?: string
}

/** Whom the load is for: what is measured and how it speaks. */
export interface Target {
  origin: string
  pid: number
  /** PostgreSQL's first process. */
  databasePid?: number
  groups: readonly Group[]
  /** How a refusal and an acknowledgement of a message begin. */
  refusal?: string
  acknowledgement?: string
}

/** The program that holds the sockets, with a core of its own. */
export interface Load extends AsyncDisposable {
  /** Opens all sockets, at most `opening` at the same time. */
  connect(o: { opening: number }): Promise<Phase>
  /** Sends at a fixed rate, until the server is two seconds behind and thus does not keep up. */
  rate(o: { perSecond: number; seconds: number; drainSeconds: number }): Promise<Phase & Kept>
  /** Keeps `window` messages under way: measures after `warmSeconds`. */
  saturate(o: { window: number; warmSeconds: number; seconds: number }): Promise<Phase & { messages: Kind }>
  /** Questions of the second group, answered by the third, while the first sends `others` a second. */
  ask(o: {
    perSecond: number
    seconds: number
    others: number
    /** Whether questions and answers reach the first group, too. */
    everybody: boolean
  }): Promise<Phase & { messages: Kind; questions: Kind; roundTrips: Kind }>
}

/** Starts the load on a core and makes its sockets known to it; none is open yet. */
export function startLoad({ program, core, target }: { program: string; core: number; target: Target }): Load {
  const child = spawn('taskset', ['-c', `${core}`, program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const { host, port } = new URL(target.origin)
  const setup = [
    `port ${port}`,
    `server ${target.pid}`,
    `database ${target.databasePid ?? 0}`,
    `refusal ${target.refusal ?? ''}`,
    `acknowledgement ${target.acknowledgement ?? ''}`,
    ...target.groups.flatMap(group => [
      `group ${group.path} ${host}`,
      ...(group.headers ? [`headers ${group.headers}`] : []),
      ...(group.arguments ? [`arguments ${group.arguments}`] : []),
      ...(group.greeting ?? []).flatMap(({ wait, answer }) => [`wait ${wait}`, ...(answer ? [`then ${answer}`] : [])]),
      ...(group.say ? [`say ${group.say}`] : []),
      `members ${group.members}`,
    ]),
  ]
  child.stdin.write(`${setup.join('\n')}\n`)

  async function measure<T>(command: string): Promise<T> {
    child.stdin.write(`${command}\n`)
    const { value } = await lines.next()
    if (value === undefined) throw new Error(`The load ended while it was told "${command}".`)
    return JSON.parse(value)
  }

  return {
    connect: ({ opening }) => measure(`connect ${opening}`),
    rate: ({ perSecond, seconds, drainSeconds }) => measure(`rate ${perSecond} ${seconds} ${drainSeconds}`),
    saturate: ({ window, warmSeconds, seconds }) => measure(`saturate ${window} ${warmSeconds} ${seconds} 10`),
    ask: ({ perSecond, seconds, others, everybody }) =>
      measure(`ask ${perSecond} ${seconds} 20 ${others} ${everybody ? 1 : 0}`),
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      child.kill('SIGKILL')
      await ended
    },
  }
}
