import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { installOnDebian, isDebian, mayInstall } from '../../scripts/debian.ts'

const compilers = ['cc', 'gcc', 'clang']

/**
 * Makes a program of the C files that a pattern names, in `folder`, and gives its path. Installs Debian's compiler
 * where it may. Throws an Error that says what is missing: without a compiler there is no load and no figure.
 */
export function compile({ name, pattern, folder }: { name: string; pattern: string; folder: string }): string {
  const program = join(folder, name)
  const sources = globSync(pattern)
  const args = ['-O2', '-std=gnu17', '-o', program, ...sources]
  const { status, stderr } = spawnSync(ensureCompiler(), args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${name} could not be compiled:\n${stderr}`)
  return program
}

/** Makes the load: the program that holds the sockets of visitors. */
export function compileLoad(folder: string): string {
  return compile({ name: 'load', pattern: join(import.meta.dirname, 'load', '*.c'), folder })
}

function ensureCompiler(): string {
  const there = findCompiler()
  if (there) return there
  if (mayInstall()) installOnDebian('gcc', { what: 'a C compiler for the load' })
  const installed = findCompiler()
  if (installed) return installed
  const how = isDebian() ? 'Run: sudo apt-get install gcc libc6-dev' : 'Install gcc or clang'
  throw new Error(`The load of this bench is written in C, and there is no compiler. ${how}.`)
}

function findCompiler(): string | undefined {
  return compilers.find(compiler => spawnSync(compiler, ['--version']).status === 0)
}
