import { conversationsOf } from '#chat'
import type { Database } from '#database'
import { clockTime, type Lang, monthDay, pick, account as words } from '#language'
import { productSummary } from '#shop'

/** One of somebody's own conversations, as their list shows it in their language. */
export interface TalkView {
  room: string
  href: string
  about: string
  image: { src: string; srcset: string } | null
  state: string
  settled: boolean
  unread: number
  lastLine: string
  /** The instant, and as it is written in the list. */
  lastAt: string
  when: string
}

/** The zone of this machine: a page without scripts knows no other. */
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Somebody's conversations, the newest first: about products that are in the shop, and about anything else. */
export async function talkViews(
  db: Database,
  { shopperId, lang, limit, now }: { shopperId: string; lang: Lang; limit: number; now: Date },
): Promise<TalkView[]> {
  const talks = await conversationsOf(db, { shopperId, limit })
  const found = await productSummary(db, { ids: talks.flatMap(({ productId }) => productId ?? []) })
  const products = new Map(found.filter(product => product.published).map(product => [product.id, product]))
  const today = monthDay(lang, now, timeZone)
  return talks.map(({ room, productId, subject, state, unread, lastLine, lastAt, isCurrent }) => {
    const product = productId === null ? undefined : products.get(productId)
    const at = new Date(lastAt)
    const day = monthDay(lang, at, timeZone)
    const { image } = product ?? {}
    return {
      room,
      href: product && isCurrent ? `/${lang}/p/${product.slug}#talk` : `/${lang}/talks/${room}`,
      about: product ? pick(lang, product.name) : (subject ?? words.goneProduct(lang)),
      image: image ? { src: image.src, srcset: image.srcset } : null,
      state: isCurrent ? words[state](lang) : words.earlier(lang),
      settled: state === 'resolved' || !isCurrent,
      unread,
      lastLine,
      lastAt,
      when: day === today ? clockTime(lang, at, timeZone) : day,
    }
  })
}
