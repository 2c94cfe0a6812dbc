import { type Signal, signal } from '@preact/signals'
import { type Conversation, type Live, openConversation } from '#chat/client'
import type { Lang } from '#language'
import { enterStage, Refusal } from './requests.ts'

/** A product's crowded room in a page: not asked for, on its way, there, or why not. */
export type Crowd =
  | { state: 'closed' | 'opening' }
  | { state: 'open'; conversation: Conversation }
  | { state: 'failed' | 'removed'; reason: string }

/** Opens a product's crowded room in a page, once it is wanted; after a failure it can be tried again. */
export function openableCrowd(live: Live, { lang, productId }: { lang: Lang; productId: string }) {
  const crowd: Signal<Crowd> = signal({ state: 'closed' })

  async function open(): Promise<void> {
    const { state } = crowd.peek()
    if (state === 'opening' || state === 'open') return
    crowd.value = { state: 'opening' }
    try {
      const { room, you, entries, facts, receipts } = await enterStage({ lang, productId })
      const conversation = openConversation(live, 'shopper', {
        room,
        kind: 'stage',
        you,
        entries,
        facts,
        receipts,
        keepAs: `outbox:stage:${productId}`,
      })
      crowd.value = { state: 'open', conversation }
      // The answer may have carried this visitor's identity; the socket must come with it.
      if (live.me.peek() === null) live.reconnect()
    } catch (thrown) {
      const isRemoved = thrown instanceof Refusal && thrown.code === 'chat.removed'
      crowd.value = { state: isRemoved ? 'removed' : 'failed', reason: thrown instanceof Error ? thrown.message : '' }
    }
  }

  return { crowd, open }
}
