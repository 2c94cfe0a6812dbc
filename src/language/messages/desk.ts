import { message } from '../message.ts'

export const desk = message('상담 책상', 'Desk')
export const menu = message('메뉴', 'Menu')
export const waiting = message('기다리는 대화', 'Waiting')
export const answered = message('답한 대화', 'Answered')
export const resolved = message('끝난 대화', 'Resolved')
export const longestFirst = message('오래 기다린 순서', 'longest wait first')
export const newestFirst = message('최근 순서', 'newest first')
export const found = message('찾은 대화', 'Found')
export const atDesk = message('지금 책상에 있는 사람', 'At the desk now')
export const me = message('나', 'you')
export const openShop = message('가게 열어 보기', 'Open the shop')
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
export const writeAgain = message('고쳐 쓰기', 'Write it anew')
export const sendAgain = message('다시 보내기', 'Send again')
export const becameResolved = message('{name} 님이 해결로 표시했어요', '{name} marked this resolved')
export const becameOpen = message('{name} 님이 다시 열었어요', '{name} reopened this')
export const isTyping = message('손님이 쓰는 중이에요', 'The shopper is typing')
export const newWords = message('새 말 보기', 'New below')
export const toSecond = message('영상 {at}, 새 창에서 열려요', 'Film at {at}, opens in a new window')
export const cardGone = message('지금은 가게에 없는 상품이에요.', 'This product is no longer in the shop.')
export const said = message('{name}: {text}', '{name}: {text}')

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

export const account = message('내 계정', 'Your account')
export const passwordMissing = message(
  '아직 비밀번호가 없어요. 정해 두면 다음에도 들어올 수 있어요.',
  'You have no password yet. Set one so that you can come back.',
)
export const setNow = message('정하기', 'Set it')

export const people = message('함께 일하는 사람', 'People')
export const operator = message('상담원', 'Operator')

export const mine = message('내 담당', 'Mine')
export const rooms = message('모두의 방', 'Open rooms')
export const member = message('회원', 'member')
export const unread = message('안 읽은 것 {n}', '{n} unread')
export const viewers = message('보는 사람 {n}', '{n} watching')
export const nothingMine = message('맡은 대화가 없어요.', 'You have taken on no conversation.')
export const nothingMineHint = message(
  '대화를 열고 a를 누르면 내가 맡아요.',
  'Open a conversation and press a to take it on.',
)
export const nothingRooms = message('모두의 방이 아직 없어요.', 'There are no open rooms yet.')
export const nothingRoomsHint = message(
  '상품 하나에 방 하나예요. 손님 모두가 함께 보고, 답도 모두에게 보여요.',
  'A product has one. Every shopper sees it, and every answer in it.',
)
export const openRoom = message('상품의 방 열기', 'Open a product’s room')
export const openRoomHint = message('고르면 그 상품의 방으로 가요.', 'Choosing one leads to its room.')

export const assigned = message('{name} 담당', '{name}')
export const take = message('맡기', 'Take')
export const takeOver = message('{name} 님이 맡고 있어요. 내가 맡기', '{name} has it. Take it over')
export const handBack = message('내가 맡고 있어요. 돌려놓기', 'You have it. Hand it back')
export const tookOn = message('{name} 님이 맡았어요', '{name} took this on')
export const handedBack = message('{name} 님이 담당을 내려놓았어요', '{name} handed this back')
export const pinnedIt = message('{name} 님이 말을 고정했어요', '{name} pinned a message')
export const unpinnedIt = message('{name} 님이 고정을 풀었어요', '{name} unpinned the message')
export const ruled = message('{name} 님이 방 규칙을 바꿨어요: {rules}', '{name} changed the rules: {rules}')
export const closedRoom = message('{name} 님이 방을 닫았어요', '{name} closed the room')
export const openedRoom = message('{name} 님이 방을 열었어요', '{name} opened the room')
export const removedPerson = message('{name} 님이 내보냈어요: {who}', '{name} removed {who}')
export const lettingBack = message('{name} 님이 다시 들였어요: {who}', '{name} let {who} back in')

