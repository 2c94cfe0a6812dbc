import { message } from '../message.ts'

export const cidTaken = message(
  '이미 다른 내용으로 보낸 글이에요. 새로 써서 보내 주세요.',
  'This was already sent with other words. Please write it as a new message.',
)
export const emptyText = message('쓴 내용이 없어요.', 'There is nothing to send.')
export const noSuchRoom = message('이 대화를 찾을 수 없어요.', 'This conversation cannot be found.')
