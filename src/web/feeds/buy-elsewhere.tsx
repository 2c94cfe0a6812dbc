import { clockTime, type Lang, money, monthDay, orders, pick, feeds as words } from '#language'
import type { ProductView, VariantView } from '#shop'
import { Icon, outIcon, Price } from '#ui'

interface ElsewhereProps {
  lang: Lang
  product: Pick<ProductView, 'options' | 'variants' | 'price' | 'soldOut' | 'images' | 'film'>
  elsewhere: NonNullable<ProductView['elsewhere']>
}

/** So many things to choose from are shown before the others are folded. */
const shownVariants = 5

/**
 * For goods that another shop sells: which one, what they cost there and whether they are to be had, since when that is
 * known, and the way there. It opens beside this page, where the film and the conversation go on.
 */
export function BuyElsewhere({ lang, product, elsewhere: { at, toldAt } }: ElsewhereProps) {
  const { variants, price, soldOut, images, film } = product
  const { lowest, highest } = price
  const host = new URL(at).host.replace(/^www\./, '')
  const [picture] = images
  const usual = variants.length === 1 ? variants[0]?.usualPrice : null
  const [shown, folded] = [variants.slice(0, shownVariants), variants.slice(shownVariants)]
  return (
    <div class="island">
      <div class="buy elsewhere" id="buy">
        <p class="sold-by">
          {words.soldBy(lang)} <b>{host}</b>
        </p>
        <p class="head-line">
          <span class="big">
            {usual && (
              <s class="usual">
                <span class="aside">{orders.usually(lang)} </span>
                {money(lang, usual)}
              </s>
            )}
            <Price lang={lang} value={lowest} {...(highest.amount > lowest.amount ? { from: '~' } : {})} />
            <span class={`badge ${soldOut ? '' : 'good'}`}>
              {soldOut ? words.goneThere(lang) : words.isThere(lang)}
            </span>
          </span>
          {picture && (
            <img
              src={picture.src}
              srcset={picture.srcset}
              sizes="72px"
              width={72}
              height={72}
              alt={pick(lang, picture.alt)}
            />
          )}
        </p>
        <a
          class={`button tall wide ${soldOut ? '' : 'primary'}`}
          href={at}
          target="_blank"
          rel="noopener nofollow external"
        >
          {soldOut ? words.seeAt(lang, { host }) : words.buyAt(lang, { host })}
          <Icon of={outIcon} small />
          <span class="aside"> {words.newWindow(lang)}</span>
        </a>
        <p class="note">
          {film ? words.buyAtLead(lang) : words.buyAtLeadWithoutFilm(lang)} {words.theyDecide(lang)}{' '}
          <time dateTime={toldAt.toISOString()}>
            {words.asOf(lang, { day: monthDay(lang, toldAt), time: clockTime(lang, toldAt) })}
          </time>
        </p>
        {variants.length > 1 && <Variants lang={lang} product={product} variants={shown} />}
        {folded.length > 0 && (
          <details>
            <summary class="link">{words.moreVariants(lang, { n: folded.length })}</summary>
            <Variants lang={lang} product={product} variants={folded} />
          </details>
        )}
      </div>
    </div>
  )
}

interface VariantsProps {
  lang: Lang
  product: Pick<ProductView, 'options' | 'price'>
  variants: readonly VariantView[]
}

/** What there is to choose from there, with its price where they differ, and what is not to be had. */
function Variants({ lang, product: { options, price }, variants }: VariantsProps) {
  const differ = price.highest.amount > price.lowest.amount
  return (
    <ul class="variants-there">
      {variants.map(variant => (
        <li key={variant.id}>
          <span>
            {options
              .flatMap(({ key, values }) => values.find(value => value.key === variant.options[key]) ?? [])
              .map(value => pick(lang, value.name))
              .join(' · ')}
          </span>
          {variant.availability.kind === 'sold_out' && <span class="badge">{words.goneThere(lang)}</span>}
          {differ && <Price lang={lang} value={variant.price} />}
        </li>
      ))}
    </ul>
  )
}
