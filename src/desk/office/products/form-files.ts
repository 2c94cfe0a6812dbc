import { langs } from '#language'
import { addImage, changeFilm, type Media, makeAgain, receiveFilm } from '#media'
import { bytesOf, filesOf } from '../parts/read-form.ts'
import type { TypedProduct } from './typed.ts'

/**
 * Takes in the files that came with a product's form, as they do without scripts, and puts them into it; has a film's
 * other sizes made again where that was pressed.
 */
export async function withFiles(media: Media, typed: TypedProduct, form: FormData): Promise<TypedProduct> {
  const images = [...typed.images]
  for (const file of filesOf(form, 'pictures')) {
    const { id } = await addImage(media, { bytes: await bytesOf(file) })
    images.push({ assetId: id, alt: { ko: '', en: '' }, option: '' })
  }
  const [film] = filesOf(form, 'film')
  const [poster] = filesOf(form, 'poster')
  const posterId = poster && (await addImage(media, { bytes: await bytesOf(poster) })).id
  if (film !== undefined && typed.film === null) {
    const { id } = await receiveFilm(media, { source: film.stream(), ...(posterId !== undefined && { posterId }) })
    return { ...typed, images, film: { assetId: id, alt: { ko: '', en: '' }, chapters: [] } }
  }
  if (typed.film !== null) {
    if (form.get('act') === 'film.again') await makeAgain(media.db, { filmId: typed.film.assetId, now: new Date() })
    const captions: Record<string, Uint8Array> = {}
    for (const lang of langs) {
      const [file] = filesOf(form, `captions.${lang}`)
      if (file !== undefined) captions[lang] = await bytesOf(file)
    }
    if (posterId !== undefined || Object.keys(captions).length > 0)
      await changeFilm(media, { id: typed.film.assetId, captions, ...(posterId !== undefined && { posterId }) })
  }
  return { ...typed, images }
}
