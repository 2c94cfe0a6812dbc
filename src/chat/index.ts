export type { Appended, Runner } from './append.ts'
export type { Conversations } from './conversations.ts'
export { type Chat, type ChatOptions, openChat } from './open.ts'
export { inquiryOpening, type Opening } from './opening.ts'
export { type Actor, actorOf, type Visitor } from './policy.ts'
export {
  entriesAfter,
  inquiriesOfShopper,
  openInquiry,
  type Room,
  readReceipts,
  type StoredInquiry,
} from './room.ts'
export { roomFor, say } from './say.ts'
export { chat, entry, participant, room } from './schema.ts'
