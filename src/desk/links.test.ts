import assert from 'node:assert/strict'
import { test } from 'node:test'
import { piecesOf } from './links.ts'

const links = (text: string) => piecesOf(text).flatMap(piece => (piece.kind === 'link' ? piece.text : []))

test('an address is told from the words around it', () => {
  assert.deepEqual(links('여기요 https://a.example/b?c=d#e 봐 주세요'), ['https://a.example/b?c=d#e'])
  assert.deepEqual(links('https://a.example에서 샀어요'), ['https://a.example'])
  assert.deepEqual(links('see https://a.example/x.'), ['https://a.example/x'])
  assert.deepEqual(links('(https://a.example/x) and https://a.example/x_(y)!'), [
    'https://a.example/x',
    'https://a.example/x_(y)',
  ])
})

test('only addresses of the web are links', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'a.example', 'https://', 'xhttps:// y', 'ftp://a.b']) {
    assert.deepEqual(links(text), [], text)
  }
})

test('a moment of the film is a piece of its own, a longer number is not', () => {
  const moments = (text: string) => piecesOf(text).flatMap(piece => (piece.kind === 'moment' ? piece.second : []))
  assert.deepEqual(moments('0:41 에 나와요'), [41])
  assert.deepEqual(moments('2:05, 12:345, a1:20'), [125])
})

test('put together again the pieces are the text', () => {
  for (const text of ['', 'a', '0:41', 'x https://a.example/b, 0:41 y', 'https:// https://a.example).', '\n0:09\n']) {
    assert.equal(
      piecesOf(text)
        .map(piece => piece.text)
        .join(''),
      text,
    )
  }
})

test('a long text without an end of an address is cut in no time', () => {
  const started = performance.now()
  piecesOf(`https://${'a.'.repeat(2000)}`)
  piecesOf('0:4'.repeat(1300))
  assert.ok(performance.now() - started < 100)
})
