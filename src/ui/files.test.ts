import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Files } from '#ui'
import { openPicks } from './files-picks.ts'

const id = '6f1c2f4e-8a53-4c0e-9a52-2f0f6f0c1d2e'
const address = (one: string, width?: number) => `/files/${one}${width ? `?w=${width}` : ''}`
const aFile = (name: string, sizeBytes = 10) => new File([Buffer.alloc(sizeBytes)], name, { type: 'image/png' })

/** Picks whose files never find out where to go. */
function picksTo(address: () => Promise<string>) {
  return openPicks({ lang: 'en', most: 4, largestBytes: 1024 * 1024, address })
}

test('pictures and documents are links that work by themselves, and pictures have their place before they are there', () => {
  const files = [
    { id, kind: 'image' as const, name: '손잡이.jpg', sizeBytes: 1, width: 3000, height: 2000 },
    { id, kind: 'image' as const, name: 'long.png', sizeBytes: 1, width: 700, height: 9000 },
    { id, kind: 'image' as const, name: 'tiny.png', sizeBytes: 1, width: 20, height: 20 },
    { id, kind: 'pdf' as const, name: 'estimate.pdf', sizeBytes: 2_400_000, width: null, height: null },
  ]
  const html = renderToString(h(Files, { lang: 'en', files, address }))
  const pictures = [...html.matchAll(/<a class="file-picture" href="([^"]+)" aria-label="([^"]+)"/g)]
  assert.deepEqual(
    pictures.map(([, href]) => href),
    Array(3).fill(`/files/${id}`),
  )
  assert.equal(pictures[0]?.[2], 'View picture 손잡이.jpg')
  const places = [...html.matchAll(/<img src="([^"]+)" alt(?:="")? width="(\d+)" height="(\d+)"/g)]
  assert.deepEqual(
    places.map(([, src, width, height]) => [src, Number(width), Number(height)]),
    [
      [`/files/${id}?w=320`, 280, 187],
      [`/files/${id}?w=320`, 160, 320],
      [`/files/${id}?w=320`, 20, 20],
    ],
  )
  assert.match(html, /<a class="file-card" href="[^"]+" download="estimate.pdf">.*PDF document · 2.3 MB/)
})

test('a name is shown as words, whatever it holds', () => {
  const name = `"><img src=x onerror=alert(1)>'</script>.pdf`
  const file = { id, kind: 'pdf' as const, name, sizeBytes: 1, width: null, height: null }
  for (const kind of ['pdf', 'image'] as const) {
    const html = renderToString(h(Files, { lang: 'ko', files: [{ ...file, kind }], address }))
    assert.doesNotMatch(html, /<img src=x|<\/script>/)
  }
})

test('only so many files are taken at once, and one that is too large is not sent', async () => {
  const asked: string[] = []
  const picks = openPicks({
    lang: 'en',
    most: 4,
    largestBytes: 1024 * 1024,
    address: async one => {
      asked.push(one)
      return new Promise(() => {})
    },
  })
  picks.add([aFile('1.png'), aFile('large.png', 1024 * 1024 + 1), aFile('2.png'), aFile('3.png'), aFile('4.png')])
  await sleep(50)
  const [first, large] = picks.picks.value
  assert.equal(picks.picks.value.length, 4)
  assert.deepEqual(large?.problem, { text: 'The file is too large. Up to 1 MB can be sent.', again: false })
  assert.equal(picks.note.value, 'Up to 4 files can be attached at once.')
  assert.equal(asked.length, 3)
  assert.ok(!asked.includes(large?.id ?? ''))
  assert.equal(picks.ready(), null)
  picks.remove(first?.id ?? '')
  assert.deepEqual([picks.picks.value.length, picks.note.value], [3, ''])
  picks.close()
  assert.deepEqual(picks.ready(), [])
})

test('where a file can go nowhere, its chooser reads why and tries again under the same id', async () => {
  const answers = ['The shop is closed.', '', 'Still closed.']
  const picks = picksTo(async () => {
    throw new Error(answers.shift())
  })
  picks.add([aFile('1.png')])
  await sleep(50)
  const [failed] = picks.picks.value
  assert.deepEqual(failed?.problem, { text: 'The shop is closed.', again: true })
  picks.retry(failed?.id ?? '')
  await sleep(50)
  assert.match(picks.picks.value[0]?.problem?.text ?? '', /could not be uploaded/)
  globalThis.dispatchEvent?.(new Event('online'))
  assert.equal(picks.picks.value[0]?.id, failed?.id)
  picks.close()
})

test('what is taken out while it is on its way is heard of no more', async () => {
  const { promise, reject } = Promise.withResolvers<string>()
  const picks = picksTo(() => promise)
  picks.add([aFile('1.png'), aFile('2.png')])
  picks.remove(picks.picks.value[0]?.id ?? '')
  reject(new Error('late'))
  await sleep(50)
  assert.deepEqual(
    picks.picks.value.map(pick => [pick.name, pick.problem?.text]),
    [['2.png', 'late']],
  )
  picks.clear()
})
