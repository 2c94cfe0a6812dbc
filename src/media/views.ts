import { eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { prepared, type Queryable } from '#database'
import { type Lang, langs } from '#language'
import { extensionOf } from './filetype.ts'
import { asset, ladder, rendition } from './schema.ts'

/** A picture as a page shows it: for `<img src srcset width height>`. */
export interface ImageView {
  src: string
  /** Every width there is, as `srcset` wants it: `/media/…/w320.webp 320w, …`. */
  srcset: string
  /** Pixels of `src`; the browser needs their ratio before the picture is there. */
  width: number
  height: number
}

/** A film as a page shows it: for `<video>` and the picture in its place until it plays. */
export interface FilmView {
  /** Whether it is to be shown: what not every browser plays waits for its rungs, and until then its poster stands. */
  isReady: boolean
  src: string
  type: string
  poster: ImageView
  captions: { lang: Lang; src: string }[]
  durationMs: number
  width: number
  height: number
  /** The playlist of all rungs (HLS, RFC 8216), where there are two or more. */
  hls?: string
  /** The same film in several sizes, tallest first, each an MP4 that also plays by itself; none while there are none. */
  rungs: { src: string; width: number; height: number; bitrate: number }[]
  /** Small pictures of the film, row by row on one large one. */
  storyboard?: Storyboard
}

/** Tile `n`, counted from 0, shows the film at `n * everyMs`. Sizes are in pixels; the last row may not be full. */
export interface Storyboard {
  src: string
  columns: number
  rows: number
  tileWidth: number
  tileHeight: number
  everyMs: number
}

/** What an address and a view need of a rendition. */
export interface RenditionRow {
  name: string
  sha256: string
  type: string
  width: number | null
  height: number | null
}

/** What a film's view needs of one of its renditions beside that. */
export interface FilmForm extends RenditionRow {
  sizeBytes: number
}

/** Where a rendition is served. The address names the bytes, so what it serves never changes. */
export function assetUrl({ name, sha256, type }: Pick<RenditionRow, 'name' | 'sha256' | 'type'>): string {
  return `/media/${sha256.slice(0, 32)}/${name}.${extensionOf(type)}`
}

const columns = {
  name: rendition.name,
  sha256: rendition.sha256,
  type: rendition.type,
  width: rendition.width,
  height: rendition.height,
}

const pictureForms = prepared(db =>
  db
    .select({ assetId: rendition.assetId, ...columns })
    .from(rendition)
    .innerJoin(asset, eq(asset.id, rendition.assetId))
    .where(sql`${asset.kind} = 'image' and ${asset.id} = any(${sql.placeholder('ids')})`)
    .prepare('media.picture_forms'),
)

const film = alias(asset, 'film')

const filmForms = prepared(db =>
  db
    .select({
      filmId: film.id,
      durationMs: film.durationMs,
      filmWidth: film.width,
      filmHeight: film.height,
      ofPoster: sql<boolean>`${rendition.assetId} = ${film.posterId}`,
      ...columns,
      sizeBytes: rendition.sizeBytes,
      originalPlays: sql<boolean>`coalesce(${ladder.originalPlays}, true)`,
      columns: ladder.columns,
      rows: ladder.rows,
      everyMs: ladder.everyMs,
    })
    .from(film)
    .innerJoin(rendition, sql`${rendition.assetId} in (${film.id}, ${film.posterId})`)
    .leftJoin(ladder, eq(ladder.assetId, film.id))
    .where(sql`${film.kind} = 'film' and ${film.id} = any(${sql.placeholder('ids')})`)
    .prepare('media.film_forms'),
)

/** The pictures of these assets, by asset id, in one query. An id that is no picture's is left out. */
export async function imagesOf(db: Queryable, assetIds: readonly string[]): Promise<Map<string, ImageView>> {
  if (assetIds.length === 0) return new Map()
  const rows = await pictureForms(db).execute({ ids: [...new Set(assetIds)] })
  const views = new Map<string, ImageView>()
  for (const [id, forms] of Map.groupBy(rows, row => row.assetId)) {
    const view = imageView(forms)
    if (view) views.set(id, view)
  }
  return views
}

/** The films of these assets, by asset id, in one query. An id that is no film's is left out. */
export async function filmsOf(db: Queryable, assetIds: readonly string[]): Promise<Map<string, FilmView>> {
  if (assetIds.length === 0) return new Map()
  const rows = await filmForms(db).execute({ ids: [...new Set(assetIds)] })
  const views = new Map<string, FilmView>()
  for (const [id, forms] of Map.groupBy(rows, row => row.filmId)) {
    const { durationMs, filmWidth, filmHeight, originalPlays, ...tiles } = forms[0]!
    const view = filmView({
      forms: forms.filter(form => !form.ofPoster),
      posterForms: forms.filter(form => form.ofPoster),
      film: { durationMs: durationMs ?? 0, width: filmWidth, height: filmHeight },
      ladder: { originalPlays, ...tiles },
    })
    if (view) views.set(id, view)
  }
  return views
}

/** A picture's view from its renditions; undefined where none can be shown. `src` is the widest up to 960 pixels. */
export function imageView(forms: readonly RenditionRow[]): ImageView | undefined {
  const shown = forms
    .filter(form => form.name !== 'original')
    .map(form => ({ url: assetUrl(form), width: form.width ?? 0, height: form.height ?? 0 }))
    .sort((a, b) => a.width - b.width)
  const usual = shown.findLast(form => form.width <= 960) ?? shown[0]
  if (usual === undefined) return undefined
  const srcset = shown.map(form => `${form.url} ${form.width}w`).join(', ')
  return { src: usual.url, srcset, width: usual.width, height: usual.height }
}

interface FilmParts {
  forms: readonly FilmForm[]
  posterForms: readonly RenditionRow[]
  film: { durationMs: number; width: number; height: number }
  ladder: { originalPlays: boolean; columns: number | null; rows: number | null; everyMs: number | null }
}

/** A film's view from its own renditions and its poster's; undefined where it cannot be shown. */
export function filmView({ forms, posterForms, film, ladder }: FilmParts): FilmView | undefined {
  const original = forms.find(form => form.name === 'original')
  const poster = imageView(posterForms)
  if (original === undefined || poster === undefined) return undefined
  const captions = langs.flatMap(lang => {
    const form = forms.find(one => one.name === `captions-${lang}`)
    return form ? [{ lang, src: assetUrl(form) }] : []
  })
  const rungs = forms
    .filter(form => form.name.startsWith('rung-'))
    .sort((a, b) => (b.height ?? 0) - (a.height ?? 0))
    .map(form => rungView(form, film))
  const list = forms.find(form => form.name === 'film')
  const storyboard = storyboardView(
    forms.find(form => form.name === 'storyboard'),
    ladder,
  )
  return {
    isReady: ladder.originalPlays || rungs.length > 0,
    src: ladder.originalPlays ? assetUrl(original) : (rungs[0]?.src ?? assetUrl(original)),
    type: original.type,
    poster,
    captions,
    ...film,
    ...(list && { hls: assetUrl(list) }),
    rungs,
    ...(storyboard && { storyboard }),
  }
}

function rungView(form: FilmForm, { durationMs }: FilmParts['film']): FilmView['rungs'][number] {
  const bitrate = Math.round((form.sizeBytes * 8000) / Math.max(1, durationMs))
  return { src: assetUrl(form), width: form.width ?? 0, height: form.height ?? 0, bitrate }
}

function storyboardView(
  form: FilmForm | undefined,
  { columns, rows, everyMs }: FilmParts['ladder'],
): Storyboard | undefined {
  if (!form?.width || !form.height || !columns || !rows || !everyMs) return undefined
  return {
    src: assetUrl(form),
    columns,
    rows,
    tileWidth: form.width / columns,
    tileHeight: form.height / rows,
    everyMs,
  }
}
