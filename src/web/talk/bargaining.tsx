import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { Conversation } from '#chat/client'
import type { RoomKind } from '#chat/protocol'
import type { Lang } from '#language'
import type { OfferStart } from '#ui'
import type { Bargain } from './offer-line.tsx'
import { useLoaded } from './use-loaded.ts'

type Start = OfferStart & { productId: string }

const load = () => import('./offer-sheet.tsx')

/** Bargaining in a conversation: what is done with offers, and the sheet in which a price is named. Not in a crowd. */
export function useBargain({
  lang,
  kind,
  conversation,
  toEnd,
}: {
  lang: Lang
  kind: RoomKind
  conversation: Conversation | null
  toEnd(): void
}): { bargain: Bargain | null; openOffer(start: Start): void; offerSheet: ComponentChildren } {
  const [start, open] = useState<Start | null>(null)
  const Loaded = useLoaded(start !== null, load)
  const bargain = useMemo<Bargain | null>(
    () =>
      kind === 'inquiry' && conversation !== null
        ? { answer: (offer, answer) => conversation.say({ kind: 'answer', offer, answer }), counter: open }
        : null,
    [conversation],
  )
  const offerSheet = start && Loaded && (
    <Loaded.OfferSheet
      lang={lang}
      productId={start.productId}
      start={start}
      close={() => open(null)}
      offer={said => {
        toEnd()
        conversation?.say({ kind: 'offer', offer: crypto.randomUUID(), ...said })
      }}
    />
  )
  return { bargain, openOffer: open, offerSheet }
}
