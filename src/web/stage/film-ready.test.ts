import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { eq } from 'drizzle-orm'
import * as v from 'valibot'
import { openLog } from '#edge'
import { addFilm, ladder, openMedia } from '#media'
import { CatalogueProduct, upsertProducts } from '#shop'
import { webRoutes } from '#web'
import { testDatabase } from '../../../test/database.ts'
import { temporaryFolder } from '../../../test/folder.ts'
import { openTestShop } from '../account/fixture.ts'

const demo = resolve(import.meta.dirname, '../../../demo')
const shop = await openTestShop(await testDatabase(), webRoutes)
after(() => shop[Symbol.asyncDispose]())
const { db } = shop

test('a film that not every browser plays is its picture and a sentence until it is ready', async () => {
  await using files = await temporaryFolder()
  await using media = await openMedia({ db, folder: files.folder, log: openLog('silent') })
  const poster = await readFile(join(demo, 'pictures', 'board.webp'))
  const { id } = await addFilm(media, { path: join(demo, 'films', 'lantern.mp4'), poster, captions: {} })
  await db.insert(ladder).values({ assetId: id, state: 'waiting', originalPlays: false })
  const both = (text: string) => ({ ko: text, en: text })
  const lamp = v.parse(CatalogueProduct, {
    ...{ slug: 'lamp', category: 'kitchen', brand: 'Modak', name: both('Lamp'), lead: both('x') },
    about: { title: both('x'), text: both('x') },
    ...{ facts: [], options: [], attributes: {}, images: [] },
    variants: [{ sku: 'LAMP', options: {}, price: 1000, stock: 1 }],
    film: { assetId: id, alt: both('A lamp at dusk'), chapters: [] },
    published: new Date('2026-10-01'),
  })
  await db.transaction(tx => upsertProducts(tx, { products: [lamp] }))

  const browser = shop.browser()
  const waiting = await (await browser.get('/en/p/lamp')).text()
  assert.match(waiting, /<img[^>]*src="\/media\/[^>]*alt="A lamp at dusk"/)
  assert.match(waiting, /The film is being made ready\./)
  assert.doesNotMatch(waiting, /<video|data-island="Film"|VideoObject/)

  await db.update(ladder).set({ originalPlays: true }).where(eq(ladder.assetId, id))
  const ready = await (await browser.get('/ko/p/lamp')).text()
  assert.match(ready, /<video[^>]*src="\/media\//)
  assert.match(ready, /VideoObject/)
  assert.doesNotMatch(ready, /준비하고 있어요/)
})
