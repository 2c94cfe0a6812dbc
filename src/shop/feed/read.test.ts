import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { gather } from './bytes.ts'
import { guarded, unguarded } from './own-columns.ts'
import { plainText } from './plain-text.ts'
import { type ReadFeed, readFeed } from './read.ts'
import { Unreadable } from './reason.ts'

const shaping = { currency: 'KRW', lang: 'ko', now: new Date('2026-11-25T09:00:00Z') } as const
const read = (text: string | Buffer) => readFeed(Buffer.from(text), shaping)
const whole = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>가게</title>${items}</channel></rss>`
const item = (id: string, more = '') =>
  `<item><g:id>${id}</g:id><title>머그</title><g:price>15000 KRW</g:price>${more}</item>`
const names = (read: ReadFeed) => read.products.map(each => each.name?.ko)
const wrong = (read: ReadFeed) => read.broken.map(({ line, reason }) => `${line} ${reason.code}`)

async function refusal(asking: Promise<unknown>): Promise<string> {
  const thrown = await asking.then(
    () => null,
    (error: unknown) => error,
  )
  assert.ok(thrown instanceof Unreadable, `it was not refused: ${thrown}`)
  return thrown.reason.code
}

const table = 'slug,sku,name.ko,price\r\nmug,M1,머그,1000\r\ncup,C1,컵,2000\r\n'
/** 머그 and 컵 in the Korean code page 949. */
const inKorean: Record<string, number[]> = { 머그: [0xb8, 0xd3, 0xb1, 0xd7], 컵: [0xc4, 0xc5] }
function korean(text: string): Buffer {
  const parts = text.split(/(머그|컵)/).map(part => Buffer.from(inKorean[part] ?? Buffer.from(part)))
  return Buffer.concat(parts)
}

test('a file is read in any of the usual encodings, packed or not', async () => {
  const swapped = Buffer.from(`\ufeff${table}`, 'utf16le').swap16()
  const files: Record<string, Buffer> = {
    plain: Buffer.from(table),
    marked: Buffer.from(`\ufeff${table}`),
    'UTF-16': Buffer.from(`\ufeff${table}`, 'utf16le'),
    'UTF-16 without a mark': Buffer.from(table, 'utf16le'),
    'UTF-16, big end first': swapped,
    'code page 949': korean(table),
    packed: gzipSync(table),
    'old line ends': Buffer.from(table.replaceAll('\r\n', '\r')),
    tabs: Buffer.from(table.replaceAll(',', '\t')),
    semicolons: Buffer.from(table.replaceAll(',', ';')),
  }
  for (const [name, bytes] of Object.entries(files)) {
    const got = await read(bytes)
    assert.deepEqual([got.format, names(got), got.broken], ['own', ['머그', '컵'], []], name)
  }
  const declared = korean(whole(item('a')).replace('?>', ' encoding="EUC-KR"?>').replace('가게', 'shop'))
  assert.deepEqual(names(await read(declared)), ['머그'])
})

test('a file that is none of ours is refused as a whole, with the reason', async () => {
  const bad: Record<string, [string | Buffer, string]> = {
    empty: ['  \n', 'empty'],
    'a web page': ['<!doctype html><html><body>Sign in</body></html>', 'web_page'],
    'a web page as XHTML': ['<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"></html>', 'web_page'],
    'other XML': ['<orders/>', 'unknown_format'],
    'no XML': ['<<<<', 'not_xml'],
    picture: [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'not_text'],
    'other columns': ['date,amount\n1,2\n', 'unknown_format'],
    'no gzip': [Buffer.from([0x1f, 0x8b, 1, 2, 3]), 'broken_gzip'],
    'gzip that was cut off': [gzipSync(table).subarray(0, 40), 'broken_gzip'],
    'a million columns': [`slug,sku,${'x,'.repeat(1_000_000)}\n${'mug,M1\n'.repeat(100_000)}`, 'too_many_columns'],
    depth: [whole(`<item>${'<a>'.repeat(5000)}</item>`), 'too_deep'],
    'a bomb': [gzipSync(Buffer.alloc(70 * 1024 * 1024, 'a')), 'too_large'],
  }
  for (const [name, [bytes, code]] of Object.entries(bad)) assert.equal(await refusal(read(bytes)), code, name)
})

test('entities that grow or lead to files are refused before they do', async () => {
  const levels = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')
  const laughs = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">${levels}]><rss><channel>&l9;</channel></rss>`
  const quadratic = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "${'a'.repeat(50_000)}">]><rss>${'&a;'.repeat(50_000)}</rss>`
  const file =
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>'
  for (const text of [laughs, quadratic, file]) assert.equal(await refusal(read(text)), 'doctype')
  assert.deepEqual(wrong(await read(whole('<item><title>&x;</title></item>'))), ['1 cut_off'])
})

test('a stream of a gigabyte is cut at the limit', async () => {
  let sent = 0
  async function* endless() {
    for (; sent < 1024; sent += 1) yield Buffer.alloc(1024 * 1024, 'x')
  }
  assert.equal(await refusal(gather(endless(), { most: 4 * 1024 * 1024 })), 'too_large')
  assert.ok(sent < 6, 'it read on behind the limit')
})

test('a record of 300,000 cells, and a tag of 100,000 attributes, spoil no other row', async () => {
  const got = await read(`slug,sku,name.ko,price\nmug,M1,머그,1000\n${','.repeat(300_000)}\ncup,C1,컵,2000\n`)
  assert.deepEqual([names(got), wrong(got)], [['머그', '컵'], ['3 too_many_columns']])
  const attributes = Array.from({ length: 100_000 }, (_, n) => `a${n}=""`).join(' ')
  const many = await read(whole(`${item('a')}<item><g:id>b</g:id><x ${attributes}/></item>`))
  assert.equal(many.products[0]?.sourceId, 'a')
})

test('an id that comes twice is told, and its first row is not another product', async () => {
  const got = await read(whole(`${item('a')}${item('b')}${item('a')}`))
  assert.deepEqual(
    got.products.map(each => each.variants.map(({ sku }) => sku)),
    [['a', 'a'], ['b']],
  )
})

test('a broken row is told with its line and spoils no other', async () => {
  const rows = [
    'slug,sku,name.ko,price,facts',
    'mug,M1,"머그\n둘",1000,',
    'open,"O1,열림,1000,',
    'cup,C1,컵,2000,',
    'many,X1,많음,1,,,,too many',
    'dear,D1,비쌈,12.50,',
    'other,E1,달러,$5,',
    'json,J1,팬,1000,{',
    'sku,no good,팬,1000,',
    `long,L1,${'x'.repeat(70_000)},1000,`,
    'pan,P1,"팬, ""큰""",3000,',
  ]
  const got = await read(`${rows.join('\n')}\n`)
  assert.deepEqual(names(got), ['머그\n둘', '컵', '팬, "큰"'])
  assert.deepEqual(wrong(got), [
    '4 open_quote',
    '6 too_many_cells',
    '7 bad_price',
    '8 bad_price',
    '9 bad_json',
    '10 bad_sku',
    '11 field_too_long',
  ])
})

test('what came before XML breaks off counts, and a broken item spoils no other', async () => {
  const odd = [item('a'), '<item><title>no id</title><g:price>1 KRW</g:price></item>', item('b').replace('KRW', 'USD')]
  const got = await read(whole(`${odd.join('\n')}\n${item('c')}\n<item><g:id>d</g:id><broken`))
  assert.deepEqual(
    got.products.map(each => each.sourceId),
    ['a', 'c'],
  )
  assert.deepEqual(wrong(got), ['2 no_id', '3 other_currency', '5 cut_off'])
  assert.ok(got.products.every(each => each.isPartial))
})

test('a file of quotes that never close takes no longer than it is long', async () => {
  const began = performance.now()
  const lines = Array.from({ length: 3000 }, (_, n) => `p${n},"S${n},name,1`)
  assert.equal(await refusal(read(`slug,sku,name.ko,price\n${lines.join('\n')}`)), 'too_many_broken')
  assert.ok(performance.now() - began < 5000)
})

