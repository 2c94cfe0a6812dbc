import { message } from '../message.ts'

export const name = message('우리 가게', 'Our shop')
export const lead = message('영상을 보면서 바로 물어보는 가게예요.', 'A shop where you ask while you watch.')
export const greeting = message('어서 오세요. 무엇이든 바로 물어보세요.', 'Welcome. Ask anything, right away.')
export const badPage = message(
  '목록의 이 부분은 찾을 수 없어요. 처음부터 다시 봐 주세요.',
  'This part of the list cannot be found. Please start from its beginning.',
)
export const unknownCategory = message('없는 분류예요: {slug}', 'There is no such category: {slug}')
export const unknownAttribute = message('없는 속성이에요: {key}', 'There is no such attribute: {key}')
export const unknownProduct = message('없는 상품이에요: {slug}', 'There is no such product: {slug}')
export const skuTaken = message('다른 상품이 쓰는 품번이에요: {sku}', 'Another product has this number: {sku}')
export const nothingToBuy = message('장바구니가 비어 있어요.', 'There is nothing in the cart.')
export const notSentThere = message('그 나라로는 아직 보내지 않아요.', 'We do not send to that country yet.')
export const tooMuchForOne = message(
  '한 번에 주문하기에는 너무 큰 금액이에요. 나누어 주문해 주세요.',
  'That is more than one order may come to. Please order in parts.',
)
export const notForSale = message('지금은 살 수 없는 상품이에요.', 'This cannot be bought at the moment.')
export const cartFull = message('장바구니가 가득 찼어요.', 'The cart is full.')
export const offerGone = message('이 가격은 이제 쓸 수 없어요.', 'This price cannot be used any more.')
