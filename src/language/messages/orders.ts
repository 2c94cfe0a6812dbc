import { message } from '../message.ts'

// The stage
export const quantity = message('수량', 'Quantity')
export const addToCart = message('담기', 'Add to cart')
export const buyNow = message('바로 구매', 'Buy now')
export const buyFor = message('{amount}에 구매', 'Buy for {amount}')
export const adding = message('담는 중', 'Adding')
export const inCart = message('장바구니에 담았어요.', 'It is in the cart.')
export const inCartCount = message('장바구니에 담았어요. 모두 {n}개', 'In the cart: {n} in all')
export const seeCart = message('장바구니 보기', 'See the cart')
export const notAdded = message('담지 못했어요. 다시 눌러 주세요.', 'It was not added. Please press again.')
export const chooseAll = message('고르신 조합의 상품이 없어요.', 'There is nothing with these choices.')
export const usually = message('평소 가격', 'Usual price')
export const now = message('지금 가격', 'Price now')

// The cart
export const cart = message('장바구니', 'Cart')
export const cartWith = message('장바구니, 담은 것 {n}', 'Cart, {n} in it')
export const cartEmpty = message('장바구니가 비어 있어요', 'The cart is empty')
export const cartEmptyLead = message(
  '영상을 보다가 마음에 들면 담아 두세요. 궁금한 건 바로 물어보시고요.',
  'Watch, ask, and put in what you like.',
)
export const toGoods = message('새로 온 것 보기', 'See what is new')
export const eachFor = message('하나에 {amount}', '{amount} each')
export const quantityOf = message('{name} 수량', 'Quantity of {name}')
export const change = message('바꾸기', 'Change')
export const takeOut = message('빼기', 'Take out')
export const takeOutOf = message('{name} 빼기', 'Take out: {name}')
export const onlyLeft = message('지금은 {n}개만 있어요.', 'Only {n} left at the moment.')
export const gone = message('다 팔렸어요.', 'Sold out.')
export const fewLeft = message('{n}개 남았어요', '{n} left')
export const agreedPrice = message('정한 가격', 'Agreed price')
export const forMinutes = message('{n}분 남음', '{n} min left')
export const forHours = message('{n}시간 남음', '{n} h left')
export const timeOver = message('기한이 지났어요', 'Its time is over')
export const gift = message('함께 드려요: {gift}', 'With it comes: {gift}')
export const goodsSum = message('상품', 'Goods')
export const freeIn = message('{amount} 더 담으면 배송비가 없어요.', '{amount} more for free shipping.')
export const sendFree = message('배송비가 없어요.', 'Shipping is free.')
export const shippingLater = message('배송비는 다음에서 보여 드려요.', 'Shipping is shown in the next step.')
export const toCheckout = message('주문하러 가기', 'Go to checkout')
export const goOnShopping = message('더 둘러보기', 'Look around some more')
export const closeCart = message('장바구니 닫기', 'Close the cart')
export const cartChanged = message('장바구니를 바꿨어요.', 'The cart is changed.')
export const cartFailed = message('장바구니를 바꾸지 못했어요. 다시 해 주세요.', 'That did not work. Please try again.')

