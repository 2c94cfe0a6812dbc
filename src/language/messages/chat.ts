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
export const textTooLong = message(
  '글이 너무 길어요. 나누어 보내 주세요.',
  'This is too long. Please send it in parts.',
)
export const tooManyRooms = message(
  '한 화면에서 너무 많은 대화를 열었어요. 몇 개를 닫아 주세요.',
  'Too many conversations are open on one page. Please close some.',
)
export const tooManyPages = message(
  '너무 많은 화면이 열려 있어요. 몇 개를 닫고 다시 해 주세요.',
  'Too many pages are open. Please close some and try again.',
)
export const tooSoon = message(
  '이 방에서는 천천히 이야기해요. {seconds}초 뒤에 보낼 수 있어요.',
  'This room is in slow mode. You can send this in {seconds} seconds.',
)
export const roomFrozen = message(
  '지금은 진행자만 쓸 수 있어요. 잠시만 기다려 주세요.',
  'Only the hosts can write at the moment. Please wait a little.',
)
export const bannedWords = message(
  '이 방에서 쓸 수 없는 말이 들어 있어요. 고쳐서 다시 보내 주세요.',
  'This holds words that are not allowed here. Please change it and send it again.',
)
export const refusedByStaff = message(
  '진행자가 이 글을 올리지 않았어요.',
  'The hosts did not let this message through.',
)
export const notHeld = message('이미 처리된 글이에요.', 'This message has already been decided on.')
export const noWord = message(
  '글자나 숫자가 들어 있는 40자 이하의 말을 넣어 주세요.',
  'Please enter a word of up to 40 characters with a letter or a digit in it.',
)
export const tooManyWords = message(
  '금지어가 너무 많아요. 쓰지 않는 말을 지우고 다시 해 주세요.',
  'There are too many banned words. Please remove some and try again.',
)
