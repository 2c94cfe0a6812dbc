import { message } from '../message.ts'

export const noSuchFile = message('이 파일을 찾을 수 없어요.', 'This file cannot be found.')
export const fileTaken = message(
  '이미 다른 곳에 쓰인 파일이에요. 파일을 다시 골라 주세요.',
  'This file is already in use elsewhere. Please choose it again.',
)
export const cutOff = message(
  '파일이 끝까지 오지 못했어요. 다시 보내 주세요.',
  'The file did not arrive whole. Please send it again.',
)

export const choose = message('사진이나 PDF 붙이기', 'Attach pictures or PDFs')
export const chosen = message('붙인 파일', 'Attached files')
export const dropHere = message('여기에 놓으면 붙여요', 'Drop to attach')
export const remove = message('{name} 빼기', 'Remove {name}')
export const again = message('다시 올리기', 'Try again')
export const uploading = message('올리는 중 {percent}%', '{percent}% uploaded')
export const checking = message('확인하는 중', 'Checking')
export const ready = message('올렸어요', 'Uploaded')
export const tooMany = message('한 번에 {most}개까지 붙일 수 있어요.', 'Up to {most} files can be attached at once.')
export const tooLarge = message(
  '파일이 너무 커요. {megabytes}MB까지 보낼 수 있어요.',
  'The file is too large. Up to {megabytes} MB can be sent.',
)
export const failed = message(
  '올리지 못했어요. 연결을 확인하고 다시 해 주세요.',
  'It could not be uploaded. Check the connection and try again.',
)
export const picture = message('사진 {name} 크게 보기', 'View picture {name}')
export const viewer = message('사진 보기', 'Picture viewer')
export const allPixels = message('{name} 원래 크기로', '{name} in full size')
export const close = message('닫기', 'Close')
export const previous = message('이전 사진', 'Previous picture')
export const next = message('다음 사진', 'Next picture')
export const position = message('{total}장 가운데 {at}번째', '{at} of {total}')
export const save = message('저장', 'Save')
export const document = message('PDF 문서', 'PDF document')
export const lost = message('사진을 불러오지 못했어요.', 'The picture could not be loaded.')
export const kilobytes = message('{n}KB', '{n} KB')
export const megabytes = message('{n}MB', '{n} MB')
