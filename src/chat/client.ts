export { type Conversation, type ConversationStart, type Outgoing, openConversation } from './client/conversation.ts'
export { type Live, type LiveState, openLive } from './client/live.ts'
