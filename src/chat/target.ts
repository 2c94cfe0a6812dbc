import type { Database } from '#database'
import { type StoredEntry, storedEntries } from './log.ts'
import type { Actor } from './policy.ts'
import { entryGone, noSuchEntry, notYours } from './problems.ts'
import type { EntryBody, SayBody } from './protocol.ts'

/** What people read in a log and may point at. */
const readable: readonly string[] = ['text', 'card']

/**
 * The entry that a body is about, if this actor may do that to it; null for a body that is about none.
 * @throws Problem `missing` where there is no such entry, `forbidden` where it is another's, `conflict` where it is gone.
 */
export async function targetOf(
  db: Database,
  { roomId, actor, body }: { roomId: string; actor: Actor; body: SayBody },
): Promise<StoredEntry | null> {
  const seq = body.kind === 'text' ? body.re : 'of' in body ? body.of : null
  if (seq == null) return null
  const target = (await storedEntries(db, { roomId, seqs: [seq] })).get(seq)
  if (target === undefined || !readable.includes(target.said.kind)) throw noSuchEntry()
  const now = target.entry.body
  const isOwn = target.authorId === actor.id && target.entry.role === actor.role
  switch (body.kind) {
    case 'edit':
      if (!isOwn || target.said.kind !== 'text') throw notYours()
      break
    case 'delete':
      if (!isOwn) throw notYours()
      if (now.kind === 'gone' && now.by === 'staff') return target
      break
    case 'hide':
    case 'remove':
      if (target.entry.role !== 'shopper') throw notYours()
      if (body.kind === 'remove') return target
      break
    case 'show':
      if (now.kind !== 'gone' || now.by !== 'staff') throw entryGone()
      return target
  }
  if (now.kind === 'gone') throw entryGone()
  return target
}

type TextBody = Extract<EntryBody, { kind: 'text' }>

/** What a hidden entry said last, from its history, oldest first, the entry itself among it. */
export function wordsBeforeHiding(history: readonly { body: EntryBody }[]): TextBody | null {
  const versions: TextBody[] = []
  let hidden = false
  for (const { body } of history) {
    const before = versions.at(-1)
    if (body.kind === 'hide' || body.kind === 'show') hidden = body.kind === 'hide'
    if (body.kind === 'text') versions.push(body)
    else if (body.kind === 'show') versions.push(body.body)
    else if (body.kind === 'edit' && before && !hidden) versions.push({ ...before, text: body.text, edited: true })
  }
  return versions.at(-1) ?? null
}
