import { setTimeout as sleep } from 'node:timers/promises'
import * as v from 'valibot'

/** What a frame says of logs: the entries in it, by room, seq and the client's id; and what else it answers. */
export interface Heard {
  entries: { room: string; seq: number; cid: string }[]
  greeted: boolean
  joined: string[]
  anew: string[]
  acknowledged: { cid: string; seq: number }[]
  refused: string[]
}

const message = v.looseObject({
  t: v.string(),
  room: v.optional(v.string(), ''),
  entries: v.optional(v.array(v.looseObject({ seq: v.number(), cid: v.string() }))),
  cid: v.nullish(v.string()),
  seq: v.optional(v.number()),
  code: v.optional(v.string()),
})
const frames = v.array(message)

/** Frames that are remembered: everybody in a room gets the same ones at about the same time. */
const remembered = 16

/** Opens a reader of frames that parses each one once, however many sockets it comes by. */
export function openReading(): (frame: Buffer) => Heard {
  const known: { frame: Buffer; heard: Heard }[] = []
  return frame => {
    const found = known.find(one => one.frame.equals(frame))
    if (found !== undefined) return found.heard
    const heard = read(frame)
    known.unshift({ frame: Buffer.from(frame), heard })
    known.length = Math.min(known.length, remembered)
    return heard
  }
}

function read(frame: Buffer): Heard {
  const messages = v.parse(frames, JSON.parse(frame.toString()))
  const of = (t: string) => messages.filter(one => one.t === t)
  return {
    entries: of('log').flatMap(({ room, entries = [] }) => entries.map(({ seq, cid }) => ({ room, seq, cid }))),
    greeted: of('hello').length > 0,
    joined: of('joined').map(({ room }) => room),
    anew: of('resync').map(({ room }) => room),
    acknowledged: of('ok').map(({ cid, seq }) => ({ cid: cid ?? '', seq: seq ?? 0 })),
    refused: of('no').map(({ code }) => code ?? ''),
  }
}

/** Waits until something is so, and tells whether it came to be within this time. */
export async function comes(isSo: () => boolean | Promise<boolean>, limitMs: number): Promise<boolean> {
  for (const limit = Date.now() + limitMs; !(await isSo()); await sleep(50)) if (Date.now() > limit) return false
  return true
}
