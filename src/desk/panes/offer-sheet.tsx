import { useState } from 'preact/hooks'
import { offers as words } from '#language'
import { OfferForm, type OfferStart } from '#ui'
import type { Goods } from '../views.ts'
import { SheetFrame } from './sheet.tsx'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

/** Names a price to the shopper, for the product that the conversation is about or one that was shown in it. */
export function OfferSheet({ desk, thread, start }: { desk: Desk; thread: Thread; start: OfferStart }) {
  const { lang } = desk
  const goods = goodsOf(desk, thread, start)
  const [productId, setProductId] = useState(goods[0]?.id ?? '')
  return (
    <SheetFrame desk={desk} name="offer-sheet" title={words.make(lang)} hint={words.makeHintForStaff(lang)}>
      {close => (
        <>
          {goods.length > 1 && (
            <select class="input" value={productId} onChange={event => setProductId(event.currentTarget.value)}>
              {goods.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name[lang]}
                </option>
              ))}
            </select>
          )}
          {productId === '' ? (
            <p class="note">{words.nothingToOffer(lang)}</p>
          ) : (
            <OfferForm
              key={productId}
              lang={lang}
              productId={productId}
              start={start}
              staff
              offer={said => {
                thread.conversation.value?.say({ kind: 'offer', offer: crypto.randomUUID(), ...said })
                close()
              }}
            />
          )}
        </>
      )}
    </SheetFrame>
  )
}

/** What may be bargained over here: what was answered first, then what the conversation is about and what was shown. */
function goodsOf(desk: Desk, thread: Thread, { variantId }: OfferStart): Goods[] {
  const lines = thread.lines.peek().map(line => line.entry.body)
  const answered = lines.flatMap(body =>
    body.kind === 'offer' && body.offer.variantId === variantId ? body.offer.productId : [],
  )
  const shown = lines.flatMap(body => (body.kind === 'card' ? body.productId : [])).reverse()
  const ids = [...answered, desk.inquiry.peek()?.productId ?? '', ...shown]
  return [...new Set(ids)].flatMap(id => desk.goodsOf(id) ?? [])
}
