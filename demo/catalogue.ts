import * as v from 'valibot'
import {
  CatalogueAttribute,
  CatalogueCategory,
  Chapter,
  Choice,
  localizedText,
  productEntries,
  ShopSettings,
  Slug,
  usualColour,
  variantsFitOptions,
} from '#shop'

const Picture = v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.webp$/))

const DemoProduct = v.pipe(
  v.strictObject({
    ...productEntries,
    pictures: v.array(v.strictObject({ file: Picture, alt: localizedText(300), option: v.optional(Choice) })),
    film: v.optional(Slug),
    published: v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.transform(text => new Date(text)),
    ),
  }),
  v.check(product => variantsFitOptions(product), 'A variant does not choose exactly one value of every option.'),
)
/** A product of the demo shop, with its pictures and its film by the names of their files. */
export type DemoProduct = v.InferOutput<typeof DemoProduct>

/** What demo/catalogue.json holds. */
export const DemoCatalogue = v.strictObject({
  shop: v.strictObject({
    ...ShopSettings.entries,
    ownerColour: v.optional(ShopSettings.entries.ownerColour, usualColour),
    owner: v.strictObject({ name: localizedText(40) }),
  }),
  categories: v.array(v.strictObject({ ...CatalogueCategory.entries, picture: Picture })),
  attributes: v.array(CatalogueAttribute),
  products: v.pipe(v.array(DemoProduct), v.minLength(1)),
})
export type DemoCatalogue = v.InferOutput<typeof DemoCatalogue>

const atLeastOne = v.pipe(v.number(), v.integer(), v.minValue(1))

/** What stands beside a film: what is to be seen in it, its moments, and how its storyboard is laid out. */
export const DemoFilm = v.object({
  alt: localizedText(300),
  chapters: v.array(Chapter),
  storyboard: v.object({ columns: atLeastOne, rows: atLeastOne, everyMs: atLeastOne }),
})
export type DemoFilm = v.InferOutput<typeof DemoFilm>
