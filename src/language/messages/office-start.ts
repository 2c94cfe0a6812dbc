import { message } from '../message.ts'

export const start = message('시작하기', 'Getting started')
export const startLead = message(
  '여섯 걸음이면 첫 손님을 맞을 수 있어요. 순서는 바꿔도 괜찮아요.',
  'Six steps to your first customer, in any order you like.',
)
export const stepsDone = message('{done}/{all}', '{done}/{all}')
export const doneMark = message('했어요', 'Done')
export const allDone = message('다 됐어요. 이제 손님을 맞으면 돼요.', 'All done. Your shop is ready for customers.')

export const naming = message('가게 이름 짓기', 'Name your shop')
export const namingLead = message(
  '이름과 첫인사, 가게의 색을 정해요.',
  'Its name, the greeting and the colour of its buttons.',
)
export const shelving = message('분류 만들기', 'Make a category')
export const shelvingLead = message(
  '상품이 놓일 자리예요. 하나면 충분해요.',
  'The place where products stand. One is enough.',
)
export const stocking = message('첫 상품 올리기', 'Add your first product')
export const stockingLead = message(
  '이름과 가격, 사진 한 장이면 돼요. 영상은 나중에 넣어도 돼요. ‘공개’로 저장하면 손님에게 보여요.',
  'A name, a price and a picture will do; the film can follow. Saved as “Published”, shoppers see it.',
)
export const stockingByFeed = message('다른 가게에서 가져오기', 'Import from another shop')
export const paying = message('결제 방법 정하기', 'Choose ways to pay')
export const payingLead = message(
  '무통장 입금, 카드, 받을 때 결제 가운데 손님이 고를 수 있는 것을 정해요.',
  'Bank transfer, card or cash on delivery: what buyers may choose from.',
)
export const sending = message('배송비 정하기', 'Set shipping prices')
export const sendingLead = message(
  '어디로 보내고 얼마를 받는지 정해요. 정하지 않으면 어디든 무료로 보내요.',
  'Where you send to and for how much. Until then everything is sent for nothing.',
)
export const asking = message('첫 질문 해 보기', 'Ask the first question')
export const askingLead = message(
  '가게를 새 창에 열고 손님이 되어 상품 옆에서 물어보세요. 질문이 책상에 바로 나타나요.',
  'Open your shop in a new window and ask beside a product, as a shopper would. It appears at your desk at once.',
)
export const openShop = message('가게 열기', 'Open the shop')
export const look = message('다시 보기', 'Look again')
