import { message } from '../message.ts'

// The list
export const newProduct = message('새 상품', 'New product')
export const search = message('찾기', 'Search')
export const searchLabel = message('상품 이름이나 품번', 'Product name or SKU')
export const allCategories = message('모든 분류', 'All categories')
export const allStates = message('모든 상태', 'Any state')
export const published = message('공개', 'Published')
export const due = message('공개 예정', 'Scheduled')
export const hidden = message('숨김', 'Hidden')
export const dueAt = message('{day} {time} 공개', 'From {day}, {time}')
export const allStock = message('모든 재고', 'Any stock')
export const noStock = message('품절', 'Sold out')
export const lowStock = message('5개 이하', '5 or fewer')
export const enoughStock = message('넉넉함', 'More than 5')
export const reset = message('조건 지우기', 'Clear')
export const found = message('상품 {n}개', '{n} {n:product|products}')
export const categoryHead = message('분류', 'Category')
export const priceHead = message('가격', 'Price')
export const stockHead = message('재고', 'Stock')
export const stateHead = message('상태', 'State')
export const changedHead = message('고친 날', 'Changed')
export const choose = message('{name} 고르기', 'Choose {name}')
export const chooseAll = message('이 쪽 모두 고르기', 'Choose all on this page')
export const sortBy = message('정렬', 'Sort by')
export const changedLast = message('최근에 고친 순', 'Changed last')
export const changedFirst = message('오래전에 고친 순', 'Changed first')
export const nameUp = message('이름순', 'Name, A to Z')
export const nameDown = message('이름 역순', 'Name, Z to A')
export const priceUp = message('낮은 가격순', 'Price, low to high')
export const priceDown = message('높은 가격순', 'Price, high to low')
export const stockUp = message('재고 적은 순', 'Stock, low to high')
export const stockDown = message('재고 많은 순', 'Stock, high to low')
export const feedMark = message('다른 가게 상품', 'From another shop')
export const onSale = message('할인', 'Sale')
export const variantCount = message('{n}가지', '{n} {n:variant|variants}')
export const filmMark = message('영상', 'Film')
export const noProducts = message('아직 상품이 없어요', 'No products yet')
export const noProductsLead = message(
  '첫 상품을 올려 보세요. 사진과 영상을 함께 놓을 수 있어요.',
  'Add the first one, with pictures and a film.',
)
export const noneFound = message('맞는 상품이 없어요', 'No products found')
export const noneFoundLead = message('조건을 줄이거나 다른 말로 찾아보세요.', 'Try fewer filters or other words.')
export const categoryFirst = message('먼저 분류를 하나 만들어 주세요.', 'Please make a category first.')

// What is done to many
export const bulk = message('고른 상품', 'Chosen products')
export const allFitting = message('조건에 맞는 {n}개 모두', 'All {n} that match the filters')
export const apply = message('적용', 'Apply')
export const doPublish = message('공개하기', 'Publish')
export const doUnpublish = message('숨기기', 'Hide')
export const doCategory = message('분류 바꾸기', 'Change category')
export const doPrice = message('가격 바꾸기', 'Change price')
export const doSale = message('할인 시작', 'Put on sale')
export const doUnsale = message('할인 끝내기', 'End the sale')
export const doStock = message('재고 고치기', 'Change stock')
export const doDelete = message('지우기', 'Delete')
export const changeHint = message('10%, -2000', '10%, -2000')
export const priceBy = message('금액 또는 %', 'Amount or %')
export const saleBy = message('할인율 (%)', 'Discount (%)')
export const stepLabel = message('반올림 단위', 'Round to')
export const stockHow = message('재고', 'Stock')
export const stockSet = message('이 수로 정하기', 'Set to')
export const stockAdd = message('더하거나 빼기', 'Add or subtract')
export const pieces = message('개수', 'Number')
export const chooseSome = message('먼저 상품을 골라 주세요.', 'Please choose some products first.')
export const bulkWrong = message('얼마나 바꿀지 숫자로 적어 주세요.', 'Please give a number.')
export const tooMany = message('한 번에 {most}개까지 바꿀 수 있어요.', 'At most {most} can be changed at once.')
export const deleteMany = message('상품 {n}개를 지울까요?', 'Delete {n} {n:product|products}?')
export const deleteLead = message(
  '가게에서 사라져요. 이미 주문된 것은 주문에 그대로 남아요.',
  'They go from the shop. What was ordered stays in the orders.',
)

