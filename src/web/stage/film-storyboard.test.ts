import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tileAt } from './film-storyboard.ts'

test('a second has the tile of the moment that it lies in, and the end of the film the last one', () => {
  const board = { src: '', columns: 5, rows: 2, tileWidth: 160, tileHeight: 90, everyMs: 2000 }
  const places = [0, 1.9, 2, 9.9, 10, 17, 19.9, 25, -1].map(second => {
    const { column, row } = tileAt(board, second)
    return `${column},${row}`
  })
  assert.deepEqual(places, ['0,0', '0,0', '1,0', '4,0', '0,1', '3,1', '4,1', '4,1', '0,0'])
})
