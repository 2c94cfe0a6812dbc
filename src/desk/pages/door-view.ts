import type { Database } from '#database'
import type { Lang } from '#language'
import type { Staff } from '#members'
import { listProducts, shopView } from '#shop'
import type { Picture } from '../views.ts'
import type { Around } from './frame.tsx'

/** What stands around a plain page, and the shop's colour. */
export async function aroundOf(
  db: Database,
  { lang, path, staff }: { lang: Lang; path: string; staff: Staff | null },
): Promise<{ around: Around; colour: string }> {
  const shop = await shopView(db)
  const me = staff && { id: staff.id, name: staff.name, role: staff.role }
  return { around: { lang, shop: shop.name, path, me }, colour: shop.ownerColour }
}

/** The picture at the door: that of the newest product that has one. */
export async function doorPicture(db: Database): Promise<Picture | null> {
  const { products } = await listProducts(db, { newest: true, limit: 8 })
  return products.find(product => product.image !== null)?.image ?? null
}
