import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type APIRequestContext, type Page, request } from 'playwright-core'
import * as v from 'valibot'
import type { SayBody } from '#chat/protocol'
import type { Street } from './people.ts'

const roomAnswer = v.object({ room: v.string() })
const codeAnswer = v.object({ code: v.optional(v.string()) })
const bodiesAnswer = v.object({
  entries: v.array(
    v.object({ body: v.object({ kind: v.string(), text: v.optional(v.string()), was: v.optional(v.string()) }) }),
  ),
})

/** A shopper who speaks by requests alone. */
export interface Shopper {
  api: APIRequestContext
  ask(about: { productId: string } | { subject: string }, text: string): Promise<string>
  visit(productId: string): Promise<string>
  say(room: string, text: string): Promise<void>
  tries(room: string, text: string): Promise<{ code?: string | undefined }>
  /** The words that they find in a room, `gone` for what is gone. */
  reads(room: string): Promise<string[]>
}

/** A shopper whom the shop does not know yet. */
export async function shopper({ program: { origin } }: Street): Promise<Shopper> {
  const api = await request.newContext({ baseURL: origin, extraHTTPHeaders: { origin } })
  const post = async (path: string, data: object) => (await api.post(path, { data })).json()
  const tries = async (room: string, text: string) => {
    const body = { kind: 'text', text }
    return v.parse(codeAnswer, await post(`/api/rooms/${room}/entries`, { cid: randomUUID(), body }))
  }
  const say = async (room: string, text: string) => assert.equal((await tries(room, text)).code, undefined)
  return {
    api,
    tries,
    say,
    async ask(about, text) {
      const { room } = v.parse(roomAnswer, await post('/api/inquiries', { language: 'ko', ...about }))
      await say(room, text)
      return room
    },
    visit: async productId => v.parse(roomAnswer, await post('/api/stages', { productId })).room,
    async reads(room) {
      const { entries } = v.parse(bodiesAnswer, await (await api.get(`/api/rooms/${room}/entries`)).json())
      return entries.flatMap(({ body }) =>
        body.was === 'text' ? 'gone' : body.kind === 'text' ? (body.text ?? '') : [],
      )
    },
  }
}

/** Says something as the operator of a page, without its being typed. */
export async function sayAsOperator(page: Page, room: string, body: SayBody): Promise<void> {
  const answer = await page.evaluate(
    async ({ path, data }) => {
      const headers = { 'Content-Type': 'application/json' }
      return (await fetch(path, { method: 'POST', headers, body: JSON.stringify(data) })).json()
    },
    { path: `/api/rooms/${room}/entries?as=operator`, data: { cid: randomUUID(), body } },
  )
  assert.equal(v.parse(codeAnswer, answer).code, undefined)
}

/** Waits until somebody finds these words in a room: a page shows its own changes before the server has them. */
export async function comesToRead(reader: Shopper, room: string, words: string[]): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    if ((await reader.reads(room)).join('\n') === words.join('\n')) return
    await sleep(100)
  }
  assert.deepEqual(await reader.reads(room), words)
}
