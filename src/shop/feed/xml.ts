import { setImmediate as turn } from 'node:timers/promises'
import { SaxesParser } from 'saxes'
import { Unreadable } from './reason.ts'
import { type Broken, mostBroken, mostCell, mostRows, type RawRow, type RawRows } from './records.ts'

/** Elements stand in each other at most so deep. */
const mostDepth = 24
/** An item has at most so many values. */
const mostValues = 400
/** How much is parsed at a time, in characters. */
const pieceLength = 64 * 1024
const google = 'http://base.google.com/ns/1.0'
const atom = 'http://www.w3.org/2005/Atom'

/**
 * An RSS 2.0 or Atom text as rows, one for each item or entry, with Google's names of what it says. There are no
 * document types and so no entities but XML's own five; what is not well-formed ends the reading there, and what came
 * before it counts.
 */
export async function readXml(text: string): Promise<RawRows> {
  const reader = new Reading()
  try {
    for (let at = 0; at < text.length; at += pieceLength) {
      reader.write(text.slice(at, at + pieceLength))
      // Others are served between the pieces of a long text.
      await turn()
    }
    reader.end()
  } catch (thrown) {
    if (thrown instanceof Unreadable) throw thrown
    reader.breakOff(thrown)
  }
  return reader.result()
}

class Reading {
  readonly #parser = new SaxesParser({ xmlns: true })
  readonly #rows: RawRow[] = []
  readonly #broken: Broken[] = []
  readonly #columns = new Set<string>()
  #depth = 0
  #row: RawRow | null = null
  #rowDepth = 0
  #values = 0
  #text = ''
  #isFeed = false
  #tooLong: string | null = null

  constructor() {
    const parser = this.#parser
    parser.on('error', error => {
      throw error
    })
    parser.on('doctype', doctype => {
      throw new Unreadable(/^\s*html\b/i.test(doctype) ? 'web_page' : 'doctype')
    })
    parser.on('opentag', tag => this.#open(tag.local, tag.uri, tag.attributes.href?.value))
    parser.on('text', text => this.#gather(text))
    parser.on('cdata', text => this.#gather(text))
    parser.on('closetag', tag => this.#close(tag.local, tag.uri))
  }

  write(piece: string): void {
    this.#parser.write(piece)
  }

  end(): void {
    this.#parser.close()
  }

  /** What came whole before the text broke counts. */
  breakOff(thrown: unknown): void {
    if (!this.#isFeed) throw new Unreadable('not_xml', { line: this.#parser.line })
    const why = thrown instanceof Error ? thrown.message.replace(/^\d+:\d+: /, '').slice(0, 200) : ''
    this.#broken.push({ line: this.#parser.line, reason: { code: 'cut_off', values: { why } } })
  }

  result(): RawRows {
    return { columns: [...this.#columns], rows: this.#rows, broken: this.#broken }
  }

  #open(name: string, space: string, href: string | undefined): void {
    this.#depth += 1
    if (this.#depth > mostDepth) throw new Unreadable('too_deep', { line: this.#parser.line })
    if (this.#depth === 1) this.#root(name.toLowerCase(), space)
    this.#text = ''
    if (this.#row === null && (name === 'item' || name === 'entry')) {
      if (this.#rows.length >= mostRows) throw new Unreadable('too_many_rows', { most: mostRows })
      this.#row = { line: this.#parser.line, values: new Map() }
      this.#rowDepth = this.#depth
      this.#values = 0
      this.#tooLong = null
    } else if (name === 'link' && href !== undefined) this.#keep('link', href)
  }

  #root(name: string, space: string): void {
    if (name === 'html') throw new Unreadable('web_page')
    if (name !== 'rss' && !(name === 'feed' && (space === atom || space === ''))) throw new Unreadable('unknown_format')
    this.#isFeed = true
  }

  #gather(text: string): void {
    if (this.#row === null) return
    if (this.#text.length + text.length > mostCell) this.#tooLong ??= ''
    else this.#text += text
  }

  #close(name: string, space: string): void {
    if (this.#row !== null && this.#depth === this.#rowDepth) this.#finish(this.#row)
    // Only what stands in the item itself: a `g:price` within a `g:shipping` is another one.
    else if (this.#row !== null && this.#depth === this.#rowDepth + 1) {
      if (this.#tooLong === '') this.#tooLong = name
      const isOwn = space === google || space === '' || space === atom
      if (isOwn) this.#keep(name === 'summary' || name === 'content' ? 'description' : name, this.#text)
    }
    this.#text = ''
    this.#depth -= 1
  }

  #keep(name: string, value: string): void {
    const row = this.#row
    const kept = value.trim()
    if (row === null || kept === '' || this.#values >= mostValues) return
    this.#values += 1
    this.#columns.add(name)
    const there = row.values.get(name)
    if (there === undefined) row.values.set(name, [kept])
    else there.push(kept)
  }

  #finish(row: RawRow): void {
    this.#row = null
    if (this.#tooLong === null) this.#rows.push(row)
    else this.#broken.push({ line: row.line, reason: { code: 'field_too_long', values: { field: this.#tooLong } } })
    if (this.#broken.length > mostBroken) throw new Unreadable('too_many_broken', { line: this.#broken[0]!.line })
  }
}
