import assert from 'node:assert/strict'
import { test } from 'node:test'
import { insert, namesOf, parseDrawing, settle, writeDrawing } from './layers.ts'

const LAMP =
  '<svg viewBox="0 0 8 8"><g id="lamp" opacity=".5"><path d="M0 0"/><g transform="scale(2)"><rect/></g></g></svg>'
const drawing = parseDrawing(LAMP)
const write = (pose: Parameters<typeof settle>[1]) => writeDrawing(drawing, { pose, frame: {} })

test('layers are called by their id, or by their place in a layer that has a name', () => {
  assert.deepEqual(namesOf(drawing), new Set(['lamp', 'lamp.1', 'lamp.2', 'lamp.2.1']))
})

test('a change is applied outside the transform a layer has, and its opacity is a share of the one it has', () => {
  assert.match(write({ 'lamp.2': { move: [1, 2] } }), /<g transform="translate\(1.000 2.000\) scale\(2\)">/)
  assert.match(write({ lamp: { opacity: 0.5 } }), /<g id="lamp" opacity="0.2500">/)
})

test('an unchanged drawing is written as it was read', () => {
  assert.equal(write({}).replaceAll('></path>', '/>').replaceAll('></rect>', '/>'), LAMP)
})

test('a layer can be put before another; a name that is not there is refused', () => {
  const more = insert(drawing, { at: 'lamp.2', where: 'before', added: '<circle id="bulb"/>' })
  assert.match(writeDrawing(more, { pose: {}, frame: {} }), /<\/path><circle id="bulb">/)
  assert.throws(() => insert(drawing, { at: 'shade', where: 'after', added: '<g/>' }), /no layer "shade"/)
  assert.throws(() => settle(drawing, { shade: { opacity: 0 } }), /no layer "shade"/)
})