// Checkout
export const checkout = message('주문하기', 'Checkout')
export const youOrder = message('주문 내용', 'What you order')
export const signInFirst = message('회원이세요?', 'Are you a member?')
export const signInLink = message('로그인하고 이어 가기', 'Sign in and come back here')
export const asMember = message('{name} 님으로 주문해요.', 'You order as {name}.')
export const contact = message('연락처', 'Contact')
export const email = message('이메일', 'E-mail')
export const emailHint = message('주문에 관해 알려 드릴 때만 써요.', 'Only to reach you about this order.')
export const delivery = message('받는 곳', 'Delivery')
export const lastAddress = message('지난번에 주문하신 곳이에요.', 'This is where your last order went.')
export const anotherAddress = message('다른 곳으로 보내기', 'Send it somewhere else')
export const country = message('나라', 'Country')
export const recount = message('이 나라로 다시 계산', 'Count again for this country')
export const receiver = message('받는 사람', 'Who receives it')
export const phone = message('전화번호', 'Phone')
export const phoneHint = message('배달할 때만 써요.', 'Only for the delivery.')
export const postcode = message('우편번호', 'Postcode')
export const address1 = message('주소', 'Address')
export const address2 = message('상세 주소', 'Flat, floor, company')
export const city = message('도시', 'City')
export const region = message('주, 지역', 'State or region')
export const orderNote = message('배송 메모', 'Delivery note')
export const noteHint = message(
  '배송할 때 알아야 할 것이 있으면 적어 주세요.',
  'Anything we should know for the delivery.',
)
export const optional = message('{label} (안 적어도 돼요)', '{label} (optional)')
export const paying = message('결제 방법', 'How you pay')
export const noWays = message(
  '지금은 주문을 받을 수 없어요. 결제 방법이 아직 없어요. 대화로 물어봐 주세요.',
  'Orders cannot be taken yet: no way of paying is set up. Please ask us in a conversation.',
)
export const byTransfer = message('무통장 입금', 'Bank transfer')
export const byTransferHint = message(
  '주문하면 계좌를 알려 드려요. 사흘 안에 보내 주시면 돼요.',
  'We show you the account after the order. You have three days.',
)
export const byDelivery = message('받을 때 결제', 'Cash on delivery')
export const byDeliveryHint = message('물건을 받을 때 내세요.', 'You pay at the door.')
export const byStripe = message('카드', 'Card')
export const byStripeHint = message('Stripe의 결제 화면에서 내요.', 'You pay on a page of Stripe.')
export const byPortone = message('간편결제와 카드', 'Korean cards and wallets')
export const byPortoneHint = message('토스, 카카오페이, 네이버페이, 카드', 'Toss, Kakao Pay, Naver Pay, cards')
export const depositor = message('입금하는 사람', 'Name on the transfer')
export const depositorHint = message(
  '받는 사람과 같으면 비워 두세요.',
  'Leave it empty if it is who receives the order.',
)
export const shipping = message('배송비', 'Shipping')
export const free = message('무료', 'Free')
export const taxIncluded = message('부가세 {amount} 포함', 'Includes {amount} tax')
export const tax = message('세금', 'Tax')
export const total = message('합계', 'Total')
export const totalTo = message('{country}(으)로 보낼 때', 'When sent to {country}')
export const consent = message(
  '주문 내용을 확인했고, 주문과 배송에 필요한 정보를 가게가 쓰는 데 동의해요.',
  'I have checked the order, and agree that the shop uses these details to send it.',
)
export const place = message('{amount} 주문하기', 'Order for {amount}')
export const reduceTo = message('{n}개로 줄이기', 'Make it {n}')
export const changedTotal = message(
  '그사이에 금액이 {before}에서 {after}(으)로 바뀌었어요. 확인하고 다시 눌러 주세요. 아직 주문하지 않았어요.',
  'The total has changed from {before} to {after}. Please check and press again. Nothing was ordered yet.',
)
export const changedCart = message(
  '그사이에 장바구니가 바뀌었어요. 확인하고 다시 눌러 주세요. 아직 주문하지 않았어요.',
  'The cart has changed in the meantime. Please check and press again. Nothing was ordered yet.',
)
export const goneFromStock = message(
  '{name}: 그사이에 다른 분이 사 갔어요. 수량을 바꾸거나 빼 주세요. 적으신 것은 그대로 있어요.',
  '{name}: somebody else was quicker. Please change the number or take it out. What you typed is still here.',
)
export const someGone = message(
  '지금 살 수 없는 것이 있어요. 수량을 바꾸거나 빼 주세요. 적으신 것은 그대로 있어요.',
  'Something cannot be bought any more. Please change the number or take it out. What you typed is still here.',
)
export const offerOver = message(
  '정한 가격의 기한이 지나서 빠졌어요. 확인하고 다시 눌러 주세요. 아직 주문하지 않았어요.',
  'An agreed price is over and was taken out. Please check and press again. Nothing was ordered yet.',
)
export const checkFields = message(
  '아직 주문하지 않았어요. 표시한 칸을 봐 주세요.',
  'Nothing was ordered yet: please look at the marked fields.',
)
export const needed = message('꼭 적어 주세요.', 'Please fill this in.')
export const emailWrong = message('이메일 주소를 다시 봐 주세요.', 'Please check the e-mail address.')
export const phoneWrong = message('전화번호를 숫자로 적어 주세요.', 'Please give a phone number.')
export const postcodeWrong = message(
  '우편번호 다섯 자리를 적어 주세요.',
  'Please give the five digits of the postcode.',
)
export const tooLong = message('너무 길어요.', 'This is too long.')
export const countryWrong = message('나라를 골라 주세요.', 'Please choose a country.')
export const wayWrong = message('결제 방법을 골라 주세요.', 'Please choose how to pay.')
export const consentNeeded = message('동의해 주셔야 주문할 수 있어요.', 'We need this to take the order.')

