import type { Conversation } from '#chat/client'

/** How long making a room may take. */
const patienceMs = 15_000

/** The room of a conversation, made now where nothing was asked yet. Fails where it cannot be made. */
export function roomOf(conversation: Conversation | null): Promise<string> {
  return new Promise((resolve, reject) => {
    if (conversation === null) {
      reject(new Error(''))
      return
    }
    const late = setTimeout(() => end(() => reject(new Error(''))), patienceMs)
    const stop = conversation.room.subscribe(room => room !== null && end(() => resolve(room)))
    function end(settle: () => void): void {
      clearTimeout(late)
      queueMicrotask(() => stop())
      settle()
    }
    conversation.enter()
  })
}
