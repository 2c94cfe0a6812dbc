import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type EntryBody, emojis, type LogEntry, type Offer, type Role } from '../protocol.ts'
import { amend, emptyView, fold, foldAll, foresee, type View, viewFrom } from './fold.ts'

/** A log as the server keeps it: what was said, and what is shown of it now. */
interface Kept {
  entry: LogEntry
  shown: EntryBody | null
}

/** The rules of what is shown, said once more and plainly: the entry named, and the earlier entries that name it. */
function append(log: Kept[], author: string, role: Role, body: EntryBody): void {
  const seq = log.length + 1
  const kept: Kept = {
    entry: { seq, at: new Date(seq * 1000).toISOString(), author, role, name: null, cid: `cid-${seq}`, body },
    shown: null,
  }
  log.push(kept)
  const target = 'of' in body && body.of !== null ? log[body.of - 1] : undefined
  if (target === undefined) return
  const now = target.shown ?? target.entry.body
  const copies = log.filter(({ entry: { body: said, seq } }) => {
    return seq < kept.entry.seq && (said.kind === 'edit' || said.kind === 'show') && said.of === target.entry.seq
  })
  const quiet = (was: string): EntryBody => ({ kind: 'gone', was, by: 'author' })
  const wasDeleted = now.kind === 'gone' && now.by === 'author'
  if (body.kind === 'edit') {
    if (now.kind !== 'text') {
      kept.shown = quiet('edit')
      return
    }
    const words = { ...now, text: body.text, edited: true }
    target.shown = words
    for (const copy of copies) {
      const shown = copy.shown ?? copy.entry.body
      copy.shown = shown.kind === 'show' ? { ...shown, body: words } : quiet(copy.entry.body.kind)
    }
    return
  }
  if (body.kind !== 'delete' && body.kind !== 'hide' && body.kind !== 'show') return
  for (const copy of copies) copy.shown = quiet(copy.entry.body.kind)
  if (wasDeleted) return
  const was = target.entry.body.kind
  target.shown = body.kind === 'show' ? body.body : { kind: 'gone', was, by: body.kind === 'hide' ? 'staff' : 'author' }
}

const redacted = (log: readonly Kept[]): LogEntry[] =>
  log.map(({ entry, shown }) => (shown === null ? entry : { ...entry, body: shown }))

/** Numbers that look random and are the same at every run. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 8) / 2 ** 24
  }
}

const people: [string, Role][] = [
  ['shopper', 'shopper'],
  ['other', 'shopper'],
  ['jun', 'operator'],
  ['mina', 'operator'],
]

/** Any action, sensible or not, that a server would let into a log. */
function act(log: Kept[], random: () => number): void {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!
  const [author, role] = pick(people)
  const texts = log.filter(({ entry }) => entry.body.kind === 'text')
  const some = texts.length > 0 ? pick(texts) : undefined
  const of = some?.entry.seq ?? 0
  const say = (body: EntryBody) => append(log, author, role, body)
  const word = `word ${Math.floor(random() * 1e6)}`
  const wasHidden = log.some(({ entry: { body } }) => body.kind === 'hide' && body.of === of)
  const wasDeleted = log.some(({ entry: { body } }) => body.kind === 'delete' && body.of === of)
  const kind = Math.floor(random() * 13)
  if (kind === 0 || some === undefined) {
    say({ kind: 'text', text: word, second: 4, ...(some && { re: of }) })
  } else if (kind === 1) say({ kind: 'text', text: word })
  else if (kind <= 3) say({ kind: 'edit', of, text: word })
  else if (kind === 4) say({ kind: 'delete', of })
  else if (kind === 5) say({ kind: 'hide', of })
  else if (kind === 6) {
    // What the server fills in is what the entry said when it was hidden.
    if (!wasHidden || wasDeleted) return
    const edits = log.filter(({ entry: { body } }) => body.kind === 'edit' && body.of === of)
    const { body } = some.entry
    const newest = edits.at(-1)?.entry.body
    if (body.kind !== 'text') return
    const words = newest?.kind === 'edit' ? { ...body, text: newest.text, edited: true } : body
    say({ kind: 'show', of, body: words })
  } else if (kind <= 8) say({ kind: 'reaction', of, emoji: pick(emojis.slice(0, 2)), on: random() < 0.6 })
  else if (kind === 9) say({ kind: 'pin', of: random() < 0.2 ? null : of })
  else if (kind === 10) say({ kind: 'state', state: pick(['open', 'resolved']) })
  else if (kind === 11)
    say({
      kind: 'assign',
      ...pick([
        { to: null, name: null },
        { to: 'jun', name: 'Jun' },
      ]),
    })
  else if (random() < 0.5) say({ kind: 'rules', slowSeconds: pick([0, 5]), delaySeconds: 0, frozen: random() < 0.5 })
  else say({ kind: 'access', open: random() < 0.5 })
}

