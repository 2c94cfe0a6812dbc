import { message } from '../message.ts'

export const desk = message('상담 책상', 'Desk')
export const deskOf = message('{page} · {shop}', '{page} · {shop}')
export const menu = message('메뉴', 'Menu')
export const queues = message('대화 묶음', 'Conversations by state')
export const waiting = message('기다리는 대화', 'Waiting')
export const answered = message('답한 대화', 'Answered')
export const resolved = message('끝난 대화', 'Resolved')
export const longestFirst = message('오래 기다린 순서', 'longest wait first')
export const newestFirst = message('최근 순서', 'newest first')
export const found = message('찾은 대화', 'Found')
export const atDesk = message('지금 책상에 있는 사람', 'At the desk now')
export const me = message('나', 'you')
export const openShop = message('가게 열어 보기', 'Open the shop')
export const newWindow = message('새 창에서 열려요', 'opens in a new window')
export const signOut = message('나가기', 'Sign out')

export const list = message('대화 목록', 'List of conversations')
export const searchList = message('목록에서 찾기', 'Search the list')
export const searchPlaceholder = message('손님, 상품, 말', 'Shopper, product, words')
export const stopSearch = message('찾기 그만두기', 'Stop searching')
export const guest = message('손님 {mark}', 'Guest {mark}')
export const isAnswered = message('답함', 'Answered')
export const isResolved = message('끝남', 'Resolved')
export const watchingNow = message('{at} 보는 중', 'watching {at}')
export const stoppedAt = message('{at}에 멈춰 둠', 'stopped at {at}')
export const hoursWaited = message('{h}시간 {m}분', '{h} h {m} min')
export const daysWaited = message('{n}일', '{n} d')
export const justNow = message('방금', 'just now')
export const minutesAgo = message('{n}분 전', '{n} min ago')
export const hoursAgo = message('{n}시간 전', '{n} h ago')
export const daysAgo = message('{n}일 전', '{n} d ago')
export const korean = message('한국어', 'Korean')
export const english = message('English', 'English')
export const sentCard = message('상품을 보여 줬어요', 'Showed a product')

export const nobodyWaits = message('기다리는 손님이 없어요.', 'Nobody is waiting.')
export const nobodyWaitsHint = message(
  '새 질문이 오면 여기 맨 위에 바로 나타나요.',
  'A new question appears here at once.',
)
export const nothingAnswered = message('답한 대화가 아직 없어요.', 'No answered conversations yet.')
export const nothingAnsweredHint = message(
  '답을 보내면 대화가 이리로 와요.',
  'Conversations come here once they are answered.',
)
export const nothingResolved = message('끝난 대화가 아직 없어요.', 'No resolved conversations yet.')
export const nothingResolvedHint = message(
  '대화를 열고 “해결”을 누르면 여기에 모여요.',
  'Open a conversation and press “Resolve”; it is kept here.',
)
export const nothingFound = message('맞는 대화가 없어요.', 'No conversation matches.')
export const nothingFoundHint = message(
  '손님 이름, 상품 이름, 마지막 말로 찾아요.',
  'The search looks at guests, products and the last words.',
)
export const noQuestionsYet = message('아직 온 질문이 없어요', 'No questions yet')
export const noQuestionsHint = message(
  '가게를 다른 창에서 열고 상품 옆에서 물어보세요. 질문이 바로 여기에 나타나고, 여기서 쓴 답은 그 자리에서 보여요.',
  'Open the shop in another window and ask beside a product. The question appears here at once, and your answer there.',
)
export const chooseOne = message('대화를 골라 주세요', 'Choose a conversation')
export const chooseHint = message(
  '왼쪽에서 고르거나 j를 누르세요. 가장 오래 기다린 손님이 맨 위에 있어요.',
  'Pick one on the left or press j. Whoever has waited longest is on top.',
)
export const openLongest = message('가장 오래 기다린 대화 열기', 'Open the longest wait')

export const conversation = message('대화', 'Conversation')
export const conversationWith = message('{guest} 대화', 'Conversation with {guest}')
export const backToList = message('목록으로', 'Back to the list')
export const shopperHere = message('지금 가게에 있음', 'in the shop now')
export const shopperAway = message('가게를 떠남', 'has left the shop')
export const resolve = message('해결', 'Resolve')
export const reopen = message('다시 열기', 'Reopen')
export const facts = message('손님과 상품', 'Shopper and product')
export const log = message('대화 내용', 'Conversation log')
export const earlier = message('이전 말 더 보기', 'Show earlier')
export const loadingEarlier = message('이전 말을 불러오는 중이에요', 'Loading earlier entries')
export const opening = message('대화를 여는 중이에요', 'Opening the conversation')
export const notOpened = message('대화를 열지 못했어요.', 'The conversation could not be opened.')
export const tryAgain = message('다시 하기', 'Try again')
export const today = message('오늘', 'Today')
export const sending = message('보내는 중', 'Sending')
export const sent = message('보냄', 'Sent')
export const delivered = message('도착', 'Delivered')
export const read = message('읽음', 'Read')
export const notSent = message('못 보냄', 'Not sent')
export const sendAgain = message('다시 보내기', 'Send again')
export const becameResolved = message('{name} 님이 해결로 표시했어요', '{name} marked this resolved')
export const becameOpen = message('{name} 님이 다시 열었어요', '{name} reopened this')
export const isTyping = message('손님이 쓰는 중이에요', 'The shopper is typing')
export const newWords = message('새 말 보기', 'New below')
export const toSecond = message('영상 {at}, 새 창에서 열려요', 'Film at {at}, opens in a new window')
export const cardGone = message('지금은 가게에 없는 상품이에요.', 'This product is no longer in the shop.')
export const said = message('{name}: {text}', '{name}: {text}')
export const showed = message('{name}: 상품', '{name}: a product')