// The editor
export const seeInShop = message('가게에서 보기', 'View in shop')
export const history = message('고친 기록', 'History')
export const duplicate = message('복제', 'Duplicate')
export const copyOf = message('{name} 사본', 'Copy of {name}')
export const deleteOne = message('“{name}” 상품을 지울까요?', 'Delete “{name}”?')
export const words = message('이름과 설명', 'Name and description')
export const wordsHint = message(
  '한 언어를 비워 두면 다른 언어의 글이 들어가요.',
  'A language left empty takes the text of the other.',
)
export const productName = message('이름', 'Name')
export const lead = message('한 줄 소개', 'Short description')
export const aboutTitle = message('설명 제목', 'Heading of the description')
export const aboutText = message('설명', 'Description')
export const brand = message('브랜드', 'Brand')
export const slug = message('주소에 쓰는 이름', 'Name in the address')
export const slugHint = message('비워 두면 영어 이름으로 만들어요.', 'Left empty it is made from the English name.')
export const pictures = message('사진', 'Pictures')
export const addPictures = message('사진 고르기', 'Choose pictures')
export const picturesHint = message(
  '끌어다 놓아도 돼요. JPEG, PNG, WebP, AVIF, 하나에 25 MB까지.',
  'Or drop them here. JPEG, PNG, WebP or AVIF, up to 25 MB each.',
)
export const dropHere = message('여기에 놓으세요', 'Drop it here')
export const pictureN = message('사진 {n}', 'Picture {n}')
export const alt = message('사진 설명', 'Description')
export const pictureFor = message('쓰이는 곳', 'Shown for')
export const forAll = message('모든 옵션', 'every option')
export const noPictures = message('아직 사진이 없어요.', 'No pictures yet.')
export const film = message('영상', 'Film')
export const addFilm = message('영상 고르기', 'Choose a film')
export const filmHint = message(
  '끌어다 놓아도 돼요. MP4, 2 GB까지. 첫 그림은 영상에서 뽑아요.',
  'Or drop it here. MP4, up to 2 GB. Its first picture is taken from it.',
)
export const filmPlain = message(
  '스크립트 없이는 60 MB까지 올릴 수 있어요. 첫 그림은 함께 골라도 돼요.',
  'Without scripts up to 60 MB. You may choose its first picture along with it.',
)
export const filmWaiting = message('기다리는 중', 'Waiting')
export const filmWorking = message('화질별로 만드는 중', 'Making its sizes')
export const filmMeanwhile = message(
  '지금 공개해도 돼요. 다 될 때까지 올린 그대로 재생돼요.',
  'You may publish it now: until this is done it plays as it came.',
)
export const filmMeanwhilePicture = message(
  '모든 브라우저가 재생하지는 못하는 형식이에요. 지금 공개해도 되고, 손님에게는 다 된 뒤에 영상이, 그때까지는 첫 그림이 보여요.',
  'Not every browser plays this format. You may publish it now: shoppers see the film when this is done, and its picture until then.',
)
export const filmReady = message('준비됐어요', 'Ready')
export const filmSizes = message(
  '{sizes} 가운데 보는 사람의 회선과 화면에 맞는 것으로 재생돼요.',
  'It plays in {sizes}, whichever fits the viewer’s line and screen.',
)
export const filmLight = message('가벼운 영상이라 올린 그대로 재생돼요.', 'It is light, and plays as it came.')
export const filmFailed = message('만들지 못했어요', 'Not made')
export const filmFaultAt = message('{at}에서 멈췄어요.', 'It stopped at {at}.')
export const filmStays = message('그동안 올린 그대로 재생돼요.', 'Meanwhile it plays as it came.')
export const filmStaysPicture = message(
  '모든 브라우저가 재생하지는 못하는 형식이라, 손님에게는 첫 그림만 보여요.',
  'Not every browser plays this format, so shoppers see its picture only.',
)
export const filmAgain = message('다시 하기', 'Try again')
export const filmAlt = message('영상 설명', 'What the film shows')
export const removeFilm = message('영상 빼기', 'Take the film out')
export const poster = message('첫 그림 바꾸기', 'Other first picture')
export const captionsOf = message('자막 ({language})', 'Captions ({language})')
export const captionsHint = message('WebVTT(.vtt). 올리면 바로 바뀌어요.', 'WebVTT (.vtt). They count at once.')
export const captionsThere = message('자막: {languages}', 'Captions: {languages}')
export const noCaptions = message('아직 자막이 없어요.', 'No captions yet.')
export const chapters = message('장면', 'Chapters')
export const addChapter = message('장면 추가', 'Add a chapter')
export const chapterAt = message('언제 (분:초)', 'At (minutes:seconds)')
export const chapterName = message('장면 이름', 'Name of the chapter')
export const chapterN = message('장면 {n}', 'chapter {n}')
export const onFilm = message('영상에 나오는 다른 상품', 'Other products in the film')
export const onFilmOne = message('상품 (주소에 쓰는 이름)', 'Product (name in its address)')
export const addOnFilm = message('상품 추가', 'Add a product')
export const upload = message('올리기', 'Upload')
export const options = message('옵션', 'Options')
export const optionsHint = message(
  '색이나 크기처럼 손님이 고르는 것이에요. 없으면 비워 두세요.',
  'What shoppers choose, such as colour or size. Leave empty if there is nothing to choose.',
)
export const addOption = message('옵션 추가', 'Add an option')
export const optionN = message('옵션 {n}', 'Option {n}')
export const optionName = message('옵션 이름', 'Option')
export const optionValue = message('값', 'Value')
export const addValue = message('값 추가', 'Add a value')
export const swatch = message('색 (#rrggbb)', 'Colour (#rrggbb)')
export const valueN = message('값 {n}', 'value {n}')
export const variants = message('가격과 재고', 'Price and stock')
export const fitVariants = message('모든 조합 만들기', 'Make every combination')
export const variant = message('품목', 'Variant')
export const onlyOne = message('기본', 'Default')
export const sku = message('품번', 'SKU')
export const price = message('가격', 'Price')
export const salePrice = message('할인가', 'Sale price')
export const stock = message('재고', 'Stock')
export const reserved = message('{n}개는 주문에 잡힘', '{n} held for orders')
export const weight = message('무게 (g)', 'Weight (g)')
export const shelf = message('분류와 속성', 'Category and attributes')
export const category = message('분류', 'Category')
export const details = message('상세 정보', 'Details')
export const addFact = message('항목 추가', 'Add a detail')
export const factName = message('항목', 'Name')
export const factValue = message('내용', 'Value')
export const factN = message('{n}번째 항목', 'detail {n}')
export const publishing = message('공개', 'Publishing')
export const publishNow = message('공개', 'Published')
export const publishAt = message('예약 공개', 'Scheduled')
export const publishNot = message('숨김', 'Hidden')
export const publishTime = message('언제', 'When')
export const publishZone = message('시간대: {zone}', 'Time zone: {zone}')
export const openInStock = message(
  '재고는 고친 만큼만 더하거나 빼요. 그사이 팔린 것은 그대로 빠져요.',
  'Stock changes by as many as you changed; what is sold meanwhile still counts.',
)

