import type { ComponentChildren } from 'preact'
import { type Lang, money, offers as words } from '#language'
import { checkIcon, clockIcon, Icon, tagIcon } from './icons.tsx'
import { Price } from './price.tsx'

/** An offer as it is shown; an entry's fits. Amounts in minor units of `currency`. */
export interface ShownOffer {
  id: string
  quantity: number
  unitAmount: number
  currency: string
  gift: string | null
  by: 'shopper' | 'operator'
  state: keyof typeof words.stateIs
  isByRule: boolean
  until: string
}

export interface OfferCardProps {
  lang: Lang
  offer: ShownOffer
  /** Which side reads it. */
  reader: ShownOffer['by']
  /** What it is about, where that is not plain from the page. */
  about?: string
  /** The reader's time in milliseconds; null while the page is as the server made it. */
  now: number | null
  /** What can be done with it; what is left out is not offered. */
  acts?: { accept?(): void; decline?(): void; counter?(): void; withdraw?(): void }
  /** Stands in place of `acts` under one that waits, such as forms where scripts are off. */
  plainActs?: ComponentChildren
  /** Stands under an accepted one, such as the way to buy. */
  children?: ComponentChildren
}

/** A price that was named: how much, for how many, what has become of it, and what its reader can do now. */
export function OfferCard({ lang, offer, reader, about, now, acts = {}, plainActs, children }: OfferCardProps) {
  const { quantity, unitAmount: amount, currency, gift, by, state, isByRule } = offer
  const leftMs = now === null ? null : Date.parse(offer.until) - now
  const isOpen = (state === 'pending' || state === 'accepted') && (leftMs === null || leftMs > 0)
  const shown = isOpen || (state !== 'pending' && state !== 'accepted') ? state : 'expired'
  return (
    <article class={`card offer ${shown}`} aria-label={`${words.title(lang)}: ${words.stateIs[shown](lang)}`}>
      <header>
        <span>
          <Icon of={tagIcon} small /> {by === reader ? words.yours(lang) : words.offerOf[by](lang)}
        </span>
        <span class={`badge ${badgeOf[shown]}`}>
          {shown === 'accepted' || shown === 'used' ? <Icon of={checkIcon} small /> : null}
          {words.stateIs[shown](lang)}
        </span>
      </header>
      {about && <p class="about">{about}</p>}
      <p class="terms">
        <span>
          <Price lang={lang} value={{ amount, currency }} /> <small>{words.each(lang)}</small>
        </span>
        <span class="quiet">
          {words.pieces(lang, { n: quantity })}
          {quantity > 1 && ` · ${words.total(lang)} ${money(lang, { amount: amount * quantity, currency })}`}
        </span>
      </p>
      {gift !== null && <p class="note">{words.gift(lang, { gift })}</p>}
      {isByRule && <p class="note">{words.byRule(lang)}</p>}
      {isOpen && leftMs !== null && (
        <p class="left">
          <Icon of={clockIcon} small /> {words.left(lang, { time: span(lang, leftMs) })}
        </p>
      )}
      {isOpen && state === 'pending' && (plainActs ?? <Acts lang={lang} isOwn={by === reader} acts={acts} />)}
      {isOpen && state === 'accepted' && children}
    </article>
  )
}

const badgeOf: Readonly<Record<ShownOffer['state'], string>> = {
  pending: 'wait',
  countered: '',
  accepted: 'good',
  declined: '',
  withdrawn: '',
  expired: '',
  used: 'good',
}

function Acts({ lang, isOwn, acts }: { lang: Lang; isOwn: boolean; acts: NonNullable<OfferCardProps['acts']> }) {
  const { accept, decline, counter, withdraw } = acts
  if (isOwn) {
    if (withdraw === undefined) return null
    return (
      <p class="acts">
        <button class="button slim plain" type="button" onClick={withdraw}>
          {words.withdraw(lang)}
        </button>
      </p>
    )
  }
  if (accept === undefined) return null
  return (
    <p class="acts">
      <button class="button slim primary" type="button" onClick={accept}>
        {words.accept(lang)}
      </button>
      <button class="button slim" type="button" onClick={counter}>
        {words.counter(lang)}
      </button>
      <button class="button slim plain" type="button" onClick={decline}>
        {words.decline(lang)}
      </button>
    </p>
  )
}

/** How much time is left: minutes and seconds within the last hour, else hours or days. */
function span(lang: Lang, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  const hours = Math.floor(seconds / 3600)
  return hours < 48 ? words.hoursLong(lang, { n: hours }) : words.daysLong(lang, { n: Math.floor(hours / 24) })
}
