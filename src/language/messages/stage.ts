import { message } from '../message.ts'

export const filmLabel = message('상품 영상', 'Product film')
export const picturesLabel = message('상품 사진', 'Pictures')
export const play = message('영상 보기', 'Play the film')
export const playFrom = message('{at}부터 이어 보기', 'Go on from {at}')
export const pause = message('멈춤', 'Pause')
export const goOn = message('재생', 'Play')
export const ask = message('물어보기', 'Ask')
export const scenes = message('장면', 'Scenes')
export const position = message('영상 위치', 'Position in the film')
export const positionOf = message('{length} 가운데 {at}', '{at} of {length}')
export const captionsOn = message('자막 켜짐', 'Captions on')
export const captionsOff = message('자막 꺼짐', 'Captions off')
export const speed = message('속도 {rate}×', 'Speed {rate}×')
export const mute = message('소리 끄기', 'Mute')
export const unmute = message('소리 켜기', 'Unmute')
export const fullScreen = message('전체 화면', 'Full screen')
export const filmFailed = message('영상을 불러오지 못했어요.', 'The film could not be loaded.')
export const tryAgain = message('다시 하기', 'Try again')
export const onFilm = message('영상 속 상품', 'In this film')
export const details = message('상세', 'Details')
export const conversation = message('대화', 'Conversation')
export const back = message('돌아가기', 'Back')
export const fewLeft = message('{n}개 남았어요', 'Only {n} left')
export const inStock = message('바로 보낼 수 있어요', 'Ready to send')
export const soldOut = message('다 팔렸어요. 언제 오는지 물어보세요.', 'Sold out. Ask when it comes back.')
export const chooseOne = message('고르면 값과 남은 수가 나와요', 'Choose to see price and stock')
export const priceRange = message('{low}부터 {high}까지', '{low} to {high}')

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
export const toSecond = message('영상 {at}로', 'Film at {at}')
export const resolved = message(
  '해결된 대화예요. 더 궁금하면 이어서 물어보세요.',
  'This was settled. Ask on whenever you like.',
)
export const reopened = message('대화를 다시 열었어요.', 'The conversation is open again.')
export const newWords = message('새 글', 'New messages')
export const said = message('{name}: {text}', '{name}: {text}')
export const showedCard = message('{name} 님이 상품을 보여 줬어요: {product}', '{name} shows you {product}')
export const cardGone = message('지금은 없는 상품이에요', 'This product is gone')
export const seeProduct = message('상품 보러 가기', 'See the product')
export const tooLong = message('{n}자까지 쓸 수 있어요.', 'At most {n} characters.')