export const actsOn = message('{name} {time}: {text}', '{name} {time}: {text}')
export const acts = message('이 말에 하기', 'Actions for this message')
export const replyToThis = message('이 말에 답하기', 'Reply to this')
export const copyText = message('복사', 'Copy')
export const copiedText = message('복사했어요.', 'Copied.')
export const editIt = message('고치기', 'Edit')
export const deleteIt = message('지우기', 'Delete')
export const deleteSurely = message('정말 지우기', 'Delete for good')
export const pin = message('맨 위에 고정', 'Pin to the top')
export const unpin = message('고정 풀기', 'Unpin')
export const hideIt = message('숨기기', 'Hide')
export const showIt = message('다시 보이기', 'Show again')
export const removePerson = message('이 손님 내보내기', 'Remove this person')
export const removeSurely = message('정말 내보내기', 'Remove them now')
export const letBack = message('다시 들이기', 'Let back in')
export const history = message('고친 기록', 'History')
export const reactWith = message('{emoji} 보내기', 'React with {emoji}')
export const reacted = message('{emoji} {n}', '{emoji} {n}')
export const edited = message('고침', 'edited')
export const takenBack = message('{name} 님이 지운 말이에요.', '{name} took this back.')
export const hidden = message(
  '직원이 숨긴 말이에요. 손님에게는 보이지 않아요.',
  'Hidden by staff. Shoppers do not see it.',
)
export const goneCard = message('지운 상품이에요.', 'A product that was taken back.')
export const seeWords = message('무슨 말이었는지 보기', 'See what it said')
export const inReplyTo = message('{name}: {text}', '{name}: {text}')
export const earlierWords = message('앞선 말', 'Something earlier')
export const goneWords = message('지운 말', 'Removed')
export const files = message('파일 {n}개', '{n} {n:file|files}')
export const pinned = message('고정한 말', 'Pinned')

export const historyOf = message('{name} 님의 말', 'What {name} said')
export const historyHint = message('직원만 볼 수 있어요.', 'Only staff can see this.')
export const asSaid = message('처음 한 말', 'First said')
export const wasEdited = message('고침', 'Edited')
export const wasDeleted = message('{name} 님이 지움', '{name} took it back')
export const wasHidden = message('{name} 님이 숨김', '{name} hid it')
export const wasShown = message('{name} 님이 다시 보임', '{name} showed it again')

export const replyingTo = message('{name}에게 답하는 중', 'Replying to {name}')
export const stopReplying = message('답할 말 놓기', 'Stop replying to it')
export const editing = message('보낸 말을 고치는 중', 'Editing your message')
export const stopEditing = message('고치기 그만두기', 'Stop editing')
export const saveEdit = message('고쳐 두기', 'Save')
export const writeToAll = message('모두에게 말하기', 'Write to everybody')
export const giveUp = message('보내지 않기', 'Give up')
export const filesWait = message(
  '파일을 올리는 중이에요. 다 오르면 보낼 수 있어요.',
  'Files are being uploaded; then it can be sent.',
)
export const removedFromThis = message('이 대화를 더 볼 수 없어요.', 'You can no longer see this conversation.')
export const backHint = message('왼쪽에서 다른 대화를 골라 주세요.', 'Choose another conversation on the left.')

