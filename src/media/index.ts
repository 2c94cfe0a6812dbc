export type { Blobs, ByteRange, StoredBlob } from './blobs.ts'
export { openBlobs } from './blobs.ts'
export { maxCaptionsBytes } from './captions.ts'
export type { Captions, NewFilm } from './film.ts'
export { addFilm, maxFilmBytes } from './film.ts'
export { addImage, maxImageBytes } from './image.ts'
export { maxPrivateBytes } from './incoming.ts'
export type { Asset } from './keep.ts'
export { type FilmFault, type FilmState, filmFaults, filmStates, makeAgain } from './ladder.ts'
export type { Media } from './media.ts'
export { openMedia } from './media.ts'
export {
  findPrivateFile,
  forgetPrivateFiles,
  keepPrivateFile,
  type OpenedFile,
  type PrivateFile,
  privateFilesOf,
} from './private.ts'
export { smallWidth } from './remake.ts'
export { mediaRoutes } from './routes.ts'
export { asset, ladder, media, privateFile, rendition } from './schema.ts'
export { type Swept, sweepBlobs } from './sweep.ts'
export { changeFilm, joinedParts, keepPart, maxPartBytes, receiveFilm } from './uploaded.ts'
export type { FilmView, ImageView, Storyboard } from './views.ts'
export { assetUrl, filmsOf, filmView, imagesOf, imageView } from './views.ts'
export { type FilmWork, workFilms } from './work.ts'
