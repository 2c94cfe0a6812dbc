import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { takeFrom } from '#edge'
import { addBannedWord, listBannedWords, removeBannedWord } from './banned-words.ts'
import type { Conversations } from './conversations.ts'
import type { Actor } from './policy.ts'
import { notHeld } from './problems.ts'
import { read, uuid } from './requests.ts'
import type { Room } from './room.ts'

const wordRequest = v.object({ word: v.pipe(v.string(), v.maxLength(200)) })
const decision = v.object({ let: v.boolean() })

/** Who asks, found out by the routes beside these. */
export interface CrowdDoor {
  address(c: Context): string
  /** Refuses who is none. */
  operatorOf(c: Context): Promise<Actor>
  followed(c: Context, actor: Actor): Promise<{ room: Room }>
}

/** What staff decide on in crowded rooms, over HTTP: the banned words, and what is held. */
export function crowdRoutes(conversations: Conversations, { address, operatorOf, followed }: CrowdDoor): Hono {
  const { db, limits, crowd } = conversations
  const app = new Hono()

  app.get('/banned-words', async c => {
    await takeFrom(limits.reading, address(c))
    await operatorOf(c)
    return c.json({ words: await listBannedWords(db) })
  })

  app.post('/banned-words', async c => {
    const { id: by } = await takeTurn(c)
    const { word } = await read(c, wordRequest)
    await addBannedWord(db, { word, by, now: new Date() })
    await crowd.banned.renew()
    return c.json({ words: await listBannedWords(db) })
  })

  app.delete('/banned-words', async c => {
    await takeTurn(c)
    const { word } = await read(c, wordRequest)
    await removeBannedWord(db, { word })
    await crowd.banned.renew()
    return c.json({ words: await listBannedWords(db) })
  })

  /** Lets what is held into the log now, which is answered with its entry, or refuses it. */
  app.post('/rooms/:id/held/:heldId', async c => {
    const actor = await takeTurn(c)
    const { room } = await followed(c, actor)
    const id = v.safeParse(uuid, c.req.param('heldId'))
    if (!id.success) throw notHeld()
    const { let: lets } = await read(c, decision)
    const entry = await crowd.held.decide({ roomId: room.id, id: id.output, let: lets, now: new Date() })
    return c.json({ entry })
  })

  async function takeTurn(c: Context): Promise<Actor> {
    const actor = await operatorOf(c)
    await takeFrom(limits.saying.operator, actor.id)
    return actor
  }

  return app
}