// Somebody else was there
export const changedMeanwhile = message(
  '그사이에 다른 사람이 이 상품을 고쳤어요. 아직 아무것도 덮어쓰지 않았어요.',
  'Somebody changed this product meanwhile. Nothing has been overwritten.',
)
export const changedHow = message(
  '아래에 저장된 것과 적으신 것이 나란히 있어요. 적으신 것을 고친 뒤 저장하면 그것이 남아요.',
  'What is saved stands beside what you typed. Save once more, and yours stays.',
)
export const theirs = message('저장된 것', 'What is saved')
export const yours = message('적으신 것', 'What you typed')
export const takeTheirs = message('저장된 것을 다시 열기', 'Open what is saved')
export const field = message('칸', 'Field')
export const noDifference = message('다른 것이 없어요.', 'No differences.')

// History
export const historyOf = message('{name}: 고친 기록', 'History of {name}')
export const noHistory = message('아직 고친 기록이 없어요', 'No history yet')
export const noHistoryLead = message('저장할 때마다 여기에 남아요.', 'Every change that is saved is kept here.')
export const before = message('전', 'Before')
export const after = message('후', 'After')
export const restoreBefore = message('이 앞으로 되돌리기', 'Restore to before this')
export const restoreAfter = message('이때로 되돌리기', 'Restore to this')
export const restoreTitle = message('그때의 상품으로 되돌릴까요?', 'Bring back the product as it was?')
export const restoreLead = message(
  '글, 사진, 가격이 그때처럼 돼요. 재고와 공개 여부는 지금 그대로예요. 이 되돌리기도 기록에 남아요.',
  'Words, pictures and prices become what they were. Stock stays as it is today, and so does who sees it. This is kept in the history too.',
)
export const restoreGo = message('되돌리기', 'Restore')
export const nothingThere = message('없음', 'Nothing')
export const actMade = message('만들었어요', 'Made it')
export const actWritten = message('고쳤어요', 'Changed it')
export const actRestored = message('되돌렸어요', 'Restored it')
export const actPublished = message('공개했어요', 'Published it')
export const actUnpublished = message('숨겼어요', 'Hid it')
export const actMoved = message('분류를 바꿨어요', 'Changed its category')
export const actPriced = message('가격을 바꿨어요', 'Changed its prices')
export const actOnSale = message('할인을 시작했어요', 'Put it on sale')
export const actOffSale = message('할인을 끝냈어요', 'Ended its sale')
export const actCounted = message('재고를 고쳤어요', 'Changed its stock')
export const actDeleted = message('지웠어요', 'Deleted it')

