/** A served form, as the routes need it; `bytes` only where it is small enough to be kept in memory. */
export interface Shelved {
  sha256: string
  type: string
  sizeBytes: number
  bytes: Uint8Array<ArrayBuffer> | undefined
}

/** What was asked for lately, kept in memory up to a number of bytes; the longest unused goes first. */
export interface Shelf {
  get(address: string): Shelved | undefined
  set(address: string, shelved: Shelved): void
  readonly sizeBytes: number
}

/** What an entry weighs beside its bytes: the strings, the map's place. */
const entryBytes = 1024

/** Makes a shelf for `limitBytes`. */
export function makeShelf(limitBytes: number): Shelf {
  const entries = new Map<string, Shelved>()
  let sizeBytes = 0
  const weight = (shelved: Shelved) => (shelved.bytes?.byteLength ?? 0) + entryBytes
  const drop = (address: string) => {
    const old = entries.get(address)
    if (old !== undefined && entries.delete(address)) sizeBytes -= weight(old)
  }
  return {
    get(address) {
      const found = entries.get(address)
      if (found === undefined) return undefined
      entries.delete(address)
      entries.set(address, found)
      return found
    },
    set(address, shelved) {
      drop(address)
      entries.set(address, shelved)
      sizeBytes += weight(shelved)
      for (const oldest of entries.keys()) {
        if (sizeBytes <= limitBytes) break
        drop(oldest)
      }
    },
    get sizeBytes() {
      return sizeBytes
    },
  }
}
