import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTracking } from './tracking.ts'

const orders = ['1042', '1043', '1044']
const read = (text: string, from = '1042') => [...(readTracking(text, { orders, from }) ?? [])]

test('a column of tracking numbers goes to the orders one after the other, from where it was pasted', () => {
  assert.deepEqual(read('6543-1\r\n6543-2\r\n'), [
    ['1042', '6543-1'],
    ['1043', '6543-2'],
  ])
  assert.deepEqual(read('6543-1\n6543-2\n6543-3', '1044'), [['1044', '6543-1']])
})

test('with the order’s number beside it, each tracking number finds its order, whatever the order of the rows', () => {
  assert.deepEqual(read('주문\t송장\n1044\t6543-4\n#1042\t6543-2\n9999\t6543-9\n'), [
    ['1044', '6543-4'],
    ['1042', '6543-2'],
  ])
  assert.deepEqual(read('2026-11-25,1043,6543-3,CJ'), [['1043', '6543-3']])
})

test('a single number is nothing but itself, and a row without an order’s number is nobody’s', () => {
  assert.equal(readTracking('6543-1', { orders, from: '1042' }), null)
  assert.equal(readTracking('', { orders, from: '1042' }), null)
  assert.deepEqual(read('6543-1\t6543-2'), [])
  assert.deepEqual(read('1043\t\n'), [])
})
