export type { DeskOptions } from './door.ts'
export { deskRoutes } from './routes.ts'
