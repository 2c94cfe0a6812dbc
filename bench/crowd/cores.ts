import { cpus } from 'node:os'
import { pin } from '../frame/processes.ts'

/** The server has one core; the load, the database and the bench itself share the other. */
export const serverCore = 0
export const loadCore = 1

/** Keeps this process, and what it starts from now on, off the server's core. Throws where there are not two. */
export function leaveServerCore(): void {
  if (process.platform !== 'linux' || cpus().length < 2)
    throw new Error('This bench needs Linux and two cores: the server has one of its own.')
  pin(process.pid, loadCore)
}

/** Moves this process to the server's core; what it started stays where it is. */
export function takeServerCore(): void {
  pin(process.pid, serverCore)
}
