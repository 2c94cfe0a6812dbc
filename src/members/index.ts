export { type Accounts, type OpenAccounts, onRevoked, openAccounts } from './accounts.ts'
export type { Visit } from './better-auth.ts'
export { type Guest, makeGuest, readGuest } from './guest.ts'
export { type Enter, enter, type OneTimeLink, oneTimeLink } from './link.ts'
export { type ChangeAccount, changeAccount } from './own-account.ts'
export {
  type AboutStaff,
  ensureOwner,
  type InviteOperator,
  inviteOperator,
  listStaff,
  removeOperator,
  resetAccess,
  type StaffEntry,
} from './people.ts'
export { asGuest, asStaffPerson, findPerson, type Person } from './person.ts'
export { type Actor, mayLookAfter, mayManagePeople } from './policy.ts'
export { account, members, session, user, verification } from './schema.ts'
export { readSecret } from './secret.ts'
export { type ListSessions, listSessions, revokeSession, type SessionEntry } from './sessions.ts'
export { renewSession, type SignedIn, type SignIn, signIn, signOut } from './sign-in.ts'
export { findStaff, type Staff } from './staff.ts'
