import type { Storyboard } from '#media'

/** Where the tile of a second is on the storyboard: its column and row, counted from 0. The last tile goes to the end. */
export function tileAt({ columns, rows, everyMs }: Storyboard, second: number): { column: number; row: number } {
  const tile = Math.max(0, Math.min(Math.floor((second * 1000) / everyMs), columns * rows - 1))
  return { column: tile % columns, row: Math.floor(tile / columns) }
}
