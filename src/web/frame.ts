import { type Lang, pick } from '#language'
import { listCategories, shopView } from '#shop'
import type { PageHead, Theme } from '#ui'
import { keptFor } from './kept.ts'
import type { WebOptions } from './options.ts'
import { addresses } from './render.ts'
import type { Frame } from './shell.tsx'

/** How long what is around every page serves before it is read anew. */
const keepMs = 10_000

/** What a page shows around its own part; `path` is without the language. */
export type MakeFrame = (of: { lang: Lang; path: string; current?: string }) => Promise<Frame>

/** Makes frames of what is read once for all pages that are asked for within some seconds. */
export function openFrames({ db, shop }: Pick<WebOptions, 'db' | 'shop'>): MakeFrame {
  const around = keptFor(keepMs, async (_: object) => {
    const [settings, categories] = await Promise.all([shopView(db), listCategories(db)])
    return { shop: settings, categories }
  })
  shop.onCatalogueChanged(() => around.drop())
  return async of => ({ ...of, ...(await around.get({})) })
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
