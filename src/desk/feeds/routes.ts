import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { Problem, requestLang } from '#edge'
import { feeds as words } from '#language'
import type { Staff } from '#members'
import {
  cancelRun,
  exportOwn,
  exportShopify,
  feedView,
  listFeeds,
  listRuns,
  officeCategories,
  rowFilters,
  runRows,
  runView,
  shopView,
  startReading,
  startRun,
  streamOf,
} from '#shop'
import type { DeskOptions } from '../door.ts'
import { forOffice, forOfficePages, leadTo, officePath, sendOffice } from '../office/door.ts'
import { text, typedFields } from '../office/parts/typed-fields.ts'
import { feedFormRoutes } from './feed-routes.ts'
import { FeedsHome } from './home.tsx'
import { readOptions } from './read-options.ts'
import { readUpload } from './read-upload.ts'
import { RunPage } from './run.tsx'
import { wrongCsv } from './wrong-csv.ts'

const uuid = v.pipe(v.string(), v.uuid())
const runsShown = 20
const rowsShown = 50

/** Files in and out, feeds and what they would change; to be mounted at the root. */
export function feedRoutes(options: DeskOptions): Hono {
  const { db, media, origin } = options
  const app = new Hono()

  app.get(
    '/:lang{ko|en}/desk/feeds',
    forOffice(options, 'feeds', async (c, staff) => {
      const lang = requestLang(c)
      const after = c.req.query('after') ?? null
      const [feeds, { runs, next }, categories] = await Promise.all([
        listFeeds(db),
        listRuns(db, { after: v.is(uuid, after) ? after : null, limit: runsShown }),
        officeCategories(db),
      ])
      const home = officePath(lang, '/feeds')
      const pages = { first: after === null ? null : home, next: next === null ? null : `${home}?after=${next}` }
      return sendOffice(c, options, {
        ...{ staff, part: 'feeds', title: words.feeds(lang) },
        body: h(FeedsHome, { lang, origin, feeds, runs, categories, ...pages }),
      })
    }),
  )

  app.post(
    '/api/desk/office/feeds',
    forOfficePages(options, 'feeds', async (c, staff) => {
      const { file, name, fields } = await readUpload(c, media)
      const make = { file, by: staff, now: new Date() }
      const feed = await feedOf(text(fields, 'feed'))
      const runId =
        feed === null
          ? await startReading(db, { ...make, name, options: readOptions(fields) })
          : await startReading(db, { ...make, name: feed.name, options: feed.options, feedId: feed.id })
      const path = officePath(requestLang(c), `/feeds/runs/${runId}`)
      return c.req.header('accept') === 'application/json' ? c.json({ path }, 201) : c.redirect(path, 303)
    }),
  )

  app.get('/:lang{ko|en}/desk/feeds/runs/:id', forOffice(options, 'feeds', showRun))

  app.get(
    '/:lang{ko|en}/desk/feeds/runs/:id/wrong.csv',
    forOffice(options, 'feeds', async c => {
      const { id } = await runOf(c)
      return sendCsv(c, wrongCsv(db, { runId: id, lang: requestLang(c) }), 'wrong-rows.csv')
    }),
  )

  app.post(
    '/:lang{ko|en}/desk/feeds/runs/:id',
    forOffice(options, 'feeds', async c => {
      const { id } = await runOf(c)
      const act = typedFields(await c.req.formData()).get('act')?.[0]
      const isDone =
        act === 'apply' ? await startRun(db, { runId: id }) : await cancelRun(db, { runId: id, now: new Date() })
      if (!isDone) return c.redirect(officePath(requestLang(c), `/feeds/runs/${id}`), 303)
      return leadTo(c, { path: `/feeds/runs/${id}`, done: act === 'apply' ? 'started' : 'stopped' })
    }),
  )

  app.get(
    '/:lang{ko|en}/desk/feeds/out/:file{own[.]csv|shopify[.]csv}',
    forOffice(options, 'feeds', async c => {
      const name = c.req.param('file') === 'shopify.csv' ? 'shopify.csv' : 'own.csv'
      const parts = name === 'own.csv' ? exportOwn(db) : exportShopify(db, { origin, lang: requestLang(c) })
      const day = new Date().toISOString().slice(0, 10)
      return sendCsv(c, parts, name.replace('.csv', `-${day}.csv`))
    }),
  )

  app.route('/', feedFormRoutes(options))

  /** The feed that a file is for; null for one that is for none. */
  async function feedOf(id: string) {
    if (id === '') return null
    const feed = v.is(uuid, id) ? await feedView(db, { id }) : null
    if (feed === null) throw new Problem('missing')
    return feed
  }

  async function runOf(c: Context) {
    const id = c.req.param('id') ?? ''
    const run = v.is(uuid, id) ? await runView(db, { id }) : null
    if (run === null) throw new Problem('missing')
    return run
  }

  async function showRun(c: Context, staff: Staff): Promise<Response> {
    const lang = requestLang(c)
    const run = await runOf(c)
    const filter = rowFilters.find(one => one === c.req.query('show')) ?? null
    const after = Math.max(0, Math.trunc(Number(c.req.query('after')) || 0))
    const [{ rows, next }, { currency }, categories] = await Promise.all([
      runRows(db, { runId: run.id, filter, after, limit: rowsShown }),
      shopView(db),
      officeCategories(db),
    ])
    const names = { currency, categories: new Map(categories.map(({ slug, name }) => [slug, name])) }
    return sendOffice(c, options, {
      ...{ staff, part: 'feeds', title: run.name },
      above: { href: officePath(lang, '/feeds'), text: words.feeds(lang) },
      body: h(RunPage, { lang, run, filter, rows, after, next, names, now: new Date() }),
    })
  }

  return app
}

function sendCsv(c: Context, parts: AsyncGenerator<string>, name: string): Response {
  return c.body(streamOf(parts), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store',
  })
}
