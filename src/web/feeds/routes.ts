import { Hono } from 'hono'
import { addressKey, makeLimit, requestLang, takeFrom } from '#edge'
import { exportGoogleTsv, exportGoogleXml, streamOf } from '#shop'
import type { WebOptions } from '../options.ts'

/** How long others may keep a feed, in seconds. */
const keptSeconds = 900

/** What is published as Google's product data, for price comparisons, advertisements and other shops; `?lang=ko|en`. */
export function merchantFeeds({ db, origin, address }: WebOptions): Hono {
  const limit = makeLimit({ name: 'merchant feeds', points: 12, seconds: 60 })
  const app = new Hono()
  app.get('/feeds/:file{google[.](?:xml|tsv)}', async c => {
    await takeFrom(limit, addressKey(address(c)))
    const isXml = c.req.param('file') === 'google.xml'
    const o = { lang: requestLang(c), origin }
    const parts = isXml ? exportGoogleXml(db, o) : exportGoogleTsv(db, o)
    return c.body(streamOf(parts), 200, {
      'Content-Type': isXml ? 'application/xml; charset=utf-8' : 'text/tab-separated-values; charset=utf-8',
      'Cache-Control': `public, max-age=${keptSeconds}`,
      Vary: 'Accept-Language',
    })
  })
  return app
}
