import { message } from '../message.ts'

export const shopNav = message('가게', 'Shop')
export const search = message('검색', 'Search')
export const searchPlaceholder = message('상품, 소재, 쓰임', 'Goods, materials, uses')
export const newGoods = message('새로 온 것', 'New')
export const seeAll = message('모두 보기', 'See all')
export const browse = message('둘러보기', 'Browse')
export const kinds = message('갈래', 'Categories')
export const goodsCount = message('{n}가지', '{n} {n:product|products}')
export const withFilm = message('영상과 함께 물어보세요', 'Watch and ask')
export const withFilmLead = message(
  '영상을 보면서 바로 옆에서 물어보면, 가게 사람이 그 자리에서 답해요.',
  'Ask right beside the film while it runs; somebody of the shop answers then and there.',
)
export const watchAndAsk = message('보면서 묻기', 'Watch and ask')
export const soldOut = message('품절', 'Sold out')
export const film = message('영상', 'Film')
export const from = message('부터', 'and up')
export const more = message('더 보기', 'Show more')
export const nothingHere = message('아직 상품이 없어요.', 'There are no goods here yet.')
export const footNav = message('쪽 아래 길잡이', 'Foot of the page')
export const footer = message('{shop} · 물어보면 사람이 답하는 가게', '{shop} · a shop where a person answers')
export const forStaff = message('가게 사람 들어가기', 'For the shop’s staff')

export const found = message('“{query}” {n}가지', '“{query}”: {n} found')
export const foundNothing = message('“{query}”에 맞는 상품이 없어요.', 'Nothing matches “{query}”.')
export const nearest = message('이런 것은 있어요', 'Perhaps one of these')
export const askInstead = message(
  '찾는 것을 알려 주시면 가게 사람이 함께 찾아 드려요.',
  'Tell us what you are looking for, and we look with you.',
)
export const askShop = message('가게에 물어보기', 'Ask the shop')
export const lookingFor = message('“{query}” 찾고 있어요.', 'I am looking for “{query}”.')
export const meantThis = message(
  '“{query}”에 꼭 맞는 것이 없어요. “{meant}” 검색 결과예요.',
  'Nothing matches “{query}” as it stands, so this is what “{meant}” finds.',
)
export const meantParts = message(
  '“{query}”에 꼭 맞는 것이 없어요. 비슷한 것들이에요.',
  'Nothing matches “{query}” as it stands, so this is what comes close.',
)
export const otherShelves = message('다른 갈래 둘러보기', 'Look on the other shelves')
export const hints = message('추천', 'Suggestions')
export const hintWords = message('찾을 말', 'Searches')
export const hintGoods = message('상품', 'Goods')
export const hintMeant = message('혹시 이것인가요?', 'Did you mean')
export const hintKind = message('갈래', 'Category')
export const hintAll = message('“{query}” 검색 결과 모두 보기', 'Find all for “{query}”')
export const hintsCount = message(
  '추천 {n}개. 위아래 화살표로 고를 수 있어요.',
  '{n} {n:suggestion|suggestions}. Choose with the up and down arrows.',
)
export const hintsNone = message('추천이 없어요.', 'No suggestions.')
export const whatToFind = message('무엇을 찾으세요?', 'What are you looking for?')
export const searchTooShort = message('찾을 말을 적어 주세요.', 'Type what you are looking for.')

export const notFoundTitle = message('이 쪽은 없어요', 'This page is not here')
export const problemTitle = message('잠깐 문제가 생겼어요', 'Something is not right')
export const toHome = message('가게 처음으로', 'To the shop’s front page')

export const filter = message('거르기', 'Filter')
export const filterOn = message('거르기 · {n}', 'Filter · {n}')
export const chosen = message('고른 것', 'Chosen')
export const takeAway = message('{what} 빼기', 'Take away {what}')
export const takeAllAway = message('고른 것 모두 빼기', 'Take all away')
export const showThese = message('이대로 보기', 'Show these')
export const price = message('값', 'Price')
export const priceFrom = message('얼마부터', 'From')
export const priceTo = message('얼마까지', 'To')
export const state = message('살 수 있는 것', 'To be had')
export const inStockOnly = message('지금 있는 것', 'In stock')
export const onSaleOnly = message('할인하는 것', 'On sale')
export const sort = message('차례', 'Order')
export const sortShop = message('추천순', 'The shop’s order')
export const sortBest = message('잘 맞는 것', 'Best match')
export const sortNewest = message('새로 온 것', 'Newest')
export const sortLow = message('낮은 가격순', 'Price, low first')
export const sortHigh = message('높은 가격순', 'Price, high first')
export const noneLeft = message('고른 것에 모두 맞는 상품이 없어요.', 'Nothing fits all that is chosen.')
export const without = message('‘{what}’ 없이 보면 {n}가지', 'Without “{what}”: {n} {n:product|products}')
export const nearHere = message('이런 것은 있어요', 'There are these')
export const fromStart = message('처음부터 보기', 'From the beginning')
export const sale = message('할인', 'Sale')
export const usually = message('본디 {price}', 'Usually {price}')
export const liked = message('별 다섯 가운데 {mean}, 후기 {n}개', '{mean} of five stars, {n} {n:review|reviews}')
