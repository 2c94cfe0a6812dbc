import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installOnDebian, isDebian, mayInstall } from './debian.ts'

/** The path of a NATS server; installs Debian's where it may. Throws an Error that says exactly what to install. */
export function ensureNatsServer(env: NodeJS.ProcessEnv = process.env): string {
  if (env.NATS_SERVER) {
    if (existsSync(env.NATS_SERVER)) return env.NATS_SERVER
    throw new Error(`NATS_SERVER names ${env.NATS_SERVER}, and there is no such file.`)
  }
  const found = findNatsServer(env)
  if (found) return found
  if (mayInstall()) installOnDebian('nats-server', { what: 'a NATS server for the tests' })
  const installed = findNatsServer(env)
  if (installed) return installed
  const how = isDebian() ? 'Run: sudo apt-get install nats-server' : 'Install nats-server'
  throw new Error(`The tests of several processes need a NATS server. ${how}; or name one by NATS_SERVER=/path.`)
}

/** Debian puts it where only root's path leads. */
function findNatsServer(env: NodeJS.ProcessEnv): string | undefined {
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/local/bin']
  const name = process.platform === 'win32' ? 'nats-server.exe' : 'nats-server'
  return folders.map(folder => join(folder, name)).find(path => existsSync(path))
}
