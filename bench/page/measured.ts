/** The product whose page is measured, its category, and a search that a sixth of the shop fits. */
export const measured = { slug: 'olive-lantern', category: 'camping', query: '랜턴' } as const
