/** Finds many words in one pass; see `openAutomaton`. */
export interface Automaton {
  /** Calls `found` with each word, by its number, and the place of its last symbol. */
  scan(symbols: readonly number[], found: (word: number, end: number) => void): void
}

interface Node {
  next: Map<number, Node>
  /** The longest other beginning of a word that this one ends with. */
  back: Node | null
  /** The nearest on the way back with which a word ends. */
  shorter: Node | null
  words: number[]
}

/**
 * Makes an automaton of words, each a list of symbols (Aho and Corasick, 1975). A scan takes a step for each symbol,
 * and one for each word found, however the text and the words are made.
 */
export function openAutomaton(words: readonly (readonly number[])[]): Automaton {
  const root = makeNode()
  for (const [n, word] of words.entries()) {
    if (word.length === 0) continue
    let node = root
    for (const symbol of word) {
      const next = node.next.get(symbol) ?? makeNode()
      node.next.set(symbol, next)
      node = next
    }
    node.words.push(n)
  }
  const queue: Node[] = [root]
  for (const node of queue) {
    for (const [symbol, child] of node.next) {
      const back = node === root ? root : step(root, node.back ?? root, symbol)
      child.back = back
      child.shorter = back.words.length > 0 ? back : back.shorter
      queue.push(child)
    }
  }
  return {
    scan(symbols, found) {
      let node = root
      for (const [i, symbol] of symbols.entries()) {
        node = step(root, node, symbol)
        for (let end: Node | null = node; end !== null; end = end.shorter) for (const word of end.words) found(word, i)
      }
    },
  }
}

function makeNode(): Node {
  return { next: new Map(), back: null, shorter: null, words: [] }
}

function step(root: Node, from: Node, symbol: number): Node {
  for (let node: Node | null = from; node !== null; node = node.back) {
    const next = node.next.get(symbol)
    if (next !== undefined) return next
  }
  return root
}
