/** Something that other processes should hear of. */
export interface News {
  /** Words joined by dots, such as `chat.log`. */
  subject: string
  /** All of it, as plain data. */
  data: unknown
  /** What is left of it for an engine that carries little: ids, by which it can be looked up. Nobody's words. */
  brief: unknown
}

/** News as it arrives: whole, or brief. It is plain data of which nothing is known yet. */
export type Heard = { kind: 'whole'; data: unknown } | { kind: 'brief'; brief: unknown }

/**
 * What joins the processes of one shop. It may lose news and never repeats it: who listens has a way to find out what
 * was missed. News of one process arrive in their order; one's own are not heard.
 */
export interface Bus extends AsyncDisposable {
  /** Tells the others. It neither waits nor throws; while the engine is away it does nothing. */
  publish(news: News): void
  /** Hears the others. The function that comes back ends it. */
  subscribe(subject: string, listener: (heard: Heard) => void): () => void
  /** Hears that the engine was away, for this process or for another, and is back: anything may have been missed. */
  onBack(listener: () => void): () => void
  state(): 'up' | 'away'
}
