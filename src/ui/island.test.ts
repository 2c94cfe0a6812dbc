import assert from 'node:assert/strict'
import { test } from 'node:test'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Island } from '#ui'

test("an island's props come back whole, and nothing in them opens or closes an element", () => {
  const props = { text: `"'&lt;</script><script>alert(1)</script><!--<script>`, line: '\u2028 \\u003c 가', none: null }
  const html = renderToString(h(Island, { name: 'Talk', props, children: h('p', null, 'drawn') }))
  const [, island, json = ''] = /^(<div .*<\/div>)<script type="application\/json">([^<]*)<\/script>$/.exec(html) ?? []
  assert.equal(island, '<div class="island" data-island="Talk"><p>drawn</p></div>')
  assert.deepEqual(JSON.parse(json), props)
})