test('an old view and the entries after it are the same as a view of the whole log as it is now', () => {
  for (let seed = 1; seed <= 150; seed++) {
    const random = dice(seed)
    const log: Kept[] = []
    /** Readers who looked at different times, the first after every action. */
    const readers: View[] = [emptyView(), emptyView(), emptyView(), emptyView()]
    for (let n = 0; n < 60; n++) {
      act(log, random)
      const now = redacted(log)
      const fresh = foldAll(emptyView(), now)
      readers.forEach((view, i) => {
        if (i > 0 && random() > 0.5 / i) return
        readers[i] = now.slice(view.last).reduce(fold, view)
        assert.deepEqual(readers[i], fresh, `seed ${seed}, action ${n}, reader ${i}`)
      })
    }
  }
})

test('entries that were read at different times, older ones later, come to the same view', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const random = dice(seed + 1000)
    const log: Kept[] = []
    const raw: LogEntry[] = []
    const begins = 20
    for (let n = 0; n < 60; n++) {
      act(log, random)
      const now = redacted(log)
      if (random() < 0.3) raw.push(...now.slice(Math.max(begins, raw.at(-1)?.seq ?? 0)))
    }
    const now = redacted(log)
    const loaded = raw.at(-1)?.seq ?? 0
    const whole = [...now.slice(0, raw[0] ? raw[0].seq - 1 : 0), ...raw, ...now.slice(loaded)]
    assert.deepEqual(foldAll(emptyView(), whole), foldAll(emptyView(), now), `seed ${seed}`)
  }
})

test('copies of a log that are amended as it goes are what a fresh reader gets', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = dice(seed + 2000)
    const log: Kept[] = []
    let copies: LogEntry[] = []
    for (let n = 0; n < 60; n++) {
      const before = log.length
      act(log, random)
      const news = log.slice(before).map(({ entry }) => entry)
      for (const { body: by } of news) {
        if (!('of' in by) || by.of === null) continue
        const isOf = ({ seq, body }: LogEntry) => {
          return seq === by.of || ((body.kind === 'edit' || body.kind === 'show') && body.of === by.of)
        }
        copies = copies.map(copy => (isOf(copy) ? { ...copy, body: amend(copy.body, by) } : copy))
      }
      copies.push(...news)
    }
    const now = redacted(log)
    assert.deepEqual(foldAll(emptyView(), copies), foldAll(emptyView(), now))
    // An edit of what was gone by then says nothing, and is alone in being kept here.
    const said = (entry: LogEntry, i: number) => now[i]?.body.kind === 'gone' || assert.deepEqual(entry, now[i])
    copies.forEach(said)
  }
})

const entry = (seq: number, body: EntryBody, more: Partial<LogEntry> = {}): LogEntry => ({
  seq,
  at: '2026-01-01T00:00:00.000Z',
  author: 'shopper',
  role: 'shopper',
  name: null,
  cid: `cid-${seq}`,
  body,
  ...more,
})
const anOffer: Offer = {
  id: 'offer',
  productId: 'product',
  variantId: 'variant',
  quantity: 1,
  unitAmount: 9000,
  currency: 'KRW',
  gift: null,
  by: 'shopper',
  repliesTo: null,
  state: 'pending',
  isByRule: false,
  until: '2026-01-02T00:00:00.000Z',
}
const staff = { author: 'jun', role: 'operator', name: 'Jun' } as const
const text = (words: string): EntryBody => ({ kind: 'text', text: words })

test('an edit keeps what else the text had, and says that it was edited', () => {
  const first: EntryBody = { kind: 'text', text: 'a', second: 3, re: 1 }
  assert.deepEqual(amend(first, { kind: 'edit', of: 2, text: 'b' }), { ...first, text: 'b', edited: true })
})

