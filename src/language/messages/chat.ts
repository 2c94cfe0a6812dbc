import { message } from '../message.ts'

export const cidTaken = message(
  '이미 다른 내용으로 보낸 글이에요. 새로 써서 보내 주세요.',
  'This was already sent with other words. Please write it as a new message.',
)
export const emptyText = message('쓴 내용이 없어요.', 'There is nothing to send.')
export const noSuchRoom = message('이 대화를 찾을 수 없어요.', 'This conversation cannot be found.')
export const noSuchEntry = message('그 글을 찾을 수 없어요.', 'That message cannot be found.')
export const notYours = message('이 글은 바꿀 수 없어요.', 'You cannot change this message.')
export const entryGone = message('이미 지워진 글이에요.', 'That message was already removed.')
export const removed = message('이 방에는 들어올 수 없어요.', 'You cannot be in this room.')
