/** The room's handle: who wants to hear that the catalogue changed. */
export interface Shop {
  /** Calls `listener` after each change of the catalogue in this process; returns the way to stop it. */
  onCatalogueChanged(listener: () => void): () => void
  /** Tells the listeners. Call it when the transaction of the change has been committed, never inside it. */
  catalogueChanged(): void
}

/** Opens the room. */
export function openShop(): Shop {
  const listeners = new Set<() => void>()
  return {
    onCatalogueChanged(listener) {
      const own = () => listener()
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    catalogueChanged() {
      for (const listener of listeners) listener()
    },
  }
}
