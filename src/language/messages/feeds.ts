import { message } from '../message.ts'

export const feeds = message('가져오기와 내보내기', 'Import and export')

// A file in
export const fileIn = message('파일 읽기', 'Read a file')
export const fileInLead = message(
  '구글 상품 피드(XML, TSV), 쇼피파이 상품 CSV, 여기서 내보낸 CSV를 읽어요. 먼저 무엇이 바뀌는지 보여 드리고, 시키기 전에는 아무것도 바꾸지 않아요.',
  'Google product feeds (XML, TSV), Shopify’s product CSV, and the CSV that is exported here. You see first what would change; nothing changes before you say so.',
)
export const file = message('파일', 'File')
export const fileHint = message('64 MB, 상품 줄 100,000개까지', 'Up to 64 MB and 100,000 rows')
export const readIt = message('읽기', 'Read it')
export const noFile = message('파일을 골라 주세요.', 'Please choose a file.')
export const tooLarge = message(
  '파일이 너무 커요. {megabytes} MB까지 읽을 수 있어요.',
  'The file is too large: it may have up to {megabytes} MB.',
)
export const sending = message('보내고 있어요: {percent} %', 'On its way: {percent} %')
export const taken = message('다 보냈어요. 받아 두는 중이에요.', 'It is all sent and is being put away.')
export const notSent = message(
  '보내지 못했어요. 연결을 확인하고 다시 해 주세요.',
  'It was not sent. Please look at your connection and try again.',
)
export const stopSending = message('그만 보내기', 'Stop sending')
export const options = message('어떻게 읽을지', 'How it is read')
export const textLang = message('글의 언어', 'Language of its texts')
export const category = message('분류가 없을 때', 'Where a category is missing')
export const categoryNone = message('그 줄은 잘못된 것으로', 'The row is wrong')
export const makesCategories = message('없는 분류는 만들어요', 'Make categories that are missing')
export const makesAttributes = message('없는 속성은 만들어요', 'Make attributes that are missing')
export const pieces = message('“있음”이라고만 하면 재고는', 'Stock where it only says “in stock”')
export const publishes = message('새 상품을 바로 공개해요', 'Publish new products at once')

// Files out
export const filesOut = message('내보내기', 'Take out')
export const ownCsv = message('모든 것을 담은 CSV', 'CSV with everything')
export const ownCsvHint = message('고쳐서 다시 읽을 수 있어요.', 'Edit it and read it again.')
export const shopifyCsv = message('쇼피파이 CSV', 'Shopify CSV')
export const merchant = message('공개된 상품의 피드 주소', 'Addresses of the feed of what is published')

// Feeds
export const atAddress = message('주소로 읽는 피드', 'Feeds at an address')
export const noFeeds = message('아직 피드가 없어요', 'No feeds yet')
export const noFeedsLead = message(
  '이미 있는 가게의 상품 피드 주소를 적으면, 정한 때마다 읽어 와요.',
  'Give the address of another shop’s product feed, and it is read again and again.',
)
export const newFeed = message('새 피드', 'New feed')
export const feedName = message('이름', 'Name')
export const url = message('주소', 'Address')
export const urlHint = message('https://로 시작하는 공개 주소', 'A public address that begins with https://')
export const badUrl = message(
  'http나 https로 시작하는 주소를 적어 주세요.',
  'Please give an address with http or https.',
)
export const everyHead = message('얼마마다', 'How often')
export const every15 = message('15분마다', 'Every 15 minutes')
export const everyHour = message('1시간마다', 'Every hour')
export const every6 = message('6시간마다', 'Every 6 hours')
export const everyDay = message('하루에 한 번', 'Once a day')
export const isElsewhere = message('다른 가게가 파는 상품이에요', 'Another shop sells these')
export const isElsewhereHint = message(
  '살 때는 그 가게로 가요. 장바구니도 흥정 가격도 없어요. 피드에서 사라지면 숨겨요. 나중에 바꿀 수 없어요.',
  'Buying leads to that shop: no cart, no bargained price. What leaves the feed is hidden. This cannot be changed later.',
)
export const isOn = message('정한 때마다 읽어요', 'Read it on schedule')
export const askNow = message('지금 읽기', 'Read now')
export const asked = message('곧 읽어 올게요.', 'It will be read in a moment.')
export const fileInstead = message('주소 대신 파일로 읽기', 'Read a file instead of the address')
export const fileInsteadLead = message(
  '그 가게가 준 파일을 이 피드로 읽어요. 먼저 무엇이 바뀌는지 보여 드려요.',
  'A file of that shop’s is read as this feed. You see first what would change.',
)
export const productsHead = message('상품', 'Products')
export const askedHead = message('마지막으로', 'Last read')
export const never = message('아직', 'Not yet')
export const stateHead = message('상태', 'State')
export const well = message('잘 돼요', 'Fine')
export const off = message('꺼짐', 'Off')
export const failing = message('{n}번 실패: {why}', 'Failed {n} times: {why}')
export const deleteFeed = message('피드 끝내기', 'End this feed')
export const deleteFeedTitle = message('“{name}” 피드를 끝낼까요?', 'End the feed “{name}”?')
export const deleteFeedLead = message(
  '다른 가게가 파는 상품은 숨겨요. 지우지는 않아요.',
  'What another shop sells is hidden. Nothing is deleted.',
)

