import { message } from '../message.ts'

// Shipping and tax
export const zones = message('배송 지역', 'Shipping zones')
export const zonesLead = message(
  '받는 나라가 들어 있는 지역 가운데 가장 위의 것이 쓰여요.',
  'The first zone that has the buyer’s country counts.',
)
export const newZone = message('새 지역', 'New zone')
export const noZones = message('아직 배송 지역이 없어요', 'No shipping zones yet')
export const noZonesLead = message(
  '지금은 어디든 무료로 보내요. 지역을 만들면 배송비를 받을 수 있어요.',
  'Everything is sent everywhere for nothing. Make a zone to charge for shipping.',
)
export const zoneName = message('이름', 'Name')
export const countries = message('나라', 'Countries')
export const countriesHint = message(
  '쉼표로 나눠 적어요. 예: 대한민국, 일본, 그 밖의 나라',
  'With commas between, such as: South Korea, Japan, all other countries',
)
export const shippingPrice = message('배송비', 'Shipping price')
export const freeFrom = message('무료 배송 기준 금액', 'Free from')
export const freeFromHint = message('비워 두면 언제나 받아요.', 'Left empty, it is never free.')
export const perKilogram = message('1kg마다 추가', 'Added per kilogram')
export const deleteZone = message('“{name}” 지역을 지울까요?', 'Delete the zone “{name}”?')
export const deleteZoneLead = message(
  '앞으로의 주문부터예요. 이미 들어온 주문은 그대로예요.',
  'From the next order on. Orders that came in stay as they are.',
)
export const never = message('없음', 'Never')
export const taxes = message('세금', 'Taxes')
export const taxesLead = message('받는 나라에 따라 붙는 세금이에요.', 'By the country that the order goes to.')
export const otherCountries = message('그 밖의 나라', 'All other countries')
export const unknownCountry = message(
  '나라 이름을 쉼표로 나눠 적어 주세요.',
  'Please give names of countries with commas between.',
)
export const country = message('나라', 'Country')
export const rate = message('세율 (%)', 'Rate (%)')
export const isIncluded = message('가격에 포함되어 있어요', 'Prices include it')
export const included = message('포함', 'Included')
export const added = message('별도', 'Added')
export const noTaxes = message('아직 세금이 없어요. 세금 없이 팔아요.', 'None yet: nothing is taxed.')
export const writeTax = message('세금 추가', 'Add the tax')
export const removeTax = message('{country} 세금 빼기', 'Remove the tax of {country}')

// Bargaining
export const rulesLead = message(
  '상품의 규칙이 먼저, 다음이 분류, 그다음이 가게예요. 여기 있는 수는 주인만 보고, 어디에도 나가지 않아요.',
  'A product’s rule comes first, then its category’s, then the shop’s. Only the owner sees these figures; they go nowhere else.',
)
export const wholeShop = message('가게 전체', 'The whole shop')
export const ruleOfCategory = message('분류: {name}', 'Category: {name}')
export const ruleOfProduct = message('상품: {name}', 'Product: {name}')
export const ruleFor = message('적용 대상', 'Applies to')
export const newRule = message('분류의 규칙 추가', 'Add a rule for a category')
export const writeRule = message('규칙 만들기', 'Make the rule')
export const productRuleHint = message(
  '상품 하나에만 쓰는 규칙은 그 상품의 화면에서 정해요.',
  'A rule for one product is set on that product’s page.',
)
export const ofProduct = message('흥정 규칙', 'Bargaining rule')
export const isAllowed = message('흥정 받기', 'Bargaining')
export const allowed = message('받아요', 'Yes')
export const notAllowed = message('받지 않아요', 'No')
export const acceptFrom = message('자동 수락 (가격의 % 이상)', 'Accept from (% of price)')
export const acceptHint = message('비워 두면 사람이 정해요.', 'Left empty, a person decides.')
export const declineTo = message('자동 거절 (가격의 % 이하)', 'Decline up to (% of price)')
export const declineHint = message(
  '이 값 이하로는 아무도 팔 수 없어요. 비워 두면 한도가 없어요.',
  'Nobody can sell at or below this. Left empty, there is no limit.',
)
export const attempts = message('하루 제안 횟수', 'Offers a day')
export const lifetime = message('제안이 유효한 시간', 'Hours an offer stands')
export const sharesWrong = message(
  '거절하는 비율은 받는 비율보다 낮아야 해요.',
  'What is declined must be less than what is accepted.',
)
export const usual = message('정하지 않았어요. 모두 사람이 정해요.', 'Not set: a person decides.')
export const removeRule = message('규칙 지우기', 'Delete the rule')
export const removeRuleLead = message('더 넓은 규칙이 대신 쓰여요.', 'The wider rule counts then.')

