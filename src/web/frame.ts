import type { Queryable } from '#database'
import { type Lang, pick } from '#language'
import { listCategories, shopView } from '#shop'
import type { PageHead, Theme } from '#ui'
import { addresses } from './render.ts'
import type { Frame } from './shell.tsx'

/** What a page shows around its own part; `path` is without the language. */
export async function frameFor(
  db: Queryable,
  { lang, path, current }: { lang: Lang; path: string; current?: string },
): Promise<Frame> {
  const [shop, categories] = await Promise.all([shopView(db), listCategories(db)])
  return { lang, shop, categories, path, current }
}

/** The head of such a page; `path` is the one that search engines know it by, else the frame's. */
export function headOf(
  { lang, shop, path: own }: Frame,
  of: { origin: string; theme: Theme | null; title?: string; about?: string; path?: string },
): PageHead {
  const { origin, theme, title, about, path = own } = of
  const name = pick(lang, shop.name)
  return {
    lang,
    title: title === undefined || title === name ? name : `${title} · ${name}`,
    theme,
    colour: shop.ownerColour,
    ...(about && { description: about }),
    ...addresses(origin, lang, path),
  }
}
