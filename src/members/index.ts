export { account, members, session, user, verification } from './schema.ts'
