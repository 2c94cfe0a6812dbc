import type { Localized } from '#language'
import type { CatalogueProduct } from '../catalogue.ts'
import type { WholeProduct } from '../office/whole.ts'
import type { Incoming } from './incoming.ts'

type Images = CatalogueProduct['images']

interface Around {
  today: WholeProduct | null
  pictures: ReadonlyMap<string, string>
  name: Localized
}

/**
 * The pictures a product would have, and those that must be fetched first. As long as it has all of a feed's pictures,
 * it keeps its own order, others that were added here, and what they show in words.
 */
export function mergePictures(
  { pictures }: Incoming,
  { today, pictures: fetched, name }: Around,
): { images: Images; toFetch: string[] } {
  const own = today?.product.images ?? []
  if (pictures === undefined) return { images: own, toFetch: [] }
  const toFetch: string[] = []
  const images: Images = []
  for (const picture of pictures) {
    if ('assetId' in picture) {
      images.push(picture)
      continue
    }
    const assetId = fetched.get(picture.url)
    if (assetId === undefined) {
      toFetch.push(picture.url)
      continue
    }
    const there = own.find(image => image.assetId === assetId)
    if (images.some(image => image.assetId === assetId)) continue
    const alt = { ...(there?.alt ?? name), ...picture.alt }
    images.push({ assetId, alt, option: picture.option ?? there?.option ?? null })
  }
  const isFeeds = pictures.length > 0 && pictures.every(picture => 'url' in picture)
  const hasAll = toFetch.length === 0 && images.every(image => own.some(one => one.assetId === image.assetId))
  return { images: isFeeds && hasAll && own.length > 0 ? own : images, toFetch }
}
