import { inArray, sql } from 'drizzle-orm'
import { asJson, type Transaction } from '#database'
import { Problem } from '#edge'
import { shop as words } from '#language'
import type { CatalogueProduct } from '../catalogue.ts'
import { mediaItem, onFilm, product, productAttribute } from '../schema.ts'
import { labelsOf, type Names } from './names.ts'

/** A product that has its row, with its id. */
export interface Written {
  id: string
  isNew: boolean
  of: CatalogueProduct
}

/** Gives products the values of attributes that they name, and takes the others away. */
export async function writeAttributes(tx: Transaction, written: readonly Written[], { values }: Names): Promise<void> {
  const said = written.flatMap(({ id, of }) => labelsOf(of).map(key => ({ product: id, value: values.get(key)!.id })))
  const rows = sql`jsonb_to_recordset(${asJson(said)}::jsonb) as said(product uuid, value uuid)`
  const old = idsThere(written)
  if (old.length > 0)
    await tx.execute(sql`
      delete from ${productAttribute} where ${productAttribute.productId} = any(${sql.param(old)}::uuid[])
        and (${productAttribute.productId}, ${productAttribute.attributeValueId}) not in (
          select product, value from ${rows})`)
  if (said.length > 0)
    await tx.execute(sql`
      insert into ${productAttribute} (product_id, attribute_value_id) select product, value from ${rows}
      on conflict do nothing`)
}

/** Gives products their pictures and films in order; those that stand where they stood stay as they are. */
export async function writeMedia(tx: Transaction, written: readonly Written[]): Promise<void> {
  const said = written.flatMap(({ id, of: { images, film } }) => [
    ...images.map(({ assetId, alt, option }, position) => ({
      ...{ product: id, position, kind: 'image', asset: assetId, alt, option, chapters: null },
    })),
    ...(film === null
      ? []
      : [
          {
            product: id,
            position: images.length,
            kind: 'film',
            asset: film.assetId,
            alt: film.alt,
            ...chaptersOf(film),
          },
        ]),
  ])
  const rows = sql`jsonb_to_recordset(${asJson(said)}::jsonb) as said(
    product uuid, position integer, kind text, asset uuid, alt jsonb, option jsonb, chapters jsonb)`
  const old = idsThere(written)
  if (old.length > 0)
    await tx.execute(sql`
      delete from ${mediaItem} as own where own.product_id = any(${sql.param(old)}::uuid[]) and not exists (
        select from ${rows} where (said.product, said.position, said.kind, said.asset, said.alt, said.option, said.chapters)
          is not distinct from
          (own.product_id, own.position, own.kind, own.asset_id, own.alt, own.option, own.chapters))`)
  if (said.length > 0)
    await tx.execute(sql`
      insert into ${mediaItem} (id, product_id, position, kind, asset_id, alt, option, chapters)
      select gen_random_uuid(), product, position, kind, asset, alt, option, chapters from ${rows} where not exists (
        select from ${mediaItem} where ${mediaItem.productId} = said.product and ${mediaItem.position} = said.position)`)
}

function chaptersOf({ chapters }: NonNullable<CatalogueProduct['film']>) {
  return { option: null, chapters }
}

/** Says which other products are seen on films. Refused: one that is not there. */
export async function writeOnFilm(tx: Transaction, written: readonly Pick<Written, 'id' | 'of'>[]): Promise<void> {
  const slugs = [...new Set(written.flatMap(({ of }) => of.onFilm))]
  const known =
    slugs.length === 0
      ? []
      : await tx.select({ id: product.id, slug: product.slug }).from(product).where(inArray(product.slug, slugs))
  const ids = new Map(known.map(row => [row.slug, row.id]))
  const unknown = slugs.find(slug => !ids.has(slug))
  if (unknown !== undefined)
    throw new Problem('invalid', 'shop.unknown_product', lang => words.unknownProduct(lang, { slug: unknown }))
  const said = written.flatMap(({ id, of }) =>
    [...new Set(of.onFilm)].map((slug, position) => ({ product: id, shown: ids.get(slug), position })),
  )
  const rows = sql`jsonb_to_recordset(${asJson(said)}::jsonb) as said(product uuid, shown uuid, position integer)`
  await tx.execute(sql`
    delete from ${onFilm} where ${onFilm.productId} = any(${sql.param(written.map(({ id }) => id))}::uuid[])
      and (${onFilm.productId}, ${onFilm.shownProductId}, ${onFilm.position}) not in (
        select product, shown, position from ${rows})`)
  if (said.length > 0)
    await tx.execute(sql`
      insert into ${onFilm} (product_id, shown_product_id, position) select product, shown, position from ${rows}
      on conflict do nothing`)
}

function idsThere(written: readonly Written[]): string[] {
  return written.filter(({ isNew }) => !isNew).map(({ id }) => id)
}
