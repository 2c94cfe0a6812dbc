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

/** Why the other sizes of a film could not be made, as `reason` of its state says. */
export const filmFault = {
  damaged: message('영상이 중간에 손상되어 있어요.', 'The film is damaged.'),
  unknown_codec: message('이 영상의 형식은 변환할 수 없어요.', 'Films of this format cannot be converted.'),
  too_many_pixels: message('영상의 화면이 4K보다 커요.', 'The picture is larger than 4K.'),
  too_many_frames: message('영상의 프레임이 초당 120장보다 많아요.', 'The film has more than 120 frames a second.'),
  too_slow: message('변환이 너무 오래 걸려 멈췄어요.', 'Converting took too long and was stopped.'),
  too_much_memory: message(
    '변환에 메모리가 너무 많이 들어 멈췄어요.',
    'Converting took too much memory and was stopped.',
  ),
  too_much_output: message('변환한 파일이 너무 커서 멈췄어요.', 'The converted film became too large and was stopped.'),
  no_space: message('저장 공간이 부족해요.', 'There is not enough space on the disk.'),
  interrupted: message('변환이 여러 번 중단되었어요.', 'Converting was interrupted several times.'),
}
