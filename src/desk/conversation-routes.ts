import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { roomFor, say } from '#chat'
import { makeLimit, readForm, requestLang, takeFrom } from '#edge'
import { pick, desk as words } from '#language'
import type { Staff } from '#members'
import { shopView } from '#shop'
import { deskPath, readQueue } from './address.ts'
import { type DeskOptions, forStaff, sendPage } from './door.ts'
import { DeskDocument } from './pages/desk-document.tsx'
import { deskViewOf, knownId, operatorOf } from './show.ts'
import { queueOf } from './waiting.ts'

const cid = v.pipe(v.string(), v.regex(/^[\w:-]{8,80}$/))
const replyForm = v.union([
  v.object({ cid, text: v.string() }),
  v.object({ cid, state: v.picklist(['open', 'resolved']) }),
])

/** The desk, with or without an open conversation; and its two forms, for where scripts are off. */
export function conversationRoutes(options: DeskOptions): Hono {
  const { db, conversations } = options
  const saying = makeLimit({ name: 'desk-say', points: 120, seconds: 60 })
  const app = new Hono()

  app.get(
    '/:lang{ko|en}/desk',
    forStaff(options, (c, staff) => show(c, staff, null)),
  )
  app.get(
    '/:lang{ko|en}/desk/c/:room',
    forStaff(options, (c, staff) => show(c, staff, c.req.param('room') ?? '')),
  )

  app.post(
    '/:lang{ko|en}/desk/c/:room',
    forStaff(options, async (c, staff) => {
      await takeFrom(saying, staff.id)
      const form = await readForm(c, replyForm)
      const actor = operatorOf(staff)
      const room = await roomFor(db, { roomId: knownId(c.req.param('room') ?? ''), actor })
      const body =
        'text' in form
          ? { kind: 'text' as const, text: form.text.slice(0, 4000) }
          : { kind: 'state' as const, state: form.state }
      await say(conversations, { room, actor, cid: form.cid, body, now: new Date() })
      const inquiry = await conversations.board.find(room.id)
      return c.redirect(deskPath(requestLang(c), { room: room.id, ...(inquiry && { queue: queueOf(inquiry) }) }), 303)
    }),
  )

  async function show(c: Context, staff: Staff, roomId: string | null): Promise<Response> {
    const lang = requestLang(c)
    const queue = readQueue(c.req.query('queue'))
    const [shop, view] = await Promise.all([
      shopView(db),
      deskViewOf(options, { staff, lang, queue, roomId, now: new Date() }),
    ])
    const waiting = view.inquiries.filter(inquiry => queueOf(inquiry) === 'waiting').length
    const title = `${waiting > 0 ? `(${waiting}) ` : ''}${words.desk(lang)} · ${pick(lang, shop.name)}`
    return sendPage(c, options, { head: { lang, title, colour: shop.ownerColour }, body: h(DeskDocument, { view }) })
  }

  return app
}