// Readings
export const runs = message('읽은 것들', 'Readings')
export const noRuns = message('아직 읽은 것이 없어요.', 'Nothing was read yet.')
export const runHead = message('이름', 'Name')
export const whenHead = message('때', 'When')
export const whatHead = message('내용', 'What')
export const byHead = message('누가', 'By')
export const reading = message('읽고 있어요', 'Being read')
export const takingApart = message('파일을 읽고 있어요', 'The file is being read')
export const compared = message('{total}개 가운데 {done}개를 견줘 봤어요', '{done} of {total} compared')
export const secondsLeft = message('{n}초쯤 남았어요', 'about {n} seconds left')
export const minutesLeft = message('{n}분쯤 남았어요', 'about {n} minutes left')
export const ready = message('기다리고 있어요', 'Waiting for you')
export const applying = message('쓰고 있어요', 'Being written')
export const done = message('끝났어요', 'Done')
export const cancelled = message('그만뒀어요', 'Stopped')
export const failedRun = message('읽지 못했어요', 'Could not be read')
export const summary = message(
  '새 상품 {create}, 바뀔 상품 {update}, 같은 상품 {same}, 잘못된 줄 {wrong}',
  '{create} new, {update} to change, {same} the same, {wrong} wrong',
)
export const apply = message('{n}개 쓰기', 'Write {n}')
export const nothingToDo = message('바꿀 것이 없어요.', 'There is nothing to change.')
export const stop = message('그만두기', 'Stop')
export const progress = message('{total}개 가운데 {done}개를 썼어요', '{done} of {total} written')
export const started = message('쓰기 시작했어요.', 'Writing has begun.')
export const all = message('모두 {n}', 'All {n}')
export const create = message('새 상품 {n}', 'New {n}')
export const update = message('바뀔 상품 {n}', 'To change {n}')
export const same = message('같은 상품 {n}', 'The same {n}')
export const hide = message('숨길 상품 {n}', 'To hide {n}')
export const wrong = message('잘못된 줄 {n}', 'Wrong {n}')
export const failed = message('쓰지 못한 것 {n}', 'Not written {n}')
export const noted = message('빠진 것이 있음 {n}', 'With something left out {n}')
export const filters = message('무엇을 볼지', 'What is shown')
export const noRows = message('여기에 맞는 줄이 없어요.', 'No rows like this.')
export const lineHead = message('줄', 'Line')
export const nameHead = message('상품', 'Product')
export const actHead = message('하는 일', 'Act')
export const reasonHead = message('까닭', 'Reason')
export const wrongCsv = message('잘못된 줄을 CSV로 받기', 'Wrong rows as CSV')
export const changesHead = message('바뀌는 것', 'What changes')
export const createMark = message('새로', 'New')
export const updateMark = message('바꿈', 'Change')
export const sameMark = message('같음', 'Same')
export const hideMark = message('숨김', 'Hide')
export const wrongMark = message('잘못됨', 'Wrong')
export const doneMark = message('썼어요', 'Written')
export const failedMark = message('못 썼어요', 'Not written')
export const more = message('그 밖에 {n}개', '{n} more')
export const was = message('지금', 'Now')
export const becomes = message('새로', 'Then')
export const empty = message('없음', 'Nothing')
export const shown = message('공개 중', 'Shown')

