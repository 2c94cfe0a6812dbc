export type { WebOptions } from './options.ts'
export { signedWrites } from './pay/routes.ts'
export { problemPage } from './problem-page.ts'
export { webRoutes } from './routes.ts'