// An order, for its buyer
export const order = message('주문 {number}', 'Order {number}')
export const orders = message('주문', 'Orders')
export const noOrders = message('아직 주문이 없어요.', 'There are no orders yet.')
export const ordersLead = message(
  '이 브라우저나 계정으로 한 주문이에요.',
  'Orders made with this browser or your account.',
)
export const allOrders = message('주문 모두 보기', 'All orders')
export const placedOn = message('{day} 주문', 'Ordered on {day}')
export const more = message('{name} 외 {n}가지', '{name} and {n} more')
export const thanks = message('주문해 주셔서 고마워요', 'Thank you for your order')
export const keepLink = message(
  '이 화면의 주소로 언제든 다시 볼 수 있어요. 다른 사람에게 보이지 마세요.',
  'The address of this page opens your order at any time. Do not show it to others.',
)
export const statePending = message('결제를 기다려요', 'Waiting for the payment')
export const stateDeposit = message('입금을 기다려요', 'Waiting for your transfer')
export const stateConfirmed = message('주문이 확인됐어요', 'Confirmed')
export const statePaid = message('결제됐어요', 'Paid')
export const stateShipped = message('보냈어요', 'On its way')
export const stateCompleted = message('도착했어요', 'Arrived')
export const stateCancelled = message('취소됐어요', 'Cancelled')
export const stateExpired = message('기한이 지났어요', 'Not paid in time')
export const leadPending = message(
  '결제가 끝나면 바로 준비해요. {until}까지 물건을 잡아 두었어요.',
  'We begin as soon as it is paid. The goods are kept for you until {until}.',
)
export const leadDeposit = message(
  '{until}까지 아래 계좌로 보내 주세요. 그때까지 물건을 잡아 두어요.',
  'Please transfer the amount by {until}. The goods are kept for you until then.',
)
export const leadConfirmed = message('곧 보내 드려요. 받을 때 내시면 돼요.', 'We send it soon. You pay at the door.')
export const leadPaid = message('곧 보내 드려요.', 'We send it soon.')
export const leadShipped = message('오고 있어요.', 'It is on its way to you.')
export const leadCompleted = message('잘 쓰시길 바라요.', 'We hope you enjoy it.')
export const leadCancelled = message('이 주문은 취소됐어요.', 'This order was cancelled.')
export const leadExpired = message(
  '제때 돈이 들어오지 않아 주문이 끝났어요. 이미 보내셨다면 물어봐 주세요.',
  'The money did not come in time. If you have sent it, please ask us.',
)
export const steps = message('진행', 'Progress')
export const stepPlaced = message('주문', 'Ordered')
export const stepPaid = message('결제', 'Paid')
export const stepConfirmed = message('확인', 'Confirmed')
export const stepShipped = message('발송', 'Sent')
export const stepCompleted = message('도착', 'Arrived')
export const done = message('됐어요', 'done')
export const stillOpen = message('아직', 'not yet')
export const payHere = message('보내실 곳', 'Where to transfer to')
export const bank = message('은행', 'Bank')
export const accountNumber = message('계좌 번호', 'Account')
export const accountHolder = message('예금주', 'Account holder')
export const amount = message('금액', 'Amount')
export const until = message('언제까지', 'By')
export const copy = message('복사', 'Copy')
export const copyOf = message('{label} 복사', 'Copy: {label}')
export const copied = message('복사했어요', 'Copied')
export const askForAccount = message('계좌는 물어봐 주세요.', 'Please ask us for the account.')
export const payNow = message('지금 결제하기', 'Pay now')
export const payLead = message(
  '결제 화면으로 넘어가요. 저절로 열리지 않으면 눌러 주세요.',
  'The payment page opens. If it does not, press the button.',
)
export const returning = message(
  '결제를 확인하고 있어요. 잠시 뒤에 다시 보여 드려요.',
  'We are checking the payment. This page looks again in a moment.',
)
export const parcel = message('배송', 'Parcel')
export const trackingNumber = message('송장 번호', 'Tracking number')
export const follow = message('배송 조회', 'Follow the parcel')
export const goods = message('상품', 'Goods')
export const pieces = message('{n}개', 'Quantity {n}')
export const refunded = message('돌려드린 금액', 'Given back')
export const refundPending = message('돌려드리는 중', 'Being given back')
export const payBy = message('결제', 'Payment')
export const askAbout = message('이 주문 물어보기', 'Ask about this order')
export const print = message('인쇄', 'Print')
export const cancel = message('주문 취소', 'Cancel the order')
export const cancelLead = message(
  '취소하면 잡아 둔 물건이 풀려요. 되돌릴 수 없어요.',
  'The goods are no longer kept for you. This cannot be undone.',
)
export const cancelSure = message('네, 취소할게요', 'Yes, cancel it')
export const cancelTooLate = message(
  '이미 결제됐거나 보낸 주문이라 여기서 취소할 수 없어요. 물어봐 주세요.',
  'It is paid or sent already and cannot be cancelled here. Please ask us.',
)
export const cancelled = message('주문을 취소했어요.', 'The order is cancelled.')

// What is kept of a member
export const keptOrders = message(
  '주문과 받는 사람, 주소, 연락처: 보내고 돌려받을 때 써요. 거래 기록이라 계정을 지워도 남아요.',
  'Your orders with name, address and contact: for sending them and taking them back. As records of sales they stay when the account goes.',
)
