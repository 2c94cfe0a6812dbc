import { message } from '../message.ts'

// The list
export const all = message('모두', 'All')
export const todo = message('할 일', 'To do')
export const send = message('보낼 것', 'To send')
export const owing = message('돈 확인', 'Check the money')
export const states = message('주문 상태', 'States of orders')
export const search = message(
  '번호, 이름, 전화, 이메일, 입금자, 송장',
  'Number, name, phone, e-mail, depositor, parcel',
)
export const find = message('찾기', 'Search')
export const noOrders = message('아직 주문이 없어요', 'No orders yet')
export const noOrdersLead = message(
  '손님이 주문하면 여기에 바로 나타나요.',
  'They appear here as soon as somebody orders.',
)
export const noneFound = message('맞는 주문이 없어요', 'Nothing matches')
export const noneFoundLead = message('다른 말로 찾거나 다른 상태를 봐 주세요.', 'Try other words or another state.')
export const numberHead = message('주문', 'Order')
export const stateHead = message('상태', 'State')
export const buyerHead = message('주문한 사람', 'Buyer')
export const placedHead = message('언제', 'Placed')
export const wayHead = message('결제', 'Payment')
export const totalHead = message('금액', 'Total')
export const depositorIs = message('입금자 {name}', 'Depositor {name}')
export const lines = message('{n}가지', '{n} {n:line|lines}')
export const until = message('{until}까지', 'until {until}')
export const export_ = message('CSV로 받기', 'Download as CSV')
export const from = message('처음 날', 'First day')
export const to = message('마지막 날', 'Last day')
export const download = message('받기', 'Download')
export const exportWrong = message(
  '날짜를 다시 봐 주세요. 한 번에 1년까지예요.',
  'Please check the days: at most a year at once.',
)

// Many at once
export const choose = message('고르기', 'Choose')
export const chooseOne = message('주문 {number} 고르기', 'Choose order {number}')
export const chooseAll = message('이 쪽의 주문 모두 고르기', 'Choose all orders of this page')
export const chosen = message('고른 주문', 'Chosen orders')
export const keys = message(
  'j k 옮기기 · x 고르기 · Enter 열기 · / 찾기',
  'j k move · x choose · Enter open · / search',
)
export const paidMany = message('입금 확인', 'Transfers came')
export const sendMany = message('발송하기', 'Send')
export const slips = message('포장 명세서', 'Packing slips')
export const paidManyLead = message(
  '통장에서 이름과 금액을 맞춰 보고 눌러 주세요. 들어오지 않은 주문은 빼 주세요.',
  'Compare names and amounts with the account, and leave out what did not come.',
)
export const sendManyLead = message(
  '송장 번호를 하나씩 적거나, 택배사 표에서 줄째로 복사해 첫 칸에 붙여 넣으세요. 주문 번호와 송장 번호 두 칸이면 번호를 보고 나눠 적어요.',
  'Type the tracking numbers, or copy a column from the carrier’s table and paste it into the first field. With two columns, order and tracking number, each finds its order.',
)
export const paidN = message('{n}건 입금 확인', 'Note {n} {n:transfer|transfers}')
export const sendN = message('{n}건 발송', 'Send {n}')
export const cannotNow = message('지금은 할 수 없는 주문', 'Not possible at the moment')
export const allGivenBack = message('돈을 모두 돌려줬어요', 'All the money was given back')
export const noneOfThem = message(
  '고른 주문 가운데 할 수 있는 것이 없어요.',
  'Nothing can be done with the chosen orders.',
)
export const partlyDone = message(
  '{n}건을 했어요. 남은 주문은 그사이에 바뀌었으니 아래에서 봐 주세요.',
  '{n} done. The others have changed in the meantime: please look below.',
)
export const donePaidN = message('{n}건의 입금을 확인했어요.', '{n} {n:transfer is|transfers are} noted.')
export const doneShippedN = message('{n}건을 발송했어요.', '{n} {n:order is|orders are} sent.')

// States, for the staff
export const pending_payment = message('결제 중', 'Paying')
export const awaiting_deposit = message('입금 대기', 'Awaiting transfer')
export const confirmed = message('받을 때 결제', 'Pays at the door')
export const paid = message('결제 완료', 'Paid')
export const shipped = message('발송', 'Sent')
export const completed = message('도착', 'Arrived')
export const cancelled = message('취소', 'Cancelled')
export const expired = message('기한 지남', 'Expired')

