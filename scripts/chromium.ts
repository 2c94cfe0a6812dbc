import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installOnDebian, isDebian, mayInstall } from './debian.ts'

/** What every browser of tests and pictures is started with: nothing in it calls out. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge']
const windows = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

/** The path of a Chromium; installs Debian's where it may. Throws an Error that says exactly what to install. */
export function ensureChromium(env: NodeJS.ProcessEnv = process.env): string {
  if (env.CHROMIUM) {
    if (existsSync(env.CHROMIUM)) return env.CHROMIUM
    throw new Error(`CHROMIUM names ${env.CHROMIUM}, and there is no such file.`)
  }
  const found = findChromium(env)
  if (found) return found
  if (mayInstall()) installOnDebian('chromium', { what: 'Chromium for the browser tests' })
  const installed = findChromium(env)
  if (installed) return installed
  const how = isDebian() ? 'Run: sudo apt-get install chromium' : 'Install Chromium or Google Chrome'
  throw new Error(`The browser tests need Chromium. ${how}; one in an unusual place is named by CHROMIUM=/path.`)
}

function findChromium(env: NodeJS.ProcessEnv): string | undefined {
  const onPath = (env.PATH ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name)))
  const onWindows = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap(base =>
    base ? windows.map(path => join(base, path)) : [],
  )
  return [...onPath, ...usualPlaces, ...onWindows].find(path => existsSync(path))
}
