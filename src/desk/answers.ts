import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { makeLimit, Problem, takeFrom } from '#edge'
import type { Staff } from '#members'
import { listProducts, searchProducts } from '#shop'
import { type DeskOptions, forStaffPages } from './door.ts'
import { goodsOf, openViewOf } from './show.ts'
import type { Goods } from './views.ts'

/** Products that the picker offers at a time. */
const offered = 20

const idsQuery = v.pipe(
  v.string(),
  v.transform(text => text.split(',')),
  v.array(v.pipe(v.string(), v.uuid())),
  v.maxLength(50),
)
const searchQuery = v.pipe(v.string(), v.trim(), v.maxLength(100))

/** What the desk's open pages ask for, under /api/desk: staff only. */
export function answerRoutes(options: DeskOptions): Hono {
  const { db } = options
  const reading = makeLimit({ name: 'desk-read', points: 600, seconds: 60 })
  const app = new Hono()

  app.get(
    '/conversations/:room',
    forStaffPages(options, async (c, staff) => {
      await takeFrom(reading, staff.id)
      return c.json(await openViewOf(options, { roomId: c.req.param('room') ?? '', staff }))
    }),
  )

  /** Products by id, as they are now; or those that a search finds and a card may show. */
  app.get('/goods', forStaffPages(options, goods))

  async function goods(c: Context, staff: Staff): Promise<Response> {
    await takeFrom(reading, staff.id)
    const ids = c.req.query('ids')
    if (ids !== undefined) return c.json({ goods: await goodsOf(db, parse(idsQuery, ids)) })
    return c.json({ goods: await offer(parse(searchQuery, c.req.query('q') ?? '')) })
  }

  async function offer(query: string): Promise<Goods[]> {
    const { products } =
      query === ''
        ? await listProducts(db, { newest: true, limit: offered })
        : await searchProducts(db, { query, limit: offered })
    return goodsOf(
      db,
      products.map(product => product.id),
    )
  }

  return app
}

function parse<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value)
  if (!parsed.success) throw new Problem('invalid')
  return parsed.output
}