// An order
export const order = message('주문 {number}', 'Order {number}')
export const buyersPage = message('손님이 보는 쪽', 'The buyer’s page')
export const conversation = message('대화 보기', 'Open the conversation')
export const slip = message('포장 명세서', 'Packing slip')
export const print = message('인쇄', 'Print')
export const notDone = message(
  '그사이에 주문이 바뀌어서 하지 않았어요. 지금 상태를 봐 주세요.',
  'The order has changed in the meantime, so nothing was done. Please look at it as it is now.',
)
export const nextStep = message('다음 일', 'What comes next')
export const nothingToDo = message('더 할 일이 없어요.', 'There is nothing left to do.')
export const waitsForProvider = message(
  '결제 회사가 알려 주기를 기다려요. 알리면 저절로 바뀌어요.',
  'It waits for word from the payment provider and goes on by itself.',
)
export const markPaid = message('입금 확인', 'The transfer came')
export const markPaidLead = message(
  '{depositor} 이름으로 {amount}이 모두 들어왔는지 통장에서 확인하고 눌러 주세요.',
  'Press when the whole {amount} came from {depositor}.',
)
export const markPaidLate = message(
  '기한이 지난 주문이에요. 물건이 남아 있으면 결제 완료가 되고, 없으면 돌려줄 돈으로 적어요.',
  'This order is over. If the goods are still there it becomes paid; else the money is noted as to be given back.',
)
export const ship = message('발송하기', 'Send it')
export const carrier = message('택배사', 'Carrier')
export const carrierNone = message('고르지 않음', 'None')
export const otherCarrier = message('다른 택배사', 'Another carrier')
export const tracking = message('송장 번호', 'Tracking number')
export const changeParcel = message('배송 정보 고치기', 'Correct the parcel')
export const complete = message('도착으로 표시', 'It arrived')
export const completeDoor = message('도착했고 돈도 받았어요', 'It arrived and is paid')
export const paidAtDoor = message('돈을 받았어요', 'It was paid at the door')
export const cancel = message('주문 취소', 'Cancel the order')
export const cancelSent = message('돌아온 주문으로 취소', 'It came back: cancel the order')
export const cancelSure = message('주문 {number}을 취소할까요?', 'Cancel order {number}?')
export const cancelLead = message(
  '되돌릴 수 없어요. 손님이 보는 쪽에 바로 나타나요.',
  'This cannot be undone. The buyer sees it at once.',
)
export const why = message('까닭', 'Reason')
export const restock = message('물건을 재고로 되돌리기', 'Put the goods back into the stock')
export const refundAll = message('낸 돈 {amount}을 모두 돌려주기', 'Give back all of the {amount}')
export const refund = message('환불', 'Refund')
export const refundSure = message('돈을 돌려줄까요?', 'Give money back?')
export const refundLead = message('{amount}까지 돌려줄 수 있어요.', 'Up to {amount} can be given back.')
export const refundAmount = message('돌려줄 금액', 'Amount to give back')
export const refundHand = message(
  '이 주문의 돈은 직접 보내야 해요. 보낸 뒤에 아래에서 “보냈어요”를 눌러 주세요.',
  'This money has to be sent by hand. Press “It is sent” below when you have done so.',
)
export const refundProvider = message('결제 회사를 통해 돌려줘요.', 'It goes back through the payment provider.')
export const refunds = message('환불', 'Refunds')
export const refundDone = message('돌려줌', 'Given back')
export const refundPending = message('돌려줄 돈', 'To be given back')
export const askAgain = message('다시 돌려주기', 'Try again')
export const refundFailed = message('실패', 'Failed')
export const sentByHand = message('보냈어요', 'It is sent')
export const ownerOnly = message('취소와 환불은 주인만 할 수 있어요.', 'Only the owner cancels and refunds.')
export const payments = message('결제', 'Payments')
export const paymentPending = message('기다림', 'Waiting')
export const paymentPaid = message('받음', 'Received')
export const paymentFailed = message('실패', 'Failed')
export const paymentReturned = message('돌려줄 것', 'To be returned')
export const goods = message('상품', 'Goods')
export const receiver = message('받는 사람', 'Receiver')
export const sku = message('품번', 'Number')
export const note = message('손님이 남긴 말', 'The buyer’s note')
export const remark = message('메모', 'Note')
export const remarkHint = message(
  '직원만 봐요. 금액이 다르게 들어왔거나 통화한 일을 적어 두세요.',
  'For the staff alone: another amount that came, or what was said on the phone.',
)
export const addRemark = message('메모 적기', 'Add the note')
export const history = message('기록', 'History')
export const byProgram = message('프로그램', 'The program')
export const byBuyer = message('손님', 'The buyer')
export const byFormer = message('이전 직원', 'Former staff')
export const moved = message('{from} → {to}', '{from} → {to}')
export const amountWrong = message('0보다 큰 금액을 숫자로 적어 주세요.', 'Please give an amount above 0.')
export const tooMuch = message('낸 돈보다 많이 돌려줄 수는 없어요.', 'More than was paid cannot be given back.')
export const notGivenBack = message(
  '결제 회사가 돈을 돌려주지 않았어요. 까닭은 아래 결제에 있어요.',
  'The payment provider did not give the money back. The reason is below, with the payments.',
)
export const notPaid = message('아직 받은 돈이 없어요.', 'Nothing was paid yet.')
export const remarkNeeded = message('적을 말이 비어 있어요.', 'There is nothing to note.')
export const whyNeeded = message('까닭을 적어 주세요.', 'Please give a reason.')

