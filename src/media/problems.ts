import { Problem } from '#edge'
import { media as sentences } from '#language'
import type { FilmFault } from './ladder.ts'

/** The refusal of a file that is of no kind we take. */
export function unknownType(): Problem {
  return new Problem('invalid', 'media.unknown_type', sentences.unknownType)
}

/** The refusal of a file that says it is of a kind we take, and cannot be read. */
export function damaged(): Problem {
  return new Problem('invalid', 'media.damaged', sentences.damaged)
}

/** The refusal of a file of more than so many bytes. */
export function fileTooLarge(limitBytes: number): Problem {
  const megabytes = Math.floor(limitBytes / 1024 / 1024)
  return new Problem('too_large', 'media.file_too_large', lang => sentences.fileTooLarge(lang, { megabytes }))
}

/** The refusal of a picture of too many pixels, in all or on one side. */
export function pictureTooLarge({ pixels, side }: { pixels: number; side: number }): Problem {
  return new Problem('invalid', 'media.picture_too_large', lang =>
    sentences.pictureTooLarge(lang, { megapixels: pixels / 1e6, side }),
  )
}

/** The refusal of a film that has sound only. */
export function filmWithoutPicture(): Problem {
  return new Problem('invalid', 'media.film_without_picture', sentences.filmWithoutPicture)
}

/** The refusal of captions that are no WebVTT in UTF-8. */
export function captionsWrong(): Problem {
  return new Problem('invalid', 'media.captions_wrong', sentences.captionsWrong)
}

/** The refusal of a file of a conversation that is of no kind we take, whatever its name says. */
export function unknownAttachment(): Problem {
  return new Problem('invalid', 'media.unknown_attachment', sentences.unknownAttachment)
}

/** The refusal of a picture in the format of iPhones, which we have no decoder for. */
export function heicNotTaken(): Problem {
  return new Problem('invalid', 'media.heic_not_taken', sentences.heicNotTaken)
}

/** The refusal of a file without content. */
export function emptyFile(): Problem {
  return new Problem('invalid', 'media.empty_file', sentences.emptyFile)
}

/** The refusal of other bytes under an id that stands for a file already. */
export function fileIdTaken(): Problem {
  return new Problem('conflict', 'media.file_id_taken', sentences.fileIdTaken)
}

/** The refusal of a film that no ladder could be made of, found before it is kept. */
export function filmRefused(fault: FilmFault): Problem {
  if (fault === 'damaged' || fault === 'too_slow' || fault === 'interrupted') return damaged()
  return new Problem('invalid', `media.film_${fault}`, sentences.filmFault[fault])
}
