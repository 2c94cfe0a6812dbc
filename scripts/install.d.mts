/** See install.mjs. Prints one line of progress to standard error. */
export function say(line: string): void
/** How long ago `started` (milliseconds since 1970) was, for people: "3.2 s". */
export function seconds(started: number): string
/** Installs exactly what the lock file of a folder says, unless it is there. Throws an Error with one sentence. */
export function ensurePackages(folder: string, options: { development: boolean }): Promise<void>
/** What a lock file says of one package. */
export interface LockedPackage {
  version?: string
  integrity?: string
  optional?: boolean
  dev?: boolean
  devOptional?: boolean
}
/** Whether the packages that are there are those that are wanted, both by path. */
export function isAsLocked(
  there: Readonly<Record<string, LockedPackage>>,
  options: { wanted: Readonly<Record<string, LockedPackage>>; development: boolean },
): boolean