// What was done
export const donePaid = message('입금을 확인했어요.', 'The transfer is noted.')
export const doneReturned = message(
  '물건이 이미 없어요. 들어온 돈을 돌려줄 돈으로 적었어요.',
  'The goods are gone. The money is noted as to be given back.',
)
export const doneShipped = message('발송했어요.', 'It is sent.')
export const doneParcel = message('배송 정보를 고쳤어요.', 'The parcel is corrected.')
export const doneCompleted = message('도착으로 표시했어요.', 'It has arrived.')
export const doneCancelled = message('주문을 취소했어요.', 'The order is cancelled.')
export const doneRemark = message('메모를 적었어요.', 'It is noted.')
export const doneRefund = message('환불을 적었어요.', 'The refund is noted.')
export const doneGivenBack = message('돈을 돌려줬어요.', 'The money is given back.')
export const doneRefunded = message('돌려준 것으로 표시했어요.', 'It is given back.')

// Why, in the history
export const whyPlaced = message('주문', 'Placed')
export const whyPaidTransfer = message('입금 확인', 'Transfer noted')
export const whyPaidProvider = message('결제 회사가 알림', 'Told by the provider')
export const whyPaidTwice = message('두 번 결제됨', 'Paid twice')
export const whyPaidLate = message('늦게 결제됨', 'Paid too late')
export const whyPaidWrong = message('금액이 다름', 'Another amount came')
export const whyNotPaid = message('제때 결제되지 않음', 'Not paid in time')
export const whyByBuyer = message('손님이 취소', 'Cancelled by the buyer')
export const whyShipped = message('발송', 'Sent')
export const whyParcel = message('배송 정보 고침', 'Parcel corrected')
export const whyCompleted = message('도착', 'Arrived')
export const whyReceived = message('손님이 받았다고 함', 'The buyer says it arrived')
export const whyPaidDoor = message('받을 때 냄', 'Paid at the door')
export const whyRefund = message('환불 요청', 'Refund asked for')
export const whyRefunded = message('환불 보냄', 'Refund sent')
export const whyNothingDue = message('낼 돈이 없음', 'Nothing to pay')
export const whyDisputed = message('카드사에 이의가 들어옴', 'The buyer’s bank asks for the money back')
export const whyDisputeOver = message('이의가 끝남', 'The dispute is over')
export const whyDisputeLost = message('이의에 져서 돈이 나감', 'The dispute was lost, and the money with it')

// Beside a conversation
export const shoppersOrders = message('주문', 'Orders')
export const shoppersCart = message('장바구니', 'Cart')
export const noneYet = message('아직 없어요.', 'None yet.')
