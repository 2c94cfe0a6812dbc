export { type Accounts, type OpenAccounts, onRevoked, openAccounts } from './accounts.ts'
export type { Visit } from './better-auth.ts'
export { forgetGuest, type Guest, makeGuest, readGuest } from './guest.ts'
export { makeGuestLink, readGuestLink, spendGuestLink } from './guest-link.ts'
export { type Enter, enter, type OneTimeLink, oneTimeLink } from './link.ts'
export { type ChangeAccount, changeAccount, changeMember, type DeleteMember, deleteMember } from './own-account.ts'
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
export { findStaffMember, type Member, type Person, type Staff } from './person.ts'
export type { Actor } from './policy.ts'
export { session } from './schema.ts'
export { readSecret } from './secret.ts'
export { type ListSessions, listSessions, revokeSession, type SessionEntry } from './sessions.ts'
export { type PersonIn, renewSession, type SignedIn, type SignIn, signIn, signInAtShop, signOut } from './sign-in.ts'
export { type SignUp, signUp } from './sign-up.ts'
export { findMember, findPerson, findShopper, findSignedIn, findStaff } from './signed-in.ts'