export const roomRules = message('방 규칙', 'Room rules')
export const rulesNone = message('규칙 없음', 'no rules')
export const slow = message('천천히 {seconds}', 'slow {seconds}')
export const delayed = message('먼저 보기 {seconds}', 'held {seconds}')
export const frozen = message('얼림', 'frozen')
export const closed = message('닫힘', 'closed')
export const seconds = message('{n}초', '{n} s')
export const minutes = message('{n}분', '{n} min')
export const off = message('없음', 'Off')
export const slowMode = message('천천히', 'Slow mode')
export const slowHint = message('한 사람이 다음 말까지 기다리는 시간', 'How long one person waits between two messages')
export const delay = message('먼저 보기', 'Hold first')
export const delayHint = message(
  '손님의 말을 직원이 먼저 보는 시간',
  'How long staff see a message before everybody does',
)
export const freeze = message('얼리기', 'Freeze')
export const unfreeze = message('풀기', 'Unfreeze')
export const freezeHint = message('직원만 말할 수 있어요.', 'Only staff may write.')
export const closeRoom = message('방 닫기', 'Close the room')
export const closeHint = message(
  '손님이 모두 나가고 아무도 들어오지 못해요.',
  'All shoppers leave, and nobody can come in.',
)
export const apply = message('정하기', 'Apply')
export const heldTitle = message('먼저 볼 말 {n}', '{n} to look at first')
export const heldIn = message('{left} 뒤 모두에게', 'to everybody in {left}')
export const heldNow = message('곧 모두에게', 'to everybody now')
export const letThrough = message('들이기', 'Let through')
export const refuse = message('막기', 'Refuse')
export const removedPeople = message('내보낸 사람', 'Removed people')
export const nobodyRemoved = message('내보낸 사람이 없어요.', 'Nobody was removed.')
export const letBackOf = message('{name} 다시 들이기', 'Let {name} back in')
export const aboutRoom = message('이 방에 대해', 'About this room')
export const productOfRoom = message('이 방의 상품', 'The product of this room')
export const nowThere = message('지금 보는 사람', 'Watching now')
export const subject = message('이야기', 'Subject')

export const bannedWords = message('막은 말', 'Banned words')

export const keyAssign = message('맡기', 'take')
export const keyAssignLong = message('맡기 또는 돌려놓기', 'Take it on, or hand it back')
export const keyLog = message('마지막 말로', 'To the newest message')
export const keyMoveInLog = message('말 사이 오가기', 'Between messages')
export const keyMenu = message('말에 하기', 'Actions for the message')
export const keyQuote = message('그 말에 답하기', 'Reply to the message')
export const keyCopy = message('말 복사', 'Copy the message')
export const keyHide = message('손님의 말 숨기기, 보이기', 'Hide or show a shopper’s message')
export const keyPin = message('고정하기, 풀기', 'Pin or unpin')
export const keyEditLast = message('빈 칸에서 마지막 내 말 고치기', 'In an empty field: edit your last message')
export const keyHeld = message('먼저 볼 말로', 'To the held messages')
export const keyLetThrough = message('먼저 볼 말 들이기, 막기', 'Let a held message through, refuse it')
export const keyRules = message('방 규칙', 'Room rules')
export const keyFreeze = message('방 얼리기, 풀기', 'Freeze or unfreeze the room')
export const keysEverywhere = message('어디서나', 'Everywhere')
export const keysOnWords = message('대화 안의 말', 'Messages')
export const keysInRooms = message('모두의 방', 'Open rooms')
export const keyLetThroughShort = message('들이기, 막기', 'let through, refuse')
export const connectionSlow = message(
  '이 망에서는 바로 이을 수 없어서 열린 대화만 조금씩 늦게 새로 읽어요.',
  'This network does not let us connect live; only the open conversation is read anew, a little later.',
)
export const thisRoom = message('이 방', 'This room')
export const changeRules = message('규칙 바꾸기', 'Change the rules')
export const nobodyYet = message(
  '아직 아무도 말하지 않았어요. 먼저 말을 걸어도 좋아요.',
  'Nobody has said anything yet. You may begin.',
)
export const waitsToGo = message(
  '아직 닿지 않았어요. 이어지면 저절로 보내요.',
  'It has not arrived yet. It goes out by itself once we are connected.',
)
/** What has become of a price that was named. */