export const answeredMeanwhile = message('쓰는 동안 {who} 답했어요.', '{who} answered while you were typing.')
export const look = message('보기', 'Look')
export const sendAnyway = message('그래도 보내기', 'Send anyway')
export const replyTo = message('{guest}에게 답하기', 'Reply to {guest}')
export const writeReply = message('답을 써 주세요', 'Write your answer')
export const send = message('보내기', 'Send')
export const showProduct = message('상품 보여 주기', 'Show a product')
export const pickProduct = message('보여 줄 상품', 'Product to show')
export const pickPlaceholder = message('상품 이름', 'Name of a product')
export const pickHint = message('고르면 대화에 바로 보내요.', 'Choosing one sends it into the conversation.')
export const noSuchGoods = message('맞는 상품이 없어요.', 'No product matches.')
export const notFetched = message(
  '불러오지 못했어요. 잠시 뒤에 다시 해 주세요.',
  'This could not be loaded. Please try again shortly.',
)
export const soldOut = message('품절', 'Sold out')
export const from = message('부터', 'and up')

export const aboutShopper = message('{guest}에 대해', 'About {guest}')
export const nowSeeing = message('지금 보는 상품', 'The product they see')
export const askedAbout = message('물어본 상품', 'The product they asked about')
export const pageOpen = message('상품 페이지를 열어 둠', 'product page open')
export const left = message('남은 것 {n}개', '{n} left in stock')
export const notPublished = message('가게에 내놓지 않은 상품', 'not shown in the shop')
export const productPage = message('상품 페이지 보기', 'See the product page')
export const language = message('언어', 'Language')
export const waitedSince = message('기다린 때', 'Waiting since')
export const lastWord = message('마지막 말', 'Last word')
export const shopper = message('손님', 'Shopper')
export const presence = message('지금', 'Now')
export const otherConversations = message('다른 대화', 'Other conversations')
export const noOthers = message('처음 온 손님이에요.', 'Their first conversation here.')

export const keys = message('단축키', 'Keys')
export const keyMove = message('이동', 'move')
export const keyReply = message('답', 'reply')
export const keyResolve = message('해결', 'resolve')
export const keySearch = message('찾기', 'search')
export const keyProduct = message('상품', 'product')
export const keyAll = message('모두 보기', 'all keys')
export const keyNext = message('다음 대화', 'Next conversation')
export const keyPrevious = message('앞 대화', 'Previous conversation')
export const keyReplyLong = message('답 쓰기', 'Write a reply')
export const keyResolveLong = message('해결 또는 다시 열기', 'Resolve or reopen')
export const keySearchLong = message('목록에서 찾기', 'Search the list')
export const keyProductLong = message('상품 보여 주기', 'Show a product')
export const keySend = message('쓴 답 보내기', 'Send the reply')
export const keyBreak = message('줄 바꾸기', 'Break the line')
export const keyLeave = message('쓰던 칸에서 나오기', 'Leave the field')
export const keyHelp = message('이 목록', 'This list')
export const keysHint = message(
  '쓰는 동안에는 글자로만 쓰여요. 한글 자판에서도 같은 자리의 글쇠예요.',
  'While you write they are only letters. On a Korean keyboard the same keys work.',
)
export const useKeys = message('한 글자 단축키 쓰기', 'Use single-letter keys')
export const connectionAway = message(
  '연결이 끊겼어요. 다시 잇는 중이에요. 쓴 것은 그대로 있어요.',
  'The connection is lost. Reconnecting. What you wrote is still here.',
)
export const signedOut = message(
  '다른 곳에서 로그아웃되었어요. 쓴 것은 그대로 있어요.',
  'You were signed out elsewhere. What you wrote is still here.',
)