// What another shop sells
export const soldBy = message('파는 곳', 'Sold by')
export const buyAt = message('{host}에서 사기', 'Buy at {host}')
export const seeAt = message('{host}에서 보기', 'See it at {host}')
export const newWindow = message('(새 창)', '(opens a new window)')
export const isThere = message('있어요', 'Available')
export const goneThere = message('다 팔렸어요', 'Sold out')
export const moreVariants = message('{n}가지 더', '{n} more')
export const buyAtLead = message(
  '새 창에서 그 가게가 열려요. 영상과 대화는 여기 그대로 있어요.',
  'That shop opens in a new window; the film and the conversation stay here.',
)
export const buyAtLeadWithoutFilm = message(
  '새 창에서 그 가게가 열려요. 대화는 여기 그대로 있어요.',
  'That shop opens in a new window; the conversation stays here.',
)
export const theyDecide = message('값과 재고는 그 가게가 정해요.', 'It decides on price and stock.')
export const asOf = message('{day} {time}에 받은 값이에요.', 'As it said on {day} at {time}.')

/** Why something could not be read, fetched or written, by its code. */
export const reasons = {
  too_large: message('{megabytes} MB보다 커요.', 'It is larger than {megabytes} MB.'),
  too_many_rows: message('줄이 {most}개보다 많아요.', 'It has more than {most} rows.'),
  too_many_columns: message('칸이 {most}개보다 많아요.', 'It has more than {most} columns.'),
  too_many_broken: message(
    '깨진 줄이 너무 많아요. 처음은 {line}번째 줄이에요.',
    'Too many rows are broken, the first one in line {line}.',
  ),
  empty: message('비어 있어요.', 'It is empty.'),
  web_page: message('피드가 아니라 웹 페이지예요.', 'This is a web page, not a feed.'),
  not_xml: message('{line}번째 줄에서 XML이 깨져 있어요.', 'The XML is broken in line {line}.'),
  doctype: message(
    '문서 형식 선언(DOCTYPE)이 있는 XML은 읽지 않아요.',
    'XML with a document type (DOCTYPE) is not read.',
  ),
  too_deep: message('{line}번째 줄에서 너무 깊이 들어가요.', 'It is nested too deeply in line {line}.'),
  not_text: message('글자를 알아볼 수 없어요.', 'It is not text in a known encoding.'),
  broken_gzip: message(
    '압축한 파일(gzip)이 깨졌거나 중간에서 잘렸어요.',
    'The packed file (gzip) is damaged or was cut off.',
  ),
  file_gone: message('파일이 더는 없어요. 다시 보내 주세요.', 'The file is gone. Please send it again.'),
  unknown_format: message('아는 형식이 아니에요.', 'It is none of the known formats.'),
  field_too_long: message('“{field}” 값이 너무 길어요.', 'The value of “{field}” is too long.'),
  open_quote: message('따옴표가 닫히지 않았어요.', 'A quote is not closed.'),
  bad_record: message('줄을 나눌 수 없어요.', 'The row cannot be taken apart.'),
  too_many_cells: message('칸이 {columns}개여야 하는데 {cells}개예요.', 'It has {cells} cells instead of {columns}.'),
  cut_off: message('여기서 끊겼어요. {why}', 'It breaks off here. {why}'),
  no_id: message('id가 없어요.', 'It has no id.'),
  no_name: message('이름이 없어요.', 'It has no name.'),
  no_price: message('가격이 없어요.', 'It has no price.'),
  bad_price: message('가격을 읽을 수 없어요: {value}', 'Not a price: {value}'),
  other_currency: message('가게와 다른 통화예요: {currency}', 'Another currency than the shop’s: {currency}'),
  sale_above_price: message('할인 가격이 가격보다 높아요.', 'The sale price is above the price.'),
  bad_number: message('“{field}”이(가) 수가 아니에요: {value}', '“{field}” is not a number: {value}'),
  bad_json: message('“{field}” 칸을 읽을 수 없어요.', 'The cell “{field}” cannot be read.'),
  bad_date: message('“{field}”이(가) 때가 아니에요: {value}', '“{field}” is not a time: {value}'),
  bad_sku: message('쓸 수 없는 SKU예요: {sku}', 'Not a SKU: {sku}'),
  same_sku: message('SKU가 두 번 나와요: {sku}', 'The SKU comes twice: {sku}'),
  same_choice: message('두 종류가 같은 것을 골라요.', 'Two variants choose the same.'),
  same_product: message('같은 상품이 두 번 나와요.', 'The same product comes twice.'),
  sku_elsewhere: message('다른 상품의 SKU예요: {sku}', 'Another product has this SKU: {sku}'),
  unknown_category: message('없는 분류예요: {name}', 'There is no such category: {name}'),
  no_category: message('분류가 없어요.', 'It has no category.'),
  unknown_attribute: message('없는 속성이라 뺐어요: {key}', 'There is no such attribute: {key}'),
  unknown_product: message('없는 상품이라 뺐어요: {slug}', 'There is no such product: {slug}'),
  unknown_picture: message('없는 그림이나 영상이에요: {id}', 'There is no such picture or film: {id}'),
  bad_value: message('“{field}”에 쓸 수 없는 값이에요: {value}', 'Not a value of “{field}”: {value}'),
  other_source: message('다른 피드에서 온 상품이에요.', 'It comes from another feed.'),
  no_link: message('파는 곳의 주소가 없어요.', 'It has no address where it is sold.'),
  gone: message('그사이에 바뀌었어요. 다시 읽어 주세요.', 'It was changed meanwhile. Please read it again.'),
  refused: message('쓸 수 없었어요. {why}', 'It was refused. {why}'),
  vanishing: message(
    '상품 {n}개가 한꺼번에 사라져서, 직접 보실 때까지 기다려요.',
    '{n} products would vanish at once: it waits until you have looked.',
  ),
  bad_address: message('읽을 수 없는 주소예요.', 'Not an address that can be read.'),
  private_address: message('{host}은(는) 공개된 주소가 아니에요.', '{host} is not a public address.'),
  no_such_host: message('{host}을(를) 찾을 수 없어요.', '{host} cannot be found.'),
  too_many_redirects: message('{most}번 넘게 다른 곳으로 보내요.', 'It redirects more than {most} times.'),
  answered: message('서버가 {status}(으)로 답했어요.', 'The server answered {status}.'),
  timed_out: message('{seconds}초 안에 오지 않았어요.', 'It did not come within {seconds} seconds.'),
  not_reached: message('서버에 닿지 못했어요. {why}', 'The server could not be reached. {why}'),
  broke_off: message('서버가 보내다가 중간에서 끊었어요.', 'The server broke off in the middle of its answer.'),
  picture_failed: message('그림을 가져오지 못했어요: {url}', 'A picture could not be fetched: {url}'),
}

