export { type Appended, type Appender, openAppender, type Runner, type Say } from './append.ts'
export { addBannedWord, type BannedWord, listBannedWords, removeBannedWord } from './banned-words.ts'
export type { Conversations } from './conversations.ts'
export type { Figures, Flush } from './fanout.ts'
export { fileBodies } from './file-routes.ts'
export { sweepFiles } from './files.ts'
export {
  adoptConversations,
  conversationsOf,
  forgetShopper,
  inquiriesOfShopper,
  type OwnConversation,
  type StoredInquiry,
} from './inquiries.ts'
export type { ChatLimits } from './limits.ts'
export { entriesAfter, factsOf } from './log.ts'
export { endOffers, tellOffers } from './offers.ts'
export { type Chat, type ChatOptions, openChat } from './open.ts'
export { conversationOpening, inquiryOpening, type Opening, stageOpening } from './opening.ts'
export { type Actor, actorOf, type Visitor } from './policy.ts'
export { type About, anyoneAsked, openInquiry, openStage, type Room, readReceipts, readSeqsOf } from './room.ts'
export { roomFor, type Said, say } from './say.ts'
export { entry, room } from './schema.ts'
