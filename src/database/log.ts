/** Where a room reports what an operator should know; a pino logger fits. */
export interface Log {
  info(message: string): void
  warn(message: string): void
  error(message: string, error?: unknown): void
}
