import type { Context } from 'hono'
import type { Queryable } from '#database'
import { Problem } from '#edge'
import { isLang, pick } from '#language'
import { listCategories, shopView } from '#shop'
import type { PageHead } from '#ui'
import { addresses, themeOf } from './render.ts'
import type { Frame } from './shell.tsx'

/** What a page of this request shows around its own part; a language that is none of ours is refused as missing. */
export async function frameOf(
  c: Context,
  { db, path, current }: { db: Queryable; path: string; current?: string },
): Promise<Frame> {
  const lang = c.req.param('lang')
  if (!isLang(lang)) throw new Problem('missing')
  const [shop, categories] = await Promise.all([shopView(db), listCategories(db)])
  return { lang, shop, categories, path, current }
}

/** The head of such a page; `path` is the one that search engines know it by, else the frame's. */
export function headOf(
  c: Context,
  frame: Frame,
  { origin, title, about, path = frame.path }: { origin: string; title?: string; about?: string; path?: string },
): PageHead {
  const { lang, shop } = frame
  const name = pick(lang, shop.name)
  return {
    lang,
    title: title === undefined || title === name ? name : `${title} · ${name}`,
    theme: themeOf(c),
    colour: shop.ownerColour,
    ...(about && { description: about }),
    ...addresses(origin, lang, path),
  }
}
