import { type Lang, money, pick, web as words } from '#language'
import { type Left, type Part, type Sort, sorts, type WayOut } from '#shop'
import { closeIcon, Icon } from '#ui'
import {
  type Asked,
  askedWhole,
  askedWith,
  askedWithout,
  askedWithoutValue,
  namesOf,
  writeAsked,
  writePrice,
} from './asked.ts'

/** A list that can be narrowed: where it stands, what is asked of it, what it still holds. */
export interface Narrowable {
  lang: Lang
  /** Its address without what is asked. */
  here: string
  asked: Asked
  left: Left
  currency: string
  decimals: number
}

/** Attributes whose values are in sight before anybody chooses. */
const openAtFirst = 3

/** The choices beside a list, as a form that works by itself; on a narrow screen it is folded. */
export function Filters(of: Narrowable) {
  const { lang, here, asked, left, decimals } = of
  const { query, sort, inStock, onSale } = asked
  const on = chipsOf(of).length
  return (
    <form class="filters" action={here} aria-label={words.filter(lang)}>
      {query !== '' && <input type="hidden" name="q" value={query} />}
      {sort !== 'shop' && <input type="hidden" name="sort" value={sort} />}
      <details class="filter-fold">
        <summary class="button">{on === 0 ? words.filter(lang) : words.filterOn(lang, { n: on })}</summary>
        <div class="filter-groups">
          <fieldset class="filter-group">
            <legend>{words.price(lang)}</legend>
            <div class="filter-prices">
              <PriceField name="from" label={words.priceFrom(lang)} amount={asked.from} decimals={decimals} />
              <span aria-hidden="true">–</span>
              <PriceField name="to" label={words.priceTo(lang)} amount={asked.to} decimals={decimals} />
            </div>
          </fieldset>
          <fieldset class="filter-group">
            <legend>{words.state(lang)}</legend>
            <Check name="stock" value="1" on={inStock} left={left.inStock}>
              {words.inStockOnly(lang)}
            </Check>
            {(left.onSale > 0 || onSale) && (
              <Check name="sale" value="1" on={onSale} left={left.onSale}>
                {words.onSaleOnly(lang)}
              </Check>
            )}
          </fieldset>
          {left.attributes.map(({ key, name, values }, i) => (
            <details key={key} class="filter-group" open={i < openAtFirst || values.some(value => value.on)}>
              <summary>{pick(lang, name)}</summary>
              <fieldset aria-label={pick(lang, name)}>
                {values.map(value => (
                  <Check key={value.key} name="is" value={`${key}.${value.key}`} on={value.on} left={value.left}>
                    {pick(lang, value.name)}
                  </Check>
                ))}
              </fieldset>
            </details>
          ))}
          <button class="button" type="submit">
            {words.showThese(lang)}
          </button>
        </div>
      </details>
    </form>
  )
}

function Check(of: { name: string; value: string; on: boolean; left: number; children: string }) {
  const { name, value, on, left, children } = of
  return (
    <label class="filter-value">
      <input type="checkbox" name={name} value={value} checked={on} />
      <span>{children}</span>
      <small>{left}</small>
    </label>
  )
}

function PriceField(of: { name: string; label: string; amount: number | undefined; decimals: number }) {
  const { name, label, amount, decimals } = of
  return (
    <input
      class="input"
      name={name}
      aria-label={label}
      placeholder={label}
      inputMode={decimals === 0 ? 'numeric' : 'decimal'}
      autocomplete="off"
      maxLength={16}
      value={amount === undefined ? '' : writePrice(amount, decimals)}
    />
  )
}

/** What narrows the list, each with a way to take it away, and the ways to sort it. */
export function Narrowed(of: Narrowable) {
  const { lang, here, asked, decimals } = of
  const chips = chipsOf(of)
  const way = (to: Asked) => here + writeAsked(to, { decimals })
  return (
    <div class="narrowed">
      {chips.length > 0 && (
        <ul class="chips" aria-label={words.chosen(lang)}>
          {chips.map(({ text, without }) => (
            <li key={text}>
              <a class="chip" href={way(without)} aria-label={words.takeAway(lang, { what: text })}>
                {text}
                <Icon of={closeIcon} small />
              </a>
            </li>
          ))}
          <li>
            <a class="link" href={way(askedWhole(asked))}>
              {words.takeAllAway(lang)}
            </a>
          </li>
        </ul>
      )}
      <nav class="sorts" aria-label={words.sort(lang)}>
        {sorts.map(sort => (
          <a
            key={sort}
            href={way(askedWith(asked, { sort }))}
            aria-current={asked.sort === sort ? 'true' : undefined}
            rel="nofollow"
          >
            {sortWords(lang, sort, asked.query !== '')}
          </a>
        ))}
      </nav>
    </div>
  )
}

function sortWords(lang: Lang, sort: Sort, isSearch: boolean): string {
  if (sort === 'newest') return words.sortNewest(lang)
  if (sort === 'low') return words.sortLow(lang)
  if (sort === 'high') return words.sortHigh(lang)
  return isSearch ? words.sortBest(lang) : words.sortShop(lang)
}

/** Where nothing is left: what there is without each of the choices. */
export function WaysOut({ of, ways }: { of: Narrowable; ways: WayOut[] }) {
  const { lang, here, asked, decimals } = of
  return (
    <section class="no-dead-end">
      <h2>{words.noneLeft(lang)}</h2>
      <ul>
        {ways.map(({ without, left }) => (
          <li key={wordOf(of, without)}>
            <a class="link" href={here + writeAsked(askedWithout(asked, without), { decimals })}>
              {words.without(lang, { what: wordOf(of, without), n: left })}
            </a>
          </li>
        ))}
        {ways.length !== 1 && (
          <li>
            <a class="link" href={here + writeAsked(askedWhole(asked), { decimals })}>
              {words.takeAllAway(lang)}
            </a>
          </li>
        )}
      </ul>
    </section>
  )
}

function wordOf({ lang, left }: Narrowable, part: Part): string {
  if (part.kind === 'price') return words.price(lang)
  if (part.kind === 'stock') return words.inStockOnly(lang)
  if (part.kind === 'sale') return words.onSaleOnly(lang)
  const known = left.attributes.find(({ key }) => key === part.key)
  return known ? pick(lang, known.name) : part.key
}

function chipsOf(of: Narrowable): { text: string; without: Asked }[] {
  const { lang, asked, left, currency } = of
  const { from, to } = asked
  const amount = (value: number | undefined) => (value === undefined ? '' : money(lang, { amount: value, currency }))
  const values = namesOf(asked).map(name => {
    const [key = '', value = ''] = name.split('.')
    const known = left.attributes.find(one => one.key === key)?.values.find(one => one.key === value)
    return { text: known ? pick(lang, known.name) : value, without: askedWithoutValue(asked, { key, value }) }
  })
  const chip = (part: Part, text: string) => ({ text, without: askedWithout(asked, part) })
  return [
    ...values,
    ...(from === undefined && to === undefined
      ? []
      : [chip({ kind: 'price' }, `${amount(from)} – ${amount(to)}`.trim())]),
    ...(asked.inStock ? [chip({ kind: 'stock' }, words.inStockOnly(lang))] : []),
    ...(asked.onSale ? [chip({ kind: 'sale' }, words.onSaleOnly(lang))] : []),
  ]
}
