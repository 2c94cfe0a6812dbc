import { message } from '../message.ts'

export const noOffers = message('이 상품은 흥정하지 않아요.', 'The price of this one is not up for bargaining.')
export const tooHigh = message('지금 가격보다 높아요.', 'That is more than it costs today.')
export const tooLow = message('이 가격에는 팔 수 없게 정해져 있어요.', 'The shop’s rules do not allow this price.')
export const attempts = message(
  '오늘은 이 상품에 더 제안할 수 없어요. 운영자에게 물어보세요.',
  'You cannot make more offers for this one today. Ask the shop instead.',
)
export const unclear = message(
  '가격과 개수를 숫자로 적어 주세요. 개수는 99개까지예요.',
  'Please write the price and how many as figures, up to 99 pieces.',
)
export const noSuchOffer = message('그 제안을 찾을 수 없어요.', 'That offer cannot be found.')
export const notYours = message('이 제안에는 답할 수 없어요.', 'This offer is not yours to answer.')
export const over = message('이미 끝난 제안이에요.', 'That offer is already over.')

export const title = message('가격 제안', 'Price offer')
export const offerOf = {
  shopper: message('손님의 제안', 'The shopper’s offer'),
  operator: message('가게의 제안', 'The shop’s offer'),
}
export const yours = message('내 제안', 'Your offer')
export const pieces = message('{n}개', '{n} {n:piece|pieces}')
export const each = message('하나에', 'each')
export const total = message('모두', 'in all')
export const gift = message('서비스: {gift}', 'Along with it: {gift}')
export const instead = message('원래 {price}', 'usually {price}')
export const accept = message('좋아요', 'Accept')
export const decline = message('안 되겠어요', 'Decline')
export const counter = message('다른 가격 말하기', 'Name another price')
export const withdraw = message('제안 거두기', 'Withdraw')
export const buyNow = message('이 가격에 사기', 'Buy at this price')
export const stateIs = {
  pending: message('답을 기다려요', 'Waiting for an answer'),
  countered: message('다른 가격으로 답했어요', 'Answered with another price'),
  accepted: message('이 가격에 사기로 했어요', 'Agreed'),
  declined: message('받지 않은 제안', 'Declined'),
  withdrawn: message('거둔 제안', 'Withdrawn'),
  expired: message('기한이 지났어요', 'Expired'),
  used: message('이 가격에 샀어요', 'Bought at this price'),
}
export const byRule = message('가게의 기준에 따라 바로 답했어요', 'Answered at once by the shop’s rules')
export const stepIs = {
  accepted: message('{who}: 제안을 받았어요', '{who} accepted the offer'),
  declined: message('{who}: 제안을 받지 않았어요', '{who} declined the offer'),
  withdrawn: message('{who}: 제안을 거두었어요', '{who} withdrew the offer'),
  expired: message('제안의 기한이 지났어요', 'The offer has expired'),
  used: message('약속한 가격에 샀어요', 'Bought at the agreed price'),
  released: message('약속한 가격을 다시 쓸 수 있어요', 'The agreed price can be used again'),
}
export const left = message('{time} 남음', '{time} left')
export const until = message('{day} {time}까지', 'until {time} on {day}')
export const make = message('가격 제안하기', 'Make an offer')
export const makeHint = message(
  '얼마면 좋을지 말해 보세요. 약속한 가격은 나만 쓸 수 있어요.',
  'Say what it is worth to you. An agreed price is yours alone.',
)
export const makeHintForStaff = message(
  '손님에게 가격을 제안해요. 약속한 가격은 이 손님만 한 번 쓸 수 있어요.',
  'Name a price for this shopper. An agreed price is theirs alone, once.',
)
export const which = message('종류', 'Which one')
export const howMany = message('개수', 'How many')
export const priceEach = message('하나의 가격', 'Price each')
export const giftField = message('서비스 (없어도 돼요)', 'Something along with it (optional)')
export const lastsFor = message('제안 기한', 'Stands for')
export const asTheRules = message('가게의 기준대로', 'As the shop’s rules say')
export const minutesLong = message('{n}분', '{n} {n:minute|minutes}')
export const hoursLong = message('{n}시간', '{n} {n:hour|hours}')
export const daysLong = message('{n}일', '{n} {n:day|days}')
export const todayPrice = message('지금 {price}', '{price} today')
export const send = message('제안 보내기', 'Send the offer')
export const cannotLoad = message(
  '상품을 불러오지 못했어요. 다시 해 보세요.',
  'The product did not load. Please try again.',
)
export const nothingToOffer = message('지금은 살 수 있는 것이 없어요.', 'There is nothing to buy at the moment.')
export const announced = message('{who}: {price}에 {n}개 제안', '{who} offers {price} each for {n}')
export const theShop = message('가게', 'The shop')
