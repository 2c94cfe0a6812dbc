export type { CatalogueAttribute, CatalogueCategory, Chapter, Choice, Fact, Option, ShopSettings } from './catalogue.ts'
export { CatalogueProduct, localizedText, productEntries, Slug, variantsFitOptions } from './catalogue.ts'
export {
  attribute,
  attributeValue,
  category,
  mediaItem,
  onFilm,
  product,
  productAttribute,
  shop,
  shopSchema,
  stock,
  variant,
} from './schema.ts'
export type {
  AttributeView,
  Availability,
  CategoryView,
  Found,
  OptionView,
  PictureView,
  ProductCard,
  ProductFilmView,
  ProductPage,
  ProductSummary,
  ProductView,
  Reader,
  ShopView,
  Suggestion,
  VariantView,
} from './views.ts'
