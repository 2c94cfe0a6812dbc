import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Document, type DocumentProps } from '#ui'

/** A whole page as HTML. */
export function toHtml(page: DocumentProps): string {
  return `<!doctype html>${renderToString(h(Document, page))}`
}
