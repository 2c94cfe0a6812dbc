export { adoptShopping } from './adopt.ts'
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
export {
  orderCancelled,
  orderCompleted,
  orderExpired,
  orderPaid,
  orderPlaced,
  orderRefunded,
  orderShipped,
  productChanged,
  productPublished,
  reviewAsked,
} from './events.ts'
export { productCards, productSummary } from './face.ts'
export { type ApplyParts, applyRun } from './feed/apply.ts'
export { mostBytes as mostFeedBytes } from './feed/bytes.ts'
export type { Difference } from './feed/difference.ts'
export { type ExportFeed, exportGoogleTsv, exportGoogleXml } from './feed/export-google.ts'
export { exportOwn } from './feed/export-own.ts'
export { exportShopify } from './feed/export-shopify.ts'
export { askSoon, deleteFeed, FeedSettings, type FeedView, feedView, listFeeds, saveFeed } from './feed/feeds.ts'
export { feedTooLarge, keepFeedFile } from './feed/files.ts'
export { type MakeRun, makeRun, startReading } from './feed/reading.ts'
export type { Reason as FeedReason } from './feed/reason.ts'
export { RunOptions, usualOptions } from './feed/run-options.ts'
export {
  cancelRun,
  listRuns,
  type RowFilter,
  type RowView,
  type RunCounts,
  type RunView,
  rowFilters,
  runRows,
  runView,
  startRun,
} from './feed/runs.ts'
export { streamOf } from './feed/stream.ts'
export { workFeeds } from './feed/work.ts'
export { feedRun, type RowAct, type RunState } from './feed-schema.ts'
export { type Hints, hintsFor } from './hints.ts'
export { catalogueIsEmpty, type ListProducts, leftInList, listProducts, waysOutOfList } from './list.ts'
export { categoriesChanged, countProducts, productPlaces } from './map.ts'
export { type Left, type Narrowing, narrows, type Part, type Sort, sorts, type WayOut } from './narrow.ts'
export {
  type AnswerOffer,
  answerOffer,
  dueOffers,
  endOffer,
  type MakeOffer,
  makeOffer,
  type OfferSide,
  type OfferState,
  type OfferView,
  offersOfOrder,
  offersOfRoom,
} from './offer/negotiate.ts'
export { listRules, OfferRule, type RuleScope, ruleOf, usualRule, writeRule } from './offer/rules.ts'
export { offer } from './offer-schema.ts'
export { BulkChange, changeProducts, mostAtOnce } from './office/bulk.ts'
export { type FirstSteps, firstSteps } from './office/first-steps.ts'
export { deletedProducts, type Hand, type ProductChange, productChanges } from './office/history.ts'
export { type KeptProduct, kept } from './office/kept.ts'
export { type ListOffice, type OfficeRow, type OfficeSort, officeIds, officeList, officeSorts } from './office/list.ts'
export { offeredWays, PayWays, payWaysOf, writePayWays } from './office/pay-ways.ts'
export {
  type KnownVariant,
  restoreDeleted,
  restoreProduct,
  type SavedProduct,
  type SaveProduct,
  saveProduct,
} from './office/save.ts'
export {
  deleteAttribute,
  deleteCategory,
  mergeValues,
  moveShelf,
  type OfficeAttribute,
  type OfficeCategory,
  officeAttributes,
  officeCategories,
  saveAttribute,
  saveCategory,
} from './office/shelves.ts'
export {
  deleteTax,
  deleteZone,
  moveZone,
  ShippingZone,
  saveTax,
  saveZone,
  shippingZones,
  TaxRegion,
  taxRegions,
} from './office/shipping.ts'
export { mayChooseCurrency, saveShop } from './office/shop-settings.ts'
export { type WholeProduct, wholeProduct } from './office/whole.ts'
export type { ProductAct, ProductVia } from './office-schema.ts'
export { openShop, type Shop } from './open.ts'
export { Address, oneLine } from './order/address.ts'
export { type CalledOff, callOffOrder, mayCallOff } from './order/by-buyer.ts'
export {
  cancelOrder,
  changeParcel,
  completeOrder,
  type NotedDeposit,
  noteDeposit,
  noteRefunded,
  remark,
  shipOrder,
} from './order/by-staff.ts'
export { type Carrier, carrierOf, carriers } from './order/carriers.ts'
export {
  addOfferToCart,
  addToCart,
  type CartLineView,
  cartCount,
  cartOf,
  mostPieces,
  setQuantity,
} from './order/cart.ts'
export { type Choosable, choosable } from './order/choosable.ts'
export { expireOrders, forgetCarts } from './order/expire.ts'
export { countOwing, type ListOrders, listOrders, type OrderPage, type OrderRow, ordersOf } from './order/list.ts'
export { type Move, type Moved, moveOrder } from './order/move.ts'
export {
  type PayBy,
  type Placed,
  type PlacedOrder,
  type PlaceOrder,
  placeOrder,
  quoteFor,
  type WantedLine,
} from './order/place.ts'
export type { Quote, Tax, Zone } from './order/quote.ts'
export { findOrder, findOrders, type OrderView, orderOfCheckout } from './order/read.ts'
export { freeFrom, type SentTo, sentTo } from './order/sending.ts'
export { mayMove, type OrderState, orderStates } from './order/states.ts'
export { type Accounted, countOrders, newestOrder, ordersBetween, usualCarrier } from './order/tally.ts'
export { order, orderEvent, orderLine, payment, shippingZone, taxRegion } from './order-schema.ts'
export type { Asked } from './payment/ask.ts'
export { type AskedRefund, type AskRefund, askAgain, askRefund } from './payment/give-back.ts'
export { type Heard, hear } from './payment/hear.ts'
export { openPayments, type PaymentSettings, type Payments } from './payment/open.ts'
export type { GiveBack, Payable, PaymentFact, PaymentNews, PaymentPort, Provider, Standing } from './payment/port.ts'
export type { PortOneSettings } from './payment/portone.ts'
export { type Performed, performRefunds } from './payment/refunds.ts'
export { type Settled, settle } from './payment/settle.ts'
export type { StartPayment } from './payment/start.ts'
export type { StripeSettings } from './payment/stripe.ts'
export type { AvailableNow, Honoured, ShopLine, ShopPort } from './port.ts'
export { productView } from './product.ts'
export { publishDue } from './publish.ts'
export {
  type RatingView,
  type ReviewView,
  ratingOf,
  reviewedIn,
  reviewsForStaff,
  reviewsOf,
  type StaffReview,
} from './review/read.ts'
export {
  answerReview,
  hideReview,
  mostPictures,
  ReviewWords,
  reportReview,
  reviewableOf,
  voteHelpful,
  writeReview,
} from './review/write.ts'
export { review, reviewPicture, reviewVote } from './review-schema.ts'
export { shopRoutes } from './routes.ts'
export { product, shop, stock, variant } from './schema.ts'
export { type SearchProducts, searchProducts } from './search.ts'
export { replaceShop, shopView, usualColour } from './settings.ts'
export type {
  AttributeView,
  Availability,
  CategoryView,
  Found,
  Near,
  OptionView,
  PictureView,
  ProductCard,
  ProductFilmView,
  ProductPage,
  ProductSummary,
  ProductView,
  Reader,
  ShopView,
  VariantView,
} from './views.ts'
export { openVocabulary, type Vocabulary } from './vocabulary.ts'
export { upsertProduct, upsertProducts } from './write.ts'
