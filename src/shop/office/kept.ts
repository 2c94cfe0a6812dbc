import type { CatalogueProduct } from '../catalogue.ts'

/** A product whole, as its history keeps it: like the catalogue's own form of it, with times as text. */
export type KeptProduct = Omit<CatalogueProduct, 'published'> & { published: string | null }

/** A product as it is kept. */
export function kept({ published, ...product }: CatalogueProduct): KeptProduct {
  return { ...product, published: published?.toISOString() ?? null }
}

/** What was kept, as it is written again. */
export function unkept({ published, ...product }: KeptProduct): CatalogueProduct {
  return { ...product, published: published === null ? null : new Date(published) }
}