/** What changes, by the name of its field. */
export const fields = {
  slug: message('주소 이름', 'Name in the address'),
  category: message('분류', 'Category'),
  brand: message('브랜드', 'Brand'),
  name: message('이름', 'Name'),
  lead: message('한 줄 소개', 'Lead'),
  about_title: message('이야기 제목', 'Story’s title'),
  about_text: message('이야기', 'Story'),
  facts: message('자세한 정보', 'Details'),
  options: message('고를 것', 'Options'),
  swatches: message('색 견본', 'Swatches'),
  choice: message('고른 것', 'Choice'),
  price: message('가격', 'Price'),
  sale_price: message('할인 가격', 'Sale price'),
  weight_grams: message('무게(g)', 'Weight (g)'),
  stock: message('재고', 'Stock'),
  variants: message('종류', 'Variants'),
  attributes: message('속성', 'Attributes'),
  on_film: message('영상 속 상품', 'Seen on film'),
  pictures: message('그림', 'Pictures'),
  picture_texts: message('그림 설명', 'Texts of pictures'),
  film: message('영상', 'Film'),
  published: message('공개', 'Published'),
  link: message('파는 곳', 'Where it is sold'),
  new_pictures: message('가져올 그림', 'Pictures to fetch'),
  new_category: message('만들 분류', 'Category to make'),
  new_attribute: message('만들 속성', 'Attribute to make'),
}
