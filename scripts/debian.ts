import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { say, seconds } from './install.mjs'

/** Debian itself: some packages of Ubuntu are empty ones of the same name that point to a snap. */
export function isDebian(): boolean {
  const file = '/etc/os-release'
  return existsSync(file) && /^ID="?debian"?$/m.test(readFileSync(file, 'utf8'))
}

/** Whether this process may install Debian's packages. */
export function mayInstall(): boolean {
  return isDebian() && process.getuid?.() === 0
}

/** Installs a package of Debian; `what` says for people what comes and what for. Whether it is there now is for the caller to see. */
export function installOnDebian(name: string, { what }: { what: string }): void {
  const started = Date.now()
  say(`Installing ${what} (apt-get install ${name}) ...`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-qq'],
    ['install', '-qq', '-y', '--no-install-recommends', name],
  ]) {
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 2], env })
  }
  say(`  done in ${seconds(started)}`)
}
