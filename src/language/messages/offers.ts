import { message } from '../message.ts'

export const notForSale = message('지금은 살 수 없는 상품이에요.', 'This cannot be bought at the moment.')
export const noOffers = message('이 상품은 흥정하지 않아요.', 'The price of this one is not up for bargaining.')
export const tooHigh = message('지금 가격보다 높아요.', 'That is more than it costs today.')
export const tooLow = message('이 가격에는 팔 수 없게 정해져 있어요.', 'The shop’s rules do not allow this price.')
export const attempts = message(
  '오늘은 이 상품에 더 제안할 수 없어요. 운영자에게 물어보세요.',
  'You cannot make more offers for this one today. Ask the shop instead.',
)
export const noSuchOffer = message('그 제안을 찾을 수 없어요.', 'That offer cannot be found.')
export const notYours = message('이 제안에는 답할 수 없어요.', 'This offer is not yours to answer.')
export const over = message('이미 끝난 제안이에요.', 'That offer is already over.')