// Payments
export const waysLead = message(
  '손님이 주문할 때 고를 수 있는 방법이에요.',
  'What buyers may choose from when they order.',
)
export const transfer = message('무통장 입금', 'Bank transfer')
export const transferHint = message(
  '입금을 확인하면 주문에서 ‘입금 확인’을 눌러 주세요.',
  'Mark the order as paid once the money has come.',
)
export const bankName = message('은행', 'Bank')
export const bankAccount = message('계좌 번호', 'Account number')
export const bankHolder = message('예금주', 'Account holder')
export const bankNeeded = message(
  '무통장 입금을 받으려면 은행, 계좌 번호, 예금주가 있어야 해요.',
  'Transfers need a bank, an account number and its holder.',
)
export const onDelivery = message('받을 때 결제', 'Cash on delivery')
export const stripe = message('카드 (Stripe)', 'Card (Stripe)')
export const portone = message('토스, 카카오페이, 네이버페이 (PortOne)', 'Toss, Kakao Pay, Naver Pay (PortOne)')
export const providerReady = message('설정이 되어 있어요.', 'It is set up.')
export const providerMissing = message(
  '아직 손님에게 보이지 않아요. 프로그램 설정에 키를 넣으면 보여요.',
  'Not offered yet: the program’s settings lack its keys.',
)

// The shop
export const shopName = message('가게 이름', 'Shop name')
export const shopLead = message('한 줄 소개', 'Short description')
export const greeting = message('첫인사', 'Greeting')
export const business = message('사업자 정보', 'Who does business')
export const businessHint = message(
  '상호, 대표, 사업자등록번호, 통신판매업 신고번호, 주소, 연락처. 모든 쪽의 맨 아래에 적은 줄 그대로 보여요.',
  'Name, owner, registration numbers, address, contact. It stands at the foot of every page, line by line.',
)
export const currency = message('통화', 'Currency')
export const currencyHint = message('세 글자로 적어요: KRW, USD, EUR', 'Three letters: KRW, USD, EUR')
export const currencyFixed = message(
  '가격이 매겨진 상품이 있어 바꿀 수 없어요.',
  'It cannot be changed once something has a price.',
)
export const currencyInUse = message(
  '가격이 매겨진 상품이 있어 통화를 바꿀 수 없어요.',
  'The currency cannot be changed once something has a price.',
)
export const colour = message('가게의 색', 'Colour of the shop')
export const colourHint = message('예: #2f6b4f', 'Such as #2f6b4f')
export const colourPick = message('색 고르기', 'Pick a colour')
export const contrastOn = message(
  '버튼 글자와 {ratio}:1 (4.5:1부터 읽기 좋아요)',
  'Text on buttons {ratio}:1 (readable from 4.5:1)',
)
export const contrastGround = message('흰 바탕과 {ratio}:1', 'On white {ratio}:1')
export const contrastLow = message(
  '흰 바탕에서 잘 보이지 않아요. 더 진한 색을 골라 보세요.',
  'It hardly stands out on white. Try a darker one.',
)
export const sample = message('버튼은 이렇게 보여요', 'Buttons look like this')
