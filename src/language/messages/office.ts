import { message } from '../message.ts'

export const office = message('사무실', 'Office')
export const skip = message('내용으로 건너뛰기', 'Skip to content')
export const orders = message('주문', 'Orders')
export const products = message('상품', 'Products')
export const categories = message('분류', 'Categories')
export const attributes = message('속성', 'Attributes')
export const reviews = message('후기', 'Reviews')
export const shipping = message('배송과 세금', 'Shipping and tax')
export const bargaining = message('흥정', 'Bargaining')
export const payments = message('결제', 'Payments')
export const shop = message('가게', 'Shop')

// What is everywhere
export const korean = message('한국어', 'Korean')
export const english = message('영어', 'English')
export const inLanguage = message('{label} ({language})', '{label} ({language})')
export const save = message('저장', 'Save')
export const saving = message('저장하는 중', 'Saving')
export const notSavedYet = message('아직 저장하지 않았어요.', 'Not saved yet.')
export const remove = message('빼기', 'Remove')
export const removeOne = message('{name} 빼기', 'Remove {name}')
export const deleteIt = message('지우기', 'Delete')
export const leaveIt = message('그만두기', 'Cancel')
export const up = message('{name} 위로', 'Move {name} up')
export const down = message('{name} 아래로', 'Move {name} down')
export const putAway = message('알림 닫기', 'Dismiss')
export const pages = message('쪽 이동', 'Pages')
export const toStart = message('처음으로', 'First page')
export const nextPage = message('다음 쪽', 'Next page')
export const orderHead = message('순서', 'Order')
export const actsHead = message('할 일', 'Actions')
export const nameHead = message('이름', 'Name')
export const checkFields = message(
  '아직 저장하지 않았어요. 표시한 칸을 봐 주세요.',
  'Not saved yet: please look at the marked fields.',
)

// What was done
export const saved = message('저장했어요.', 'Saved.')
export const made = message('만들었어요.', 'Created.')
export const deleted = message('지웠어요.', 'Deleted.')
export const restored = message('되돌렸어요.', 'Restored.')
export const orderSaved = message('순서를 바꿨어요.', 'Order saved.')
export const merged = message('두 값을 하나로 합쳤어요.', 'The two values are one now.')
export const publishedN = message('상품 {n}개를 공개했어요.', '{n} published.')
export const unpublishedN = message('상품 {n}개를 숨겼어요.', '{n} hidden.')
export const movedN = message('상품 {n}개의 분류를 바꿨어요.', 'The category of {n} is changed.')
export const pricedN = message('상품 {n}개의 가격을 바꿨어요.', 'The prices of {n} are changed.')
export const onSaleN = message('상품 {n}개를 할인해요.', '{n} are on sale.')
export const offSaleN = message('상품 {n}개의 할인을 끝냈어요.', 'The sale of {n} is over.')
export const countedN = message('상품 {n}개의 재고를 고쳤어요.', 'The stock of {n} is changed.')
export const deletedN = message('상품 {n}개를 지웠어요.', '{n} deleted.')

// What is wrong with a field
export const needed = message('꼭 적어 주세요.', 'Please fill this in.')
export const tooLong = message('{most}자까지 쓸 수 있어요.', 'At most {most} characters.')
export const tooManyRows = message('{most}개까지 넣을 수 있어요.', 'At most {most} of them.')
export const noAmount = message('금액을 숫자로 적어 주세요. 예: {example}', 'Please give an amount, such as {example}.')
export const noNumber = message('0 이상인 정수를 적어 주세요.', 'Please give a whole number, 0 or more.')
export const noPercent = message('0에서 100 사이로 적어 주세요.', 'Please give a number between 0 and 100.')
export const noSlug = message(
  '영어 소문자와 숫자, 붙임표(-)만 쓸 수 있어요.',
  'Small letters, digits and single hyphens only.',
)
export const noChoice = message('목록에서 골라 주세요.', 'Please choose from the list.')
export const noDate = message('날짜와 시간을 적어 주세요.', 'Please give a date and a time.')
export const noColour = message('#2f6b4f 처럼 적어 주세요.', 'Please write it like #2f6b4f.')

// Categories
export const newCategory = message('새 분류', 'New category')
export const noCategories = message('아직 분류가 없어요', 'No categories yet')
export const noCategoriesLead = message(
  '상품은 분류 안에 놓여요. 첫 분류를 만들면 상품을 올릴 수 있어요.',
  'Every product has a category. Make the first one, then add products.',
)
export const slug = message('주소에 쓰는 이름', 'Name in the address')
export const slugHint = message('비워 두면 영어 이름으로 만들어요.', 'Left empty it is made from the English name.')
export const about = message('소개', 'About')
export const picture = message('사진', 'Picture')
export const takePictureOut = message('사진 빼기', 'Remove this picture')
export const pictureHint = message('JPEG, PNG, WebP, AVIF. 25 MB까지.', 'JPEG, PNG, WebP or AVIF, up to 25 MB.')
export const productCount = message('상품 수', 'Products')
export const deleteCategory = message('“{name}” 분류를 지울까요?', 'Delete the category “{name}”?')
export const deleteCategoryLead = message(
  '비어 있는 분류예요. 되돌릴 수 없어요.',
  'It is empty. This cannot be undone.',
)
export const categoryNotEmpty = message(
  '상품이 있는 분류는 지울 수 없어요. 먼저 상품을 다른 분류로 옮겨 주세요.',
  'A category with products cannot be deleted. Move its products first.',
)

// Attributes
export const newAttribute = message('새 속성', 'New attribute')
export const noAttributes = message('아직 속성이 없어요', 'No attributes yet')
export const noAttributesLead = message(
  '소재, 크기, 방수처럼 손님이 상품을 견주는 말이에요. 찾기와 거르기에 쓰여요.',
  'The words by which shoppers compare: material, size, waterproof. Search and filters use them.',
)
export const values = message('값', 'Values')
export const value = message('값', 'Value')
export const addValue = message('값 추가', 'Add a value')
export const usedBy = message('상품 {n}개', '{n} {n:product|products}')
export const mergeValues = message('두 값 합치기', 'Merge two values')
export const mergeLead = message(
  '앞의 값을 가진 상품은 모두 뒤의 값을 갖게 되고, 앞의 값은 없어져요. 되돌릴 수 없어요.',
  'Products with the first value get the second, and the first is gone. This cannot be undone.',
)
export const mergeFrom = message('없어질 값', 'Value to remove')
export const mergeInto = message('남을 값', 'Value to keep')
export const merge = message('합치기', 'Merge')
export const mergeSame = message('서로 다른 두 값을 골라 주세요.', 'Please choose two different values.')
export const deleteAttribute = message('“{name}” 속성을 지울까요?', 'Delete the attribute “{name}”?')
export const deleteAttributeLead = message(
  '상품 {n}개에서 이 속성이 사라져요. 되돌릴 수 없어요.',
  'It goes from {n} {n:product|products} too. This cannot be undone.',
)
export const valueInUse = message('쓰이고 있는 값은 뺄 수 없어요: {name}', 'A value in use cannot be removed: {name}')
