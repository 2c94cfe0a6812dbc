import { type Lang, feeds as words } from '#language'
import type { ProductView } from '#shop'
import { Price } from '#ui'

interface ElsewhereProps {
  lang: Lang
  /** The product's page in the shop that sells it. */
  at: string
  price: ProductView['price']
}

/** For goods that another shop sells: what they cost there, and the way there. */
export function BuyElsewhere({ lang, at, price: { lowest, highest } }: ElsewhereProps) {
  const { host } = new URL(at)
  return (
    <div class="buy" id="buy">
      <p class="head-line">
        <span class="big">
          <Price lang={lang} value={lowest} {...(highest.amount > lowest.amount ? { from: '~' } : {})} />
        </span>
      </p>
      <a class="button primary" href={at} rel="noopener nofollow external">
        {words.buyAt(lang, { host })}
      </a>
      <p class="note">{words.buyAtLead(lang, { host })}</p>
    </div>
  )
}
