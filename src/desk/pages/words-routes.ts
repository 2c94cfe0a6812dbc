import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { addBannedWord, listBannedWords, removeBannedWord } from '#chat'
import { readForm, refusalOf, requestLang, takeFrom } from '#edge'
import { desk, deskPages as words } from '#language'
import type { Staff } from '#members'
import { type DeskOptions, forStaff, sendPage } from '../door.ts'
import { aroundOf } from './door-view.ts'
import { WordsPage } from './words.tsx'

const wordForm = v.object({ act: v.picklist(['add', 'delete']), word: v.pipe(v.string(), v.maxLength(200)) })

/** The words that no shopper may write in a crowded room: for all staff. */
export function wordsRoutes(options: DeskOptions): Hono {
  const { db, conversations } = options
  const { limits, crowd } = conversations
  const app = new Hono()

  app.get(
    '/:lang{ko|en}/desk/words',
    forStaff(options, (c, staff) => show(c, staff, {})),
  )

  app.post(
    '/:lang{ko|en}/desk/words',
    forStaff(options, async (c, staff) => {
      await takeFrom(limits.saying.operator, staff.id)
      const { act, word } = await readForm(c, wordForm)
      const lang = requestLang(c)
      try {
        if (act === 'add') await addBannedWord(db, { word, by: staff.id, now: new Date() })
        else await removeBannedWord(db, { word })
        await crowd.banned.renew()
      } catch (thrown) {
        const refusal = refusalOf(thrown)
        return show(c, staff, { typed: word, refused: refusal.sentence(lang), status: refusal.status })
      }
      const done = act === 'add' ? words.wordAdded : words.wordDeleted
      return show(c, staff, { done: done(lang, { word }) })
    }),
  )

  async function show(c: Context, staff: Staff, { typed = '', refused, done, status = 200 }: Shown): Promise<Response> {
    const lang = requestLang(c)
    const [{ around, colour }, banned] = await Promise.all([
      aroundOf(db, { lang, path: '/desk/words', staff }),
      listBannedWords(db),
    ])
    return sendPage(c, options, {
      head: { lang, title: `${desk.bannedWords(lang)} · ${desk.desk(lang)}`, colour },
      body: h(WordsPage, { around, banned: banned.map(one => one.word), typed, refused, done }),
      status,
    })
  }

  return app
}

interface Shown {
  typed?: string
  refused?: string
  done?: string
  status?: Parameters<typeof sendPage>[2]['status']
}
