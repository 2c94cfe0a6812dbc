/** Values that are made once and serve for a while; see `keptFor`. */
export interface Kept<Key, Value> {
  get(key: Key): Promise<Value>
  /** What the values are made from has changed. */
  drop(): void
}

/**
 * Remembers for `ms` what `make` gives for a key, a flat object; whoever asks while it is being made waits for the same
 * one. What fails is not kept. At most `most` are kept at the same time; the oldest go first.
 */
export function keptFor<Key extends object, Value>(
  ms: number,
  make: (key: Key) => Promise<Value>,
  { most = 2000 }: { most?: number } = {},
): Kept<Key, Value> {
  const values = new Map<string, { value: Promise<Value>; until: number }>()

  function begin(key: Key, name: string): Promise<Value> {
    values.delete(name)
    if (values.size >= most) values.delete(values.keys().next().value ?? '')
    const value = make(key)
    const kept = { value, until: Date.now() + ms }
    values.set(name, kept)
    value.catch(() => values.get(name) === kept && values.delete(name))
    return value
  }

  return {
    get(key) {
      const name = JSON.stringify(Object.values(key))
      const kept = values.get(name)
      return kept !== undefined && kept.until > Date.now() ? kept.value : begin(key, name)
    },
    drop: () => values.clear(),
  }
}
