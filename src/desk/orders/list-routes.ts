import { Hono } from 'hono'
import { h } from 'preact'
import { Problem, requestLang } from '#edge'
import { members, office, officeOrders as words } from '#language'
import { listOrders, newestOrder } from '#shop'
import type { DeskOptions } from '../door.ts'
import { forOffice, forOfficePages, sendOffice } from '../office/door.ts'
import { countNow } from './counting.ts'
import { ordersCsv } from './csv.ts'
import { OrderList } from './list.tsx'
import { mayDo } from './policy.ts'
import { everyOrder, readOrdersQuery, tabs } from './query.ts'

/** Orders of one part of the list. */
const atOnce = 50
const dayMs = 24 * 60 * 60 * 1000
const mostDays = 366

/** The list of orders, what its page asks for to notice new ones, and the export. */
export function orderListRoutes(options: DeskOptions): Hono {
  const { db } = options
  const app = new Hono()

  app.get(
    '/:lang{ko|en}/desk/orders',
    forOffice(options, 'orders', async (c, staff) => {
      const lang = requestLang(c)
      const query = readOrdersQuery(new URL(c.req.url).searchParams)
      const { q, tab, after } = query
      const [page, counts, mark] = await Promise.all([
        listOrders(db, { ...(tabs[tab] ?? everyOrder), query: q, after, limit: atOnce }),
        countNow(db),
        markNow(),
      ])
      const now = Date.now()
      const days = { from: dayOf(new Date(now - 30 * dayMs)), until: dayOf(new Date(now)) }
      const body = h(OrderList, { lang, query, page, counts, mark, mayExport: mayDo('export', staff), days })
      return sendOffice(c, options, { staff, part: 'orders', title: office.orders(lang), body })
    }),
  )

  app.get(
    '/api/desk/orders/mark',
    forOfficePages(options, 'orders', async c => c.json({ mark: await markNow() })),
  )

  app.get(
    '/:lang{ko|en}/desk/orders.csv',
    forOffice(options, 'orders', (c, staff) => {
      if (!mayDo('export', staff)) throw new Problem('forbidden', 'members.owner_only', members.ownerOnly)
      const { from, until } = c.req.query()
      const [first, last] = [midnight(from), midnight(until)]
      if (first === null || last === null || last < first || last.getTime() - first.getTime() > mostDays * dayMs)
        throw new Problem('invalid', 'shop.wrong_days', words.exportWrong)
      // The last day is part of it; a day may be an hour longer than others.
      last.setDate(last.getDate() + 1)
      const rows = asStream(ordersCsv(db, { from: first, until: last }))
      const name = `orders-${from}-${until}.csv`
      return c.body(rows, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${name}"`,
        'Cache-Control': 'no-store',
      })
    }),
  )

  /** How the orders stand, in short: another one when one was placed or moved. */
  async function markNow(): Promise<string> {
    const [newest, { states, owing }] = await Promise.all([newestOrder(db), countNow(db)])
    const parts = Object.entries(states).sort(([a], [b]) => (a < b ? -1 : 1))
    return `${newest} ${owing} ${parts.map(([state, n]) => `${state}:${n}`).join(' ')}`
  }

  return app
}

/** Rows as the body of an answer: read as fast as they are taken, and no further when nobody takes them. */
function asStream(rows: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await rows.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await rows.return()
    },
  })
}

/** A day as a field of dates has it, by the clock of this machine. */
function dayOf(at: Date): string {
  const part = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${part(at.getMonth() + 1)}-${part(at.getDate())}`
}

/** The beginning of a day; null for what is none. */
function midnight(day: string | undefined): Date | null {
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const at = new Date(`${day}T00:00:00`)
  return Number.isNaN(at.getTime()) ? null : at
}
