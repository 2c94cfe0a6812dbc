import type { Lang, Localized } from '#language'
import type { FilmView, ImageView } from '#media'
import type { OfficeAttribute, OfficeCategory, WholeProduct } from '#shop'
import type { Wrong } from '../parts/fields.tsx'
import type { Difference } from './difference.ts'
import type { ShownFilmState } from './film-state.ts'
import type { TypedProduct } from './typed.ts'

/** What a product's form is drawn from. */
export interface EditorView {
  lang: Lang
  currency: string
  /** Null for a product that does not exist yet. */
  id: string | null
  version: string
  typed: TypedProduct
  wrong: Wrong
  categories: OfficeCategory[]
  attributes: OfficeAttribute[]
  images: Map<string, ImageView>
  film: FilmView | null
  /** How far its other sizes are; null where none were asked for. */
  filmState: ShownFilmState | null
  /** Products that can be named as seen in a film. */
  others: { slug: string; name: Localized }[]
  /** Where somebody else saved meanwhile: what differs from what was typed. */
  meanwhile: { theirs: WholeProduct; differences: Difference[] } | null
  timeZone: string
}
