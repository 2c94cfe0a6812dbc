/** Prints one JSON line to standard output and waits until it is out. Nothing else goes there. */
export function report(line: object): Promise<void> {
  return new Promise((settle, fail) => {
    process.stdout.write(`${JSON.stringify(line)}\n`, error => (error ? fail(error) : settle()))
  })
}

/** Tells a person how far it is, on standard error. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`)
}
