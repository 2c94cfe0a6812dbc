import { message } from '../message.ts'

export const shopVoice = message('가게', 'The shop')
export const here = message('지금 여기 있어요', 'Here now')
export const connecting = message('바로 옆에서 물어보세요', 'Ask right here, any time')
export const nobodyHere = message(
  '지금은 자리에 없어요. 남겨 두시면 답이 여기로 와요.',
  'Nobody is here right now. Leave your question; the answer comes here.',
)
export const reconnecting = message(
  '연결이 끊겨 다시 잇는 중이에요. 쓰신 것은 그대로 있어요.',
  'Connection lost, trying again. What you wrote is safe.',
)
export const log = message('대화', 'Conversation')
export const firstWords = message(
  '영상을 보다 궁금한 것을 그대로 물어보세요. 물은 장면도 함께 전해져요.',
  'Ask whatever comes to mind while you watch. The moment you asked at goes along.',
)
export const firstWordsWithoutFilm = message(
  '보고 궁금한 것을 그대로 물어보세요. 써 본 사람이 답해요.',
  'Ask whatever comes to mind. Somebody who has used it answers.',
)
export const askAnything = message('무엇이든 물어보세요', 'Ask anything')
export const send = message('보내기', 'Send')
export const sending = message('보내는 중', 'Sending')
export const sent = message('보냄', 'Sent')
export const delivered = message('도착', 'Delivered')
export const read = message('읽음', 'Read')
export const failed = message('못 보냄', 'Not sent')
export const sendAgain = message('다시 보내기', 'Send again')
export const typing = message('{name} 님이 쓰고 있어요', '{name} is typing')
export const somebody = message('가게 사람', 'Somebody of the shop')
export const today = message('오늘', 'Today')
export const toSecond = message('영상 {at} 장면으로', 'Film at {at}')
export const resolved = message(
  '해결된 대화예요. 더 궁금하면 이어서 물어보세요.',
  'This was settled. Ask on whenever you like.',
)
export const reopened = message('대화를 다시 열었어요.', 'The conversation is open again.')
export const seeNews = message('새 답 보기', 'Look for new answers')
export const newWords = message('새 글', 'New messages')
export const said = message('{name}: {text}', '{name}: {text}')
export const cardGone = message('지금은 없는 상품이에요', 'This product is gone')
export const seeProduct = message('상품 보러 가기', 'See the product')

export const conversationWays = message('대화 고르기', 'Choose a conversation')
export const askShop = message('가게에 묻기', 'Ask the shop')
export const everyone = message('모두와 함께', 'Everyone')
export const newInTab = message('새 글 {n}', '{n} new')
export const takesCare = message('{name} 님이 맡았어요', '{name} takes care of this')
export const watchers = message('지금 {n}명이 함께 보고 있어요', '{n} here now')
export const crowdAbout = message('여기 글은 모두가 봐요', 'Everybody sees what is written here')
export const crowdLog = message('모두의 대화', 'Everyone’s conversation')
export const crowdFirstWords = message(
  '아직 조용해요. 여기서 물으면 답을 모두가 함께 봐요.',
  'Still quiet here. Ask, and everybody sees the answer.',
)
export const askEverybody = message('모두가 보는 곳에 쓰기', 'Write where everybody sees it')
export const crowdOpening = message('모두의 대화를 여는 중이에요.', 'Opening everyone’s conversation.')
export const crowdFailed = message('모두의 대화를 열지 못했어요.', 'Everyone’s conversation could not be opened.')
export const crowdRemoved = message(
  '이 대화에는 더 들어올 수 없어요. 가게에 직접 묻는 것은 그대로 할 수 있어요.',
  'You cannot be in this conversation any more. You can still ask the shop itself.',
)
export const guestName = message('손님 {code}', 'Guest {code}')
export const you = message('나', 'You')
export const staffMark = message('가게', 'Shop')
export const frozen = message('지금은 가게만 쓸 수 있어요.', 'Only the shop writes here right now.')
export const unfrozen = message('다시 모두 쓸 수 있어요.', 'Everybody may write again.')
export const slowMode = message('{n}초에 한 번 쓸 수 있어요.', 'One message every {n} seconds.')
export const slowWait = message('{n}초 뒤에 쓸 수 있어요', 'You can write in {n} s')

