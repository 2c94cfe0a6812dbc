export { account, attempt, members, session, user, verification } from './schema.ts'
