import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linksIn } from './links.ts'

const links = (text: string) => linksIn(text).filter(piece => piece.href !== undefined)

test('a text is whole again when its pieces are put together', () => {
  for (const text of ['', '그냥 글', 'https://a.example', '(see www.a.example/b), or https://b.example/c?d=1#e.']) {
    assert.equal(
      linksIn(text)
        .map(piece => piece.text)
        .join(''),
      text,
    )
  }
})

test('the Korean that follows an address without a space is not of it', () => {
  assert.deepEqual(linksIn('https://a.example/size에서 보세요'), [
    { text: 'https://a.example/size', href: 'https://a.example/size' },
    { text: '에서 보세요' },
  ])
})

test('the end of a sentence is not of the address, brackets inside it are', () => {
  assert.equal(links('See https://a.example/b.')[0]?.href, 'https://a.example/b')
  assert.equal(links('(https://a.example/b)')[0]?.href, 'https://a.example/b')
  assert.equal(links('https://a.example/b_(c)!')[0]?.href, 'https://a.example/b_(c)')
})

test('an address without a scheme is one of https', () => {
  assert.deepEqual(links('www.a.example'), [{ text: 'www.a.example', href: 'https://www.a.example' }])
})

test('what is no address of the web is no link', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'http://', 'www.', 'http://a', 'me@www.a.example'])
    assert.deepEqual(links(text), [], text)
})

test('long nonsense is cut in no time', () => {
  const started = performance.now()
  linksIn('www.'.repeat(1000))
  linksIn(`https://${')'.repeat(4000)}`)
  linksIn('http://'.repeat(600))
  assert.ok(performance.now() - started < 500)
})
