import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { Problem, requestLang } from '#edge'
import { office, feeds as words } from '#language'
import type { Staff } from '#members'
import { askSoon, deleteFeed, FeedSettings, feedView, officeCategories, saveFeed, usualOptions } from '#shop'
import type { DeskOptions } from '../door.ts'
import { forOffice, leadTo, officePath, sendOffice } from '../office/door.ts'
import type { Wrong } from '../office/parts/fields.tsx'
import { type TypedFields, text, typedFields } from '../office/parts/typed-fields.ts'
import { FeedForm } from './feed-form.tsx'
import { typedOptions } from './read-options.ts'

const uuid = '[0-9a-f-]{36}'
const fresh: FeedSettings = {
  ...{ name: '', url: '', options: usualOptions },
  ...{ isElsewhere: false, everyMinutes: 360, isOn: true },
}

/** The pages of feeds at addresses: made, changed, asked at once, ended. */
export function feedFormRoutes(options: DeskOptions): Hono {
  const { db, shop } = options
  const app = new Hono()
  const path = `/:lang{ko|en}/desk/feeds/:id{new|${uuid}}`

  app.get(
    path,
    forOffice(options, 'feeds', async (c, staff) => {
      const feed = await feedOf(c)
      return show(c, staff, { feed, typed: feed === null ? fresh : settingsOf(feed), wrong: {} })
    }),
  )

  app.post(
    path,
    forOffice(options, 'feeds', async (c, staff) => {
      const feed = await feedOf(c)
      const fields = typedFields(await c.req.formData())
      const now = new Date()
      const act = text(fields, 'act')
      if (feed !== null && act === 'delete') {
        await deleteFeed(db, { id: feed.id, by: staff, now })
        shop.catalogueChanged()
        return leadTo(c, { path: '/feeds', done: 'deleted' })
      }
      if (feed !== null && act === 'ask') {
        await askSoon(db, { id: feed.id, now })
        return leadTo(c, { path: `/feeds/${feed.id}`, done: 'asked' })
      }
      const typed = typedFeed(fields, feed?.isElsewhere)
      const parsed = v.safeParse(FeedSettings, typed)
      if (!parsed.success) {
        const field = String(parsed.issues[0].path?.at(-1)?.key ?? 'name')
        const why = { url: words.badUrl, pieces: office.noNumber }[field] ?? office.needed
        const wrong = { [field]: why(requestLang(c)) }
        return show(c, staff, { feed, typed, wrong, status: 422 })
      }
      const id = await saveFeed(db, { id: feed?.id ?? null, settings: parsed.output, by: staff, now })
      if (id === null) throw new Problem('missing')
      return leadTo(c, { path: `/feeds/${id}`, done: 'saved' })
    }),
  )

  async function feedOf(c: Context) {
    const id = c.req.param('id') ?? ''
    if (id === 'new') return null
    const feed = v.is(v.pipe(v.string(), v.uuid()), id) ? await feedView(db, { id }) : null
    if (feed === null) throw new Problem('missing')
    return feed
  }

  async function show(c: Context, staff: Staff, { feed, typed, wrong, status = 200 }: Shown): Promise<Response> {
    const lang = requestLang(c)
    const categories = await officeCategories(db)
    return sendOffice(c, options, {
      ...{ staff, part: 'feeds', title: feed?.name ?? words.newFeed(lang), status },
      above: { href: officePath(lang, '/feeds'), text: words.feeds(lang) },
      body: h(FeedForm, { lang, feed, typed, categories, wrong }),
    })
  }

  return app
}

type Feed = NonNullable<Awaited<ReturnType<typeof feedView>>>

interface Shown {
  feed: Feed | null
  typed: FeedSettings
  wrong: Wrong
  status?: 200 | 422
}

function settingsOf({ name, url, options, isElsewhere, everyMinutes, isOn }: Feed): FeedSettings {
  return { name, url, options, isElsewhere, everyMinutes, isOn }
}

function typedFeed(fields: TypedFields, isElsewhere = fields.has('isElsewhere')): FeedSettings {
  return {
    name: text(fields, 'name'),
    url: text(fields, 'url'),
    options: typedOptions(fields),
    isElsewhere,
    everyMinutes: Number(text(fields, 'everyMinutes')) || 0,
    isOn: fields.has('isOn'),
  }
}
