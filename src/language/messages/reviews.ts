import { message } from '../message.ts'

export const noSuchOrder = message('이 주문을 찾을 수 없어요.', 'This order cannot be found.')
export const notArrived = message(
  '물건을 받은 뒤에 후기를 쓸 수 있어요.',
  'You can write a review once the goods have arrived.',
)
export const noSuchReview = message('이 후기를 찾을 수 없어요.', 'This review cannot be found.')
export const ownReview = message('내 후기에는 할 수 없어요.', 'You cannot do that with your own review.')

export const reviews = message('후기', 'Reviews')
export const reviewsOf = message('{name} 후기', 'Reviews of {name}')
export const none = message(
  '아직 후기가 없어요. 받아 본 분만 쓸 수 있어요.',
  'No reviews yet. Only those who received it can write one.',
)
export const verified = message('받아 본 분', 'Received it')
export const count = message('후기 {n}개', '{n} {n:review|reviews}')
export const starsOf = message('별 다섯 개 가운데 {n}개', '{n} out of 5 stars')
export const starsCount = message('별 {stars}개: {n}개', '{stars} stars: {n}')
export const bought = message('고른 것: {choice}', 'Chose: {choice}')
export const helpful = message('도움이 돼요 {n}', 'Helpful {n}')
export const report = message('신고', 'Report')
export const reported = message('알려 주셔서 고마워요. 가게가 살펴볼게요.', 'Thank you. The shop will look at it.')
export const reportWhy = message('무엇이 문제인가요?', 'What is wrong with it?')
export const shopAnswers = message('{name}의 답', '{name} answers')
export const all = message('후기 모두 보기', 'All reviews')
export const more = message('더 보기', 'More')
export const write = message('후기 쓰기', 'Write a review')
export const writeAnew = message('후기 고치기', 'Change your review')
export const writeOf = message('{name}, 어땠나요?', 'How was {name}?')
export const author = message('보일 이름', 'Your name as shown')
export const stars = message('별점', 'Stars')
export const text = message('후기', 'Your review')
export const textHint = message('좋았던 점과 아쉬운 점을 적어 주세요.', 'What was good, and what was not?')
export const pictureBy = message('{author} 님의 사진 {n}', 'Picture {n} by {author}')
export const pictures = message('사진 (네 장까지, 없어도 돼요)', 'Pictures (up to four, if you like)')
export const send = message('후기 올리기', 'Publish the review')
export const thanks = message('후기를 올렸어요. 고마워요!', 'Your review is there. Thank you!')
export const wrong = message('별점과 이름, 후기를 적어 주세요.', 'Please give stars, a name and a few words.')
export const received = message('물건을 받았어요', 'I have received it')

export const office = message('후기', 'Reviews')
export const officeHint = message(
  '신고된 후기가 먼저 보여요. 숨긴 후기는 손님에게 보이지 않아요.',
  'Reported ones come first. Hidden ones are not shown to shoppers.',
)
export const officeNone = message('아직 후기가 없어요', 'No reviews yet')
export const officeNoneLead = message(
  '물건을 받은 손님이 후기를 쓰면 여기에서 답하고 살필 수 있어요.',
  'Once buyers have received their goods, their reviews stand here for you to answer.',
)
export const reports = message('신고 {n}건: {whys}', '{n} {n:report|reports}: {whys}')
export const answer = message('답', 'Answer')
export const saveAnswer = message('답 올리기', 'Publish the answer')
export const hide = message('숨기기', 'Hide')
export const hideHow = message('이 후기 숨기기', 'Hide this review')
export const show = message('다시 보이기', 'Show again')
export const hiddenWhy = message('숨기는 까닭', 'Why you hide it')
export const isHidden = message('숨김: {why}', 'Hidden: {why}')
export const orderNumber = message('주문 {number}', 'Order {number}')
