import type { Database } from '#database'
import { type Lang, pick } from '#language'
import { type CartLineView, cartOf, freeFrom, mostPieces, productCards } from '#shop'
import type { CartView, ShownLine } from './cart-data.ts'

/** With so many pieces or fewer the number is told. */
const few = 5
/** Where most of the shop's parcels go; other countries are known at the checkout only. */
const usualCountry = 'KR'

/** What is in somebody's cart; that of somebody without an identity is empty. */
export async function cartView(
  db: Database,
  { shopperId, lang, now }: { shopperId: string | null; lang: Lang; now: Date },
): Promise<CartView> {
  const lines = shopperId === null ? [] : await cartOf(db, { shopperId, now })
  return showCart(db, { lines, lang, now })
}

/** These lines of a cart, as they are shown. */
export async function showCart(
  db: Database,
  { lines, lang, now }: { lines: readonly CartLineView[]; lang: Lang; now: Date },
): Promise<CartView> {
  const [cards, free] = await Promise.all([
    productCards(db, { ids: lines.map(line => line.productId) }),
    freeFrom(db, { country: usualCountry }),
  ])
  const pictures = new Map(cards.map(card => [card.id, card.image]))
  const currency = lines[0]?.currency ?? 'KRW'
  const worth = lines.reduce((sum, line) => sum + line.unitAmount * line.quantity, 0)
  const wanted = new Map<string, number>()
  for (const line of lines) wanted.set(line.variantId, (wanted.get(line.variantId) ?? 0) + line.quantity)
  return {
    lines: lines.map((line): ShownLine => {
      const { id, slug, quantity, offer } = line
      const picture = pictures.get(line.productId) ?? null
      // An agreed price beside the plain one of the same goods: both want from the same shelf.
      const left = Math.max(0, line.left - ((wanted.get(line.variantId) ?? quantity) - quantity))
      return {
        id,
        slug,
        quantity,
        name: pick(lang, line.name),
        choice: pick(lang, line.choice),
        picture: picture && { src: picture.src, srcset: picture.srcset },
        each: { amount: line.unitAmount, currency },
        sum: { amount: line.unitAmount * quantity, currency },
        most: Math.max(1, Math.min(mostPieces, left)),
        short: left < quantity ? left : null,
        few: left >= quantity && left <= few ? left : null,
        offer: offer && {
          until: offer.until.toISOString(),
          minutes: Math.max(0, Math.floor((offer.until.getTime() - now.getTime()) / 60_000)),
          gift: offer.gift,
        },
      }
    }),
    count: lines.reduce((sum, line) => sum + line.quantity, 0),
    goods: { amount: worth, currency },
    freeIn: free === null || free <= worth ? null : { amount: free - worth, currency },
    sendFree: free !== null && free <= worth,
  }
}