// What was deleted
export const deletedProducts = message('지운 상품', 'Deleted products')
export const deletedHead = message('지운 때', 'Deleted')
export const deletedBy = message('지운 사람', 'By')
export const noneDeleted = message('지운 상품이 없어요', 'Nothing was deleted')
export const noneDeletedLead = message(
  '지운 상품은 여기에 남아 있다가 다시 꺼낼 수 있어요.',
  'What is deleted is kept here and can be brought back.',
)
export const bringBack = message('“{name}” 상품을 다시 꺼낼까요?', 'Bring “{name}” back?')
export const bringBackLead = message(
  '지울 때의 모습과 재고 그대로, 숨긴 채로 돌아와요.',
  'It comes back as it was, with the pieces it had, hidden.',
)

// What is wrong
export const slugTaken = message(
  '주소에 쓰는 이름 “{slug}”은 이미 쓰이고 있어요.',
  'The name “{slug}” is in use already.',
)
export const saleTooHigh = message('할인가가 정가보다 높아요.', 'The sale price is above the price.')
export const noSku = message(
  '영어, 숫자, 점, 밑줄, 붙임표만 쓸 수 있어요.',
  'Letters, digits, dots, underscores and hyphens only.',
)
export const noTime = message('1:05 처럼 적어 주세요.', 'Please write it like 1:05.')
export const variantsAlike = message(
  '고르는 값이 같은 품목이 둘이거나, 품번이 겹쳐요.',
  'Two variants have the same choices, or the same SKU.',
)

// While files are on their way
export const sending = message('올리는 중', 'On its way')
export const looking = message('영상을 살펴보는 중', 'Looking at the film')
export const sent = message('올렸어요', 'There')
export const notSent = message('올리지 못했어요. 다시 해 주세요.', 'It did not arrive. Please try again.')
export const wrongKind = message('여기에 놓을 수 없는 파일이에요.', 'A file of this kind cannot stand here.')
export const tooLarge = message('너무 커요. {megabytes} MB까지 올릴 수 있어요.', 'Too large: at most {megabytes} MB.')
export const stopSending = message('{name} 그만 올리기', 'Stop sending {name}')

// Who changed a product, where it was not somebody's hand
export const byFeed = message('“{name}” 피드', 'The feed “{name}”')
export const byFile = message('{name}, 파일로', '{name}, by a file')
export const byClock = message('정해 둔 때가 되어 저절로', 'By itself, when its time had come')
