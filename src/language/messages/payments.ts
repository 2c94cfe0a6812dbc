import { message } from '../message.ts'

export const orderName = message('주문 {number}', 'Order {number}')
export const badSignature = message('서명이 맞지 않아요.', 'The signature is not right.')
export const notWaiting = message(
  '이 주문은 지금 결제를 기다리지 않아요. 주문 화면에서 확인해 주세요.',
  'This order does not wait for a payment. Its page says how it stands.',
)
export const tooLate = message(
  '결제할 수 있는 시간이 지났어요. 다시 주문해 주세요.',
  'The time for paying is over. Please order again.',
)
export const unavailable = message(
  '결제 서비스가 지금 답하지 않아요. 주문은 그대로 있으니 잠시 뒤에 다시 눌러 주세요.',
  'The payment service does not answer at the moment. Your order is still here: please try again shortly.',
)
export const underWay = message(
  '결제를 확인하고 있어요. 잠시 뒤에 주문 화면을 다시 봐 주세요.',
  'The payment is being confirmed. Please look at the order again in a moment.',
)

// The page that opens PortOne's window
export const paying = message('결제', 'Payment')
export const payingLead = message(
  '결제창이 열려요. 열리지 않으면 아래를 눌러 주세요.',
  'The payment window opens. If it does not, press the button.',
)
export const openWindow = message('{amount} 결제하기', 'Pay {amount}')
export const needsScripts = message(
  '이 결제는 자바스크립트가 켜져 있어야 해요. 켜고 다시 열거나, 다른 방법으로 주문해 주세요.',
  'This way of paying needs JavaScript. Please switch it on and open this page again, or order with another way of paying.',
)
export const windowFailed = message('결제하지 못했어요: {why}', 'That was not paid: {why}')
export const windowAway = message(
  '결제창을 열지 못했어요. 다시 눌러 주세요.',
  'The payment window could not be opened. Please press again.',
)
export const backToOrder = message('주문으로 돌아가기', 'Back to the order')

// What stands in an order's history
export const whyPaymentFailed = message('결제가 끝까지 되지 않았어요', 'A payment was not finished')
export const whyRefundFailed = message('돌려주지 못했어요', 'Money could not be given back')
export const whyAtProvider = message('결제 회사 화면에서 돌려줬어요', 'Given back on the provider’s pages')
