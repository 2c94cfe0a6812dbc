import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { readLines } from './lines.ts'

const read = (text: string) => readLines(Readable.from([Buffer.from(text)]))

test('lines are read whole, also where a character is cut between two pieces', async () => {
  const bytes = Buffer.from('{"id":"1","text":"도우미"}\n\n{"id":"2"}')
  const pieces = Readable.from([bytes.subarray(0, 20), bytes.subarray(20)])
  assert.deepEqual(await readLines(pieces), [{ id: '1', text: '도우미' }, { id: '2' }])
})

test('a line that is no object, has no id or repeats one is refused by its number', async () => {
  await assert.rejects(read('{"id":"1"}\n{"id":'), /^Error: Line 2 is not a JSON object with an "id" of text\.$/)
  await assert.rejects(read('["id"]'), /Line 1 is not/)
  await assert.rejects(read('{"id":7}'), /Line 1 is not/)
  await assert.rejects(read('{"id":"a"}\n{"id":"a"}'), /Line 2 has the id "a" again/)
})
