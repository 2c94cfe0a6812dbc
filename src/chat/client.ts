export type { Browser, PageSocket, PageTurn, SocketEars } from './client/browser.ts'
export {
  type Conversation,
  type ConversationStart,
  type ConversationState,
  countUnread,
  type Now,
} from './client/conversation.ts'
export { emptyView, fold, foldAll, type Line, type Reaction, type View, viewFrom } from './client/fold.ts'
export { openConversation } from './client/follow.ts'
export { type Live, type LiveState, openLive } from './client/live.ts'
export type { Outgoing } from './client/outbox.ts'