export const signIn = message('들어가기', 'Sign in')
export const signInLead = message('가게를 지키는 사람이 들어오는 곳이에요.', 'Where the people of the shop come in.')
export const email = message('이메일', 'E-mail')
export const password = message('비밀번호', 'Password')
export const signInLost = message(
  '비밀번호를 잊었으면 가게 주인에게 새 링크를 부탁하세요. 주인이라면 프로그램을 다시 켜면 새 링크가 나와요.',
  'Forgot the password? Ask the owner for a new link. If you are the owner, start the program again: it prints one.',
)
export const enterTitle = message('책상으로 들어가요', 'Coming in')
export const enterLead = message(
  '이 링크는 한 번만 쓸 수 있어요. 단추를 누르면 로그인돼요.',
  'This link works once. Press the button to sign in.',
)
export const enter = message('책상으로 들어가기', 'Go to the desk')
export const linkRefused = message('이 링크로는 들어갈 수 없어요', 'This link does not open the desk')
export const linkRefusedHint = message(
  '이미 썼거나 하루가 지난 링크예요. 가게 주인이라면 프로그램을 다시 켜세요(npm start). 새 링크가 나와요. 함께 일하는 사람이라면 주인에게 새 링크를 부탁하세요.',
  'It was used already or is more than a day old. If you are the owner, run the program again (npm start): it prints a new link. If you work here, ask the owner for a new one.',
)
export const withPassword = message('비밀번호로 들어가기', 'Sign in with a password')

export const account = message('내 계정', 'Your account')
export const backToDesk = message('책상으로', 'To the desk')
export const name = message('이름', 'Name')
export const nameHint = message('손님이 답 옆에서 보는 이름이에요.', 'Shoppers see it beside your answers.')
export const emailHint = message('로그인할 때 쓰는 주소예요.', 'You sign in with this address.')
export const languageOfDesk = message('책상의 언어', 'Language of the desk')
export const presentPassword = message('지금 비밀번호', 'Present password')
export const presentPasswordHint = message('이메일을 바꿀 때만 적어 주세요.', 'Only needed when you change the e-mail.')
export const newPassword = message('새 비밀번호', 'New password')
export const passwordHint = message('10자 이상이면 돼요.', 'At least 10 characters.')
export const save = message('저장', 'Save')
export const setPassword = message('비밀번호 정하기', 'Set a password')
export const changePassword = message('비밀번호 바꾸기', 'Change the password')
export const profile = message('나에 대해', 'About you')
export const saved = message('저장했어요.', 'Saved.')
export const passwordSaved = message(
  '비밀번호를 저장했어요. 다른 기기는 모두 로그아웃됐어요.',
  'The password is saved. Other devices were signed out.',
)
export const passwordMissing = message(
  '아직 비밀번호가 없어요. 정해 두면 다음에도 들어올 수 있어요.',
  'You have no password yet. Set one so that you can come back.',
)
export const passwordMissingLong = message(
  '한 번 쓰는 링크로 들어오셨어요. 이메일을 확인하고 비밀번호를 정해 두면 다음부터는 그것으로 들어올 수 있어요.',
  'You came in by a one-time link. Check the e-mail and set a password: from then on you sign in with those.',
)
export const setNow = message('정하기', 'Set it')

export const people = message('함께 일하는 사람', 'People')
export const owner = message('주인', 'Owner')
export const operator = message('상담원', 'Operator')
export const noPasswordYet = message('아직 비밀번호를 정하지 않았어요', 'Has not set a password yet')
export const invite = message('사람 부르기', 'Invite somebody')
export const inviteLead = message(
  '이름과 이메일을 적으면 한 번 쓰는 링크가 나와요. 그 링크를 직접 건네주세요.',
  'Give a name and an e-mail. You get a link that works once; hand it over yourself.',
)
export const makeLink = message('링크 만들기', 'Make the link')
export const newLink = message('새 링크', 'New link')
export const newLinkLead = message(
  '지금 비밀번호와 로그인이 모두 끝나고, 새 링크로만 들어올 수 있게 돼요.',
  'Their password and sessions end; only the new link lets them in.',
)
export const newLinkFor = message('{name} 님의 새 링크 만들기', 'Make a new link for {name}')
export const linkReady = message('{name} 님에게 줄 링크예요', 'The link for {name}')
export const linkReadyHint = message(
  '하루 동안, 한 번만 쓸 수 있어요. 이 쪽을 떠나면 다시 볼 수 없으니 지금 복사해 두세요.',
  'It works once, within a day. It is not shown again after you leave this page, so copy it now.',
)
export const copy = message('복사', 'Copy')
export const leaveIt = message('그만두기', 'Leave it')
export const copied = message('복사했어요', 'Copied')
export const remove = message('내보내기', 'Remove')
export const removeLead = message(
  '바로 로그아웃되고 다시 들어올 수 없어요. 보낸 답은 이름과 함께 남아요.',
  'They are signed out at once and cannot come back. Their answers stay, with their name.',
)
export const removeFor = message('{name} 님 내보내기', 'Remove {name}')
export const removed = message('내보냈어요.', 'Removed.')
