import type { Lang } from '#language'
import { filmStates, filmsOf, imagesOf } from '#media'
import { listProducts, officeAttributes, officeCategories, shopView, type WholeProduct } from '#shop'
import type { DeskOptions } from '../../door.ts'
import type { Wrong } from '../parts/fields.tsx'
import { shownFilmState } from './film-state.ts'
import type { TypedProduct } from './typed.ts'
import type { EditorView } from './view.ts'

const mostOthers = 60

interface Wanted {
  lang: Lang
  whole: WholeProduct | null
  typed: TypedProduct
  wrong: Wrong
  version: string
  meanwhile: EditorView['meanwhile']
}

/** All that a product's form is drawn from. */
export async function editorView(
  { db }: DeskOptions,
  { lang, whole, typed, wrong, version, meanwhile }: Wanted,
): Promise<EditorView> {
  const filmIds = typed.film === null ? [] : [typed.film.assetId].filter(isId)
  const [{ currency }, categories, attributes, images, films, states, others] = await Promise.all([
    shopView(db),
    officeCategories(db),
    officeAttributes(db),
    imagesOf(db, typed.images.map(({ assetId }) => assetId).filter(isId)),
    filmsOf(db, filmIds),
    filmStates(db, filmIds),
    listProducts(db, { newest: true, limit: mostOthers, reader: 'staff' }),
  ])
  const film = films.get(filmIds[0] ?? '') ?? null
  const state = states.get(filmIds[0] ?? '')
  return {
    ...{ lang, version, wrong, categories, attributes, images, meanwhile },
    id: whole?.id ?? null,
    currency: whole?.currency ?? currency,
    typed: { ...typed, category: typed.category || (categories[0]?.slug ?? '') },
    film,
    filmState: state ? shownFilmState(lang, state, film ?? undefined) : null,
    others: others.products.filter(({ id }) => id !== whole?.id).map(({ slug, name }) => ({ slug, name })),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}

function isId(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
}
