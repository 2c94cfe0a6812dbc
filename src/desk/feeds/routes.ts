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
  gatherFeed,
  listFeeds,
  listRuns,
  makeRun,
  mostFeedBytes,
  officeCategories,
  rowFilters,
  runRows,
  runView,
  startRun,
  streamOf,
  Unreadable,
} from '#shop'
import type { DeskOptions } from '../door.ts'
import { forOffice, forOfficePages, leadTo, officePath, sendOffice } from '../office/door.ts'
import { typedFields } from '../office/parts/typed-fields.ts'
import { feedFormRoutes } from './feed-routes.ts'
import { FeedsHome } from './home.tsx'
import { readOptions } from './read-options.ts'
import { RunPage } from './run.tsx'

const uuid = v.pipe(v.string(), v.uuid())
const runsShown = 20
const rowsShown = 50
/** Of a form, beside its file. */
const formBytes = 64 * 1024
/** How often a page looks at what is under way, in seconds. */
const lookEvery = 3

/** Files in and out, feeds and what they would change; to be mounted at the root. */
export function feedRoutes(options: DeskOptions): Hono {
  const { db, origin } = options
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
      const form = await formOf(c)
      const file = form.get('file')
      if (!(file instanceof File) || file.size === 0) throw new Problem('invalid', 'feeds.no_file', words.noFile)
      const chosen = readOptions(typedFields(form))
      const bytes = Buffer.from(await file.arrayBuffer())
      const { runId } = await makeRun(db, { bytes, name: file.name, options: chosen, by: staff, now: new Date() })
      return c.redirect(officePath(requestLang(c), `/feeds/runs/${runId}`), 303)
    }),
  )

  app.get('/:lang{ko|en}/desk/feeds/runs/:id', forOffice(options, 'feeds', showRun))

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
      return c.body(streamOf(parts), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${name.replace('.csv', `-${day}.csv`)}"`,
        'Cache-Control': 'no-store',
      })
    }),
  )

  app.route('/', feedFormRoutes(options))

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
    const { rows, next } = await runRows(db, { runId: run.id, filter, after, limit: rowsShown })
    const page = await sendOffice(c, options, {
      ...{ staff, part: 'feeds', title: run.name },
      above: { href: officePath(lang, '/feeds'), text: words.feeds(lang) },
      body: h(RunPage, { lang, run, filter, rows, after, next }),
    })
    if (run.state === 'applying' || run.state === 'reading') page.headers.set('Refresh', String(lookEvery))
    return page
  }

  return app
}

/** The form that came, no larger than a file and its fields may be. */
async function formOf(c: Context): Promise<FormData> {
  const { body, headers } = c.req.raw
  if (body === null) throw new Problem('invalid')
  try {
    const bytes = await gatherFeed(body, { most: mostFeedBytes + formBytes })
    return await new Response(new Uint8Array(bytes), {
      headers: { 'content-type': headers.get('content-type') ?? '' },
    }).formData()
  } catch (thrown) {
    throw new Problem(thrown instanceof Unreadable ? 'too_large' : 'invalid')
  }
}
