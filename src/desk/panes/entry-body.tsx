import type { Line } from '#chat/client'
import type { EntryBody, LogEntry } from '#chat/protocol'
import { filmTime, money, offers, pick, desk as words } from '#language'
import { Files, Icon, OfferCard, Price, Second } from '#ui'
import { productPath } from '../address.ts'
import { piecesOf } from '../links.ts'
import { replyIcon } from './icons.ts'
import { goToEntry } from './places.ts'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

export type TextBody = Extract<EntryBody, { kind: 'text' }>

/** What was said: the words with their moments and addresses, after what they answer, with their files. */
export function TextView({
  desk,
  thread,
  body,
  linked,
}: {
  desk: Desk
  thread: Thread
  body: TextBody
  /** Whether addresses lead anywhere. */
  linked: boolean
}) {
  const { lang } = desk
  return (
    <>
      {body.re !== undefined && <Quote desk={desk} thread={thread} seq={body.re} />}
      {(body.text !== '' || body.second != null) && (
        <p class="words">
          {body.second != null && <Moment desk={desk} at={body.second} />}
          <Words desk={desk} text={body.text} linked={linked} />
        </p>
      )}
      {body.files && body.files.length > 0 && (
        <Files lang={lang} files={body.files} address={(id, width) => fileAddress(thread.room, id, width)} />
      )}
    </>
  )
}

function Words({ desk, text, linked }: { desk: Desk; text: string; linked: boolean }) {
  return (
    <>
      {piecesOf(text).map((piece, i) => {
        if (piece.kind === 'moment') return <Moment key={i} desk={desk} at={piece.second} written={piece.text} />
        if (piece.kind === 'words' || !linked) return piece.text
        return (
          <a key={i} href={piece.text} target="_blank" rel="ugc noopener noreferrer nofollow">
            {piece.text}
          </a>
        )
      })}
    </>
  )
}

/** A second of the film that the conversation is about; it opens the product's page there. */
function Moment({ desk, at, written }: { desk: Desk; at: number; written?: string }) {
  const { lang, inquiry } = desk
  const goods = desk.goodsOf(inquiry.value?.productId ?? null)
  if (!goods) return <>{written ?? filmTime(at)} </>
  const label = words.toSecond(lang, { at: filmTime(at) })
  return <Second at={at} label={label} href={productPath(lang, { slug: goods.slug, second: at })} />
}

/** The beginning of what is answered, which leads to it. */
function Quote({ desk, thread, seq }: { desk: Desk; thread: Thread; seq: number }) {
  const line = thread.lineOf(seq)
  return (
    <button class="quote" type="button" onClick={() => void goToEntry(thread, seq)}>
      <Icon of={replyIcon} small />
      <span>{line ? quoted(desk, line.entry) : words.earlierWords(desk.lang)}</span>
    </button>
  )
}

/** Who said what, in one line. */
export function quoted(desk: Desk, entry: LogEntry): string {
  return words.inReplyTo(desk.lang, { name: desk.speakerOf(entry), text: gist(desk, entry.body) })
}

/** What was said, in a few words. */
export function gist({ lang, nameOf }: Desk, body: Line['entry']['body']): string {
  if (body.kind === 'card') return nameOf(body.productId) || words.sentCard(lang)
  if (body.kind === 'offer') {
    const { unitAmount: amount, currency, quantity: n, by } = body.offer
    return offers.announced(lang, { who: offers.offerOf[by](lang), price: money(lang, { amount, currency }), n })
  }
  if (body.kind !== 'text') return words.goneWords(lang)
  return body.text || words.files(lang, { n: body.files?.length ?? 0 })
}

/** A product that was shown. */
export function CardView({ desk, productId }: { desk: Desk; productId: string }) {
  const { lang } = desk
  const goods = desk.goodsOf(productId)
  if (goods === undefined) return <p class="card tip waiting-for-name" />
  if (goods === null) return <p class="note">{words.cardGone(lang)}</p>
  const { picture } = goods
  return (
    <a class="card tip" href={productPath(lang, goods)} target="_blank" rel="noopener">
      {picture && <img src={picture.src} srcset={picture.srcset} sizes="56px" alt="" width={56} height={56} />}
      <span>
        <span class="tip-name">{pick(lang, goods.name)}</span>
        <Price lang={lang} value={goods.price} {...(goods.priceFrom && { from: words.from(lang) })} />
      </span>
    </a>
  )
}

/** The card of a price that was named. */
export function OfferView({
  desk,
  thread,
  body,
}: {
  desk: Desk
  thread: Thread
  body: Extract<EntryBody, { kind: 'offer' }>
}) {
  const { lang } = desk
  const { offer } = body
  const answer = (what: 'accept' | 'decline' | 'withdraw') =>
    thread.conversation.value?.say({ kind: 'answer', offer: offer.id, answer: what })
  const { variantId, quantity } = offer
  const acts = {
    accept: () => answer('accept'),
    decline: () => answer('decline'),
    withdraw: () => answer('withdraw'),
    counter: () => {
      desk.sheet.value = { kind: 'offer', start: { variantId, quantity } }
    },
  }
  return (
    <OfferCard
      lang={lang}
      offer={offer}
      reader="operator"
      about={desk.nameOf(offer.productId)}
      now={desk.awake.value ? desk.now.value : null}
      acts={desk.awake.value ? acts : {}}
    />
  )
}

/** Where a file of a conversation is, for one of the staff. */
export function fileAddress(room: string, id: string, width?: 320): string {
  return `/api/rooms/${room}/files/${id}?as=operator${width === undefined ? '' : `&w=${width}`}`
}
