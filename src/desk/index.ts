export type { DeskOptions } from './door.ts'
export { officeBodies } from './office/bodies.ts'
export { deskRoutes } from './routes.ts'