test('what is gone is not brought back by an edit, and by staff alone', () => {
  const gone = amend(text('a'), { kind: 'hide', of: 1 })
  assert.deepEqual(gone, { kind: 'gone', was: 'text', by: 'staff' })
  assert.equal(amend(gone, { kind: 'edit', of: 1, text: 'b' }), gone)
  const show: EntryBody = { kind: 'show', of: 1, body: { kind: 'text', text: 'a' } }
  assert.deepEqual(amend(gone, show), text('a'))
  const deleted = amend(gone, { kind: 'delete', of: 1 })
  assert.deepEqual(deleted, { kind: 'gone', was: 'text', by: 'author' })
  assert.equal(amend(deleted, show), deleted)
})

test('what changes nothing gives the same object', () => {
  const body = text('a')
  assert.equal(amend(body, { kind: 'reaction', of: 1, emoji: '👍', on: true }), body)
  const view = fold(emptyView(), entry(1, body))
  assert.equal(fold(view, entry(1, body)), view)
})

test('facts that the server has told are not folded again, newer entries are', () => {
  const facts = { ...emptyView().facts, seq: 5, state: 'resolved' as const }
  const behind = fold(viewFrom(facts), entry(4, { kind: 'state', state: 'open' }, staff))
  assert.deepEqual(behind.facts, facts)
  assert.equal(fold(behind, entry(6, { kind: 'state', state: 'open' }, staff)).facts.state, 'open')
})

test('a resolved conversation is open again when the shopper goes on, even where those words are gone', () => {
  const resolved = fold(fold(emptyView(), entry(1, text('a'))), entry(2, { kind: 'state', state: 'resolved' }, staff))
  assert.equal(resolved.facts.state, 'resolved')
  assert.equal(fold(resolved, entry(3, text('b'), staff)).facts.state, 'resolved')
  assert.equal(fold(resolved, entry(3, text('b'))).facts.state, 'open')
  assert.equal(fold(resolved, entry(3, { kind: 'gone', was: 'text', by: 'staff' })).facts.state, 'open')
  assert.equal(fold(resolved, entry(3, { kind: 'reaction', of: 1, emoji: '👍', on: true })).facts.state, 'resolved')
  assert.equal(fold(resolved, entry(3, { kind: 'offer', step: 'made', offer: anOffer })).facts.state, 'open')
  assert.equal(fold(resolved, entry(3, { kind: 'offer', step: 'expired', offer: anOffer })).facts.state, 'resolved')
})

test('a pinned entry is shown as it is now, also where it is older than what is loaded', () => {
  assert.equal(foldAll(emptyView(), [entry(9, { kind: 'pin', of: 2 }, staff)]).missing, 2)
  const told = viewFrom({ ...emptyView().facts, seq: 9, pinned: entry(2, text('old')) })
  const edited = foldAll(told, [
    entry(9, { kind: 'pin', of: 2 }, staff),
    entry(10, { kind: 'edit', of: 2, text: 'new' }),
  ])
  assert.deepEqual(edited.facts.pinned?.body, { ...text('new'), edited: true })
  assert.deepEqual(
    edited.lines.map(line => line.entry.seq),
    [9],
  )
  assert.equal(fold(edited, entry(11, { kind: 'pin', of: null }, staff)).facts.pinned, null)
})

test('what is under way is foreseen in the lines, and nothing is where it says nothing', () => {
  const view = foldAll(emptyView(), [entry(1, text('a')), entry(2, text('b'))])
  const foreseen = foresee(view, 'shopper', [
    { kind: 'edit', of: 1, text: 'c' },
    { kind: 'reaction', of: 1, emoji: '👍', on: true },
    { kind: 'delete', of: 2 },
    { kind: 'text', text: 'new' },
  ])
  const gone = { kind: 'gone', was: 'text', by: 'author' }
  assert.deepEqual(
    foreseen.lines.map(line => line.entry.body),
    [{ ...text('c'), edited: true }, gone],
  )
  assert.deepEqual(foreseen.lines[0]?.reactions, [{ emoji: '👍', authors: ['shopper'] }])
  assert.equal(foresee(view, 'shopper', [{ kind: 'delete', of: 7 }]), view)
})

test('reactions come and go with those who give them', () => {
  const touch = (seq: number, author: string, on: boolean) =>
    entry(seq, { kind: 'reaction', of: 1, emoji: '👍', on }, { author })
  const view = foldAll(emptyView(), [
    entry(1, text('a')),
    touch(2, 'x', true),
    touch(3, 'y', true),
    touch(4, 'x', true),
  ])
  assert.deepEqual(view.lines[0]?.reactions, [{ emoji: '👍', authors: ['x', 'y'] }])
  assert.deepEqual(foldAll(view, [touch(5, 'x', false), touch(6, 'y', false)]).lines[0]?.reactions, [])
})
