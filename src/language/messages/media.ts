import { message } from '../message.ts'

export const unknownType = message(
  '이 파일은 받을 수 없어요. 사진은 JPEG·PNG·WebP·AVIF, 영상은 MP4로 올려 주세요.',
  'This kind of file is not accepted. Pictures may be JPEG, PNG, WebP or AVIF, films MP4.',
)
export const damaged = message(
  '파일이 손상되어 열 수 없어요. 다시 내보낸 뒤 올려 주세요.',
  'The file is damaged and cannot be opened. Export it again and retry.',
)
export const fileTooLarge = message(
  '파일이 너무 커요. {megabytes}MB까지 올릴 수 있어요.',
  'The file is too large. Up to {megabytes} MB are accepted.',
)
export const pictureTooLarge = message(
  '그림의 가로세로가 너무 커요. {megapixels}메가픽셀까지, 한 변은 {side}픽셀까지 받아요.',
  'The picture has too many pixels. Up to {megapixels} megapixels and {side} pixels a side are accepted.',
)
export const filmWithoutPicture = message('영상에 화면이 없어요.', 'The film has no picture.')
export const captionsWrong = message(
  '자막을 읽을 수 없어요. UTF-8로 저장한 WebVTT 파일을 올려 주세요.',
  'The captions cannot be read. Please give a WebVTT file saved as UTF-8.',
)
export const unknownAttachment = message(
  '이 파일은 보낼 수 없어요. 사진(JPEG·PNG·WebP·GIF·AVIF)이나 PDF를 골라 주세요.',
  'This kind of file cannot be sent. Choose a picture (JPEG, PNG, WebP, GIF, AVIF) or a PDF.',
)
export const heicNotTaken = message(
  'HEIC 사진은 열 수 없어요. JPEG로 바꾸거나 화면을 캡처해 보내 주세요.',
  'HEIC pictures cannot be opened. Send it as JPEG, or send a screenshot of it.',
)
export const emptyFile = message('빈 파일이에요.', 'The file is empty.')
export const fileIdTaken = message(
  '다른 파일로 이미 올린 자리예요. 파일을 다시 골라 주세요.',
  'Another file was already put here. Please choose the file again.',
)
