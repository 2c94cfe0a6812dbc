/**
 * The paths of the office that take large bodies and count them themselves: a product's form with its texts and
 * pictures, a category's picture, and single files.
 */
export const officeBodies = /^\/(?:(?:ko|en)\/desk\/(?:products|categories)\/[\w-]+|api\/desk\/office\/[\w/-]+)$/

/** Where single files go. */
export const officeUploads = {
  pictures: '/api/desk/office/pictures',
  parts: '/api/desk/office/parts',
  films: '/api/desk/office/films',
  filmState: (filmId: string) => `/api/desk/office/films/${filmId}/state`,
  captions: (filmId: string, lang: string) => `/api/desk/office/films/${filmId}/captions/${lang}`,
  poster: (filmId: string) => `/api/desk/office/films/${filmId}/poster`,
} as const