export const pinnedLabel = message('위에 붙인 글', 'Pinned')
export const loadingEarlier = message('앞선 글을 불러오는 중', 'Loading earlier messages')
export const earlierFailed = message('앞선 글을 불러오지 못했어요.', 'Earlier messages could not be loaded.')
export const earlierWords = message('앞선 글 보기', 'Earlier messages')
export const notFound = message('그 글을 찾지 못했어요.', 'That message could not be found.')
export const edited = message('고침', 'edited')
export const takenBack = message('지운 글이에요', 'This message was taken back')
export const hiddenByShop = message('가게가 가린 글이에요', 'Hidden by the shop')
export const earlierMessage = message('앞선 글', 'An earlier message')
export const fileNamed = message('파일 {name}', 'File {name}')
export const filesCount = message('파일 {n}개', '{n} {n:file|files}')
export const cardShown = message('상품', 'A product')
export const held = message('가게가 먼저 보고 있어요', 'The shop looks at it first')
export const giveUp = message('그만두기', 'Give up')

export const more = message('이 글에 할 수 있는 것', 'What you can do with this message')
export const menuLabel = message('글 메뉴', 'Message menu')
export const reactions = message('반응', 'Reactions')
export const reactWith = message('{emoji} 반응하기', 'React with {emoji}')
export const andOthers = message('{names} 외 {n}명', '{names} and {n} more')
export const reply = message('답하기', 'Reply')
export const copy = message('글 복사', 'Copy text')
export const copied = message('글을 복사했어요.', 'Text copied.')
export const edit = message('고치기', 'Edit')
export const takeBack = message('지우기', 'Take back')
export const takeBackAsk = message('이 글을 지울까요? 되돌릴 수 없어요.', 'Take this back? It cannot be undone.')
export const keepIt = message('그대로 두기', 'Keep it')
export const replyingTo = message('{name} 님에게 답하는 중', 'Answering {name}')
export const editing = message('보낸 글 고치는 중', 'Editing your message')
export const stop = message('그만두기 (Esc)', 'Give up (Esc)')
export const saveEdit = message('고친 글 보내기', 'Save the change')

export const talks = message('내 대화', 'Your conversations')
export const noTalks = message('아직 나눈 대화가 없어요.', 'No conversations yet.')
export const talksFailed = message('대화를 불러오지 못했어요.', 'The conversations could not be loaded.')
export const allTalks = message('모두 보기', 'See all')
export const askElse = message('다른 것 물어보기', 'Ask about something else')
export const unreadCount = message('안 읽은 글 {n}개', '{n} unread')
export const goneProduct = message('지금은 없는 상품', 'A product that is gone')
export const talkAbout = message('{about} 대화', 'Conversation about {about}')
export const toProduct = message('상품 보기', 'See the product')
export const newTalkLead = message(
  '주문, 배송, 고르기, 무엇이든 물어보세요. 답은 여기 이 자리로 와요.',
  'Orders, delivery, what to choose: ask whatever you like. The answer comes right here.',
)
export const subject = message('무엇에 대해', 'About')
export const subjectHint = message('예: 선물 포장, 단체 주문', 'For example: gift wrapping, an order for a group')
export const yourQuestion = message('물어볼 것', 'Your question')
export const soldOut = message('지금은 다 팔렸어요.', 'Sold out at the moment.')
export const tryAgain = message('다시 하기', 'Try again')
export const signedOut = message(
  '로그아웃됐어요. 쓰신 것은 그대로 있어요.',
  'You were signed out. What you wrote is safe.',
)
export const reload = message('새로 고침', 'Reload')
export const sendsWhenReady = message('파일이 다 올라가면 보낼게요.', 'It goes out when the files are there.')
