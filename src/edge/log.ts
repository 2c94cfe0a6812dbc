import { type Logger, pino } from 'pino'

/** Where every room writes what happened to it; a child of it carries the room's name. */
export type Log = Logger

/** Opens the program's log: JSON lines on standard error, so that standard output stays for people. */
export function openLog(level: string): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  )
}
