import { pin } from '../frame/processes.ts'

/** The server has one core; the load, the database and the bench itself share the other. */
export const serverCore = 0
export const loadCore = 1

/** Keeps this process, and what it starts from now on, off the server's core. */
export function leaveServerCore(): void {
  pin(process.pid, loadCore)
}

/** Moves this process to the server's core; what it started stays where it is. */
export function takeServerCore(): void {
  pin(process.pid, serverCore)
}
