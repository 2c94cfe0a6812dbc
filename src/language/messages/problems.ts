import { message } from '../message.ts'

export const invalid = message(
  '보내신 내용을 이해하지 못했어요. 고쳐서 다시 보내 주세요.',
  'That could not be understood. Please correct it and send it again.',
)
export const unauthenticated = message('먼저 로그인해 주세요.', 'Please sign in first.')
export const forbidden = message('이 일을 할 권한이 없어요.', 'You are not allowed to do this.')
export const missing = message(
  '찾으시는 것이 없어요. 옮겨졌거나 없어졌을 수 있어요.',
  'There is nothing here. It may have moved or gone.',
)
export const conflict = message(
  '그사이에 바뀌었어요. 새로 고친 뒤 다시 해 주세요.',
  'This changed in the meantime. Reload and try again.',
)
export const limited = message(
  '너무 잦아요. {seconds}초 뒤에 다시 해 주세요.',
  'That was too often. Please try again in {seconds} seconds.',
)
export const unavailable = message(
  '지금은 할 수 없어요. 잠시 뒤에 다시 해 주세요.',
  'This is not possible right now. Please try again shortly.',
)
export const internal = message(
  '저희 쪽에 문제가 생겼어요. 잠시 뒤에 다시 해 주세요.',
  'Something went wrong on our side. Please try again shortly.',
)
export const tooLarge = message('보내신 것이 너무 커요.', 'That is too large.')
export const wrongOrigin = message(
  '다른 곳에서 온 요청이라 받지 않았어요. 이 가게의 주소에서 다시 해 주세요.',
  'This request came from another site and was refused. Please use the shop’s own address.',
)
