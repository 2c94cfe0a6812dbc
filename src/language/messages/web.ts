import { message } from '../message.ts'

export const shopNav = message('가게', 'Shop')
export const search = message('찾기', 'Search')
export const searchPlaceholder = message('상품, 소재, 쓰임', 'Goods, materials, uses')
export const newGoods = message('새로 온 것', 'New')
export const seeAll = message('모두 보기', 'See all')
export const browse = message('둘러보기', 'Browse')
export const kinds = message('갈래', 'Categories')
export const goodsCount = message('{n}가지', '{n} goods')
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
  '아무 상품이나 열고 물어보셔도 돼요. 찾는 것을 알려 주시면 함께 찾아 드려요.',
  'Or open any product and ask: tell us what you look for and we look with you.',
)
export const whatToFind = message('무엇을 찾으세요?', 'What are you looking for?')
export const searchTooShort = message('찾을 말을 적어 주세요.', 'Type what you are looking for.')

export const notFoundTitle = message('이 쪽은 없어요', 'This page is not here')
export const problemTitle = message('잠깐 문제가 생겼어요', 'Something is not right')
export const toHome = message('가게 처음으로', 'To the shop’s front page')
