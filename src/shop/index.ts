export { upsertAttribute } from './attribute.ts'
export type { Fact, Option } from './catalogue.ts'
export {
  CatalogueAttribute,
  CatalogueCategory,
  CatalogueProduct,
  Chapter,
  Choice,
  localizedText,
  productEntries,
  ShopSettings,
  Slug,
  variantsFitOptions,
} from './catalogue.ts'
export { listCategories, upsertCategory } from './category.ts'
export { productCards, productSummary } from './face.ts'
export { catalogueIsEmpty, type ListProducts, listProducts, pageLimit } from './list.ts'
export { openShop, type Shop } from './open.ts'
export { maySee } from './policy.ts'
export { productView } from './product.ts'
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
export { type SearchProducts, searchProducts } from './search.ts'
export { replaceShop, shopView, usualColour } from './settings.ts'
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
export { upsertProduct, upsertProducts } from './write.ts'