test('variants of one item group are one product, told apart by what differs', async () => {
  const variant = (id: string, colour: string, size: string, more: string) =>
    item(id, `<g:item_group_id>shirt</g:item_group_id><g:color>${colour}</g:color><g:size>${size}</g:size>${more}`)
  const sale = '<g:sale_price>12000 KRW</g:sale_price>'
  const over = `${sale}<g:sale_price_effective_date>2026-01-01T00:00Z/2026-02-01T00:00Z</g:sale_price_effective_date>`
  const got = await read(whole(variant('s1', 'Red', 'M', sale) + variant('s2', 'Blue', 'M', over)))
  const [shirt] = got.products
  assert.deepEqual(
    shirt?.options?.map(({ key }) => key),
    ['color'],
  )
  assert.deepEqual(
    shirt?.variants.map(each => [each.sku, each.options, each.price, each.salePrice]),
    [
      ['s1', { color: 'red' }, 15_000, 12_000],
      ['s2', { color: 'blue' }, 15_000, null],
    ],
  )
})

test('rows of one handle of Shopify are one product with its pictures', async () => {
  const rows = [
    'Handle,Title,Body (HTML),Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Image Position,Status',
    'mug,Mug,<p>Warm &amp; <b>round</b></p><script>x</script>,Modak,Kitchen,Color,Red,M-R,3,9000,12000,https://x.example/2.jpg,2,active',
    'mug,,,,,,Blue,M-B,-1,12000,,https://x.example/1.jpg,1,',
    'mug,,,,,,,,,,,https://x.example/3.jpg,3,',
  ]
  const got = await read(rows.join('\n'))
  const [mug] = got.products
  assert.equal(got.format, 'shopify')
  assert.deepEqual(mug?.aboutText, { ko: 'Warm & round' })
  assert.deepEqual(
    mug?.variants.map(each => [each.sku, each.options, each.price, each.salePrice, each.stock]),
    [
      ['M-R', { color: 'red' }, 12_000, 9000, { count: 3 }],
      ['M-B', { color: 'blue' }, 12_000, null, { count: 0 }],
    ],
  )
  assert.deepEqual(
    mug?.pictures?.map(picture => 'url' in picture && picture.url.at(-5)),
    ['1', '2', '3'],
  )
})

test('what a spreadsheet would compute is written so that it does not, and read as it was', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', "'=1", "''@x", 'plain', "it's", "'quoted'"]) {
    assert.doesNotMatch(guarded(text), /^[=+\-@\t\r]/)
    assert.equal(unguarded(guarded(text)), text)
  }
})

test('a description becomes plain text, however it is broken', () => {
  assert.equal(plainText('<p>One</p><ul><li>two</li></ul>3 < 4 &#x1F600;<script>alert(1)'), 'One\n· two\n\n3 < 4 😀')
  const began = performance.now()
  for (const piece of ['<script>', '<li', '<p', '&#', '<!'.repeat(3)]) plainText(piece.repeat(20_000))
  assert.ok(performance.now() - began < 2000)
})
