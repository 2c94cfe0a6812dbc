/**
 * The paths of the office that take large bodies and count them themselves: a product's form with its texts and
 * pictures, a category's picture, and single files.
 */
export const officeBodies = /^\/(?:(?:ko|en)\/desk\/(?:products|categories)\/[\w-]+|api\/desk\/office\/[\w/-]+)$/
