/** See install.mjs. Prints one line of progress to standard error. */
export function say(line: string): void
/** How long ago `started` (milliseconds since 1970) was, for people: "3.2 s". */
export function seconds(started: number): string
