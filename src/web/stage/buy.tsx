import { useState } from 'preact/hooks'
import { type Lang, pick, stage as words } from '#language'
import type { Choice, OptionView, ProductView, VariantView } from '#shop'
import { Price } from '#ui'

export interface BuyProps {
  lang: Lang
  options: OptionView[]
  variants: VariantView[]
  price: ProductView['price']
  /** Pictures in the reader's language; one with an `option` shows that choice. */
  pictures: { src: string; srcset: string; alt: string; option: Choice | null }[]
}

/** Options with the price and the stock of what is chosen. */
export function Buy({ lang, options, variants, price, pictures }: BuyProps) {
  const [choice, setChoice] = useState<Choice>(
    variants.length === 1 ? (variants[0]?.options ?? {}) : firstValues(options),
  )
  const chosen = variants.find(variant => options.every(({ key }) => variant.options[key] === choice[key]))

  const shown = pictures.findIndex(({ option }) => option !== null && fits(option, choice))
  const picture = pictures[Math.max(0, shown)]

  function choose(key: string, value: string): void {
    const next = { ...choice, [key]: value }
    setChoice(next)
    showInStrip(pictures.findIndex(({ option }) => option !== null && fits(option, next)))
  }

  return (
    <div class="buy">
      <p class="head-line">
        <span class="big">
          <Price lang={lang} value={chosen?.price ?? price.lowest} />
        </span>
        {picture && (
          <img src={picture.src} srcset={picture.srcset} sizes="72px" width={72} height={72} alt={picture.alt} />
        )}
      </p>
      {options.map(({ key, name, values }) => (
        <fieldset class="choices needs-script" key={key}>
          <legend>{pick(lang, name)}</legend>
          {values.map(value => (
            <label class="choice" key={value.key}>
              <input
                type="radio"
                name={key}
                value={value.key}
                checked={choice[key] === value.key}
                onChange={() => choose(key, value.key)}
              />
              {value.swatch && <Swatch colour={value.swatch} />}
              {pick(lang, value.name)}
            </label>
          ))}
        </fieldset>
      ))}
      {options.length > 0 && <EveryVariant lang={lang} options={options} variants={variants} />}
      <p class="note needs-script" aria-live="polite">
        {chosen && stockWords(lang, chosen)}
      </p>
    </div>
  )
}

/** Where scripts are off, all there is to choose from, with prices. */
function EveryVariant({ lang, options, variants }: Pick<BuyProps, 'lang' | 'options' | 'variants'>) {
  return (
    <ul class="every-variant without-script">
      {variants.map(variant => (
        <li key={variant.id}>
          {options
            .map(({ key, values }) => values.find(value => value.key === variant.options[key]))
            .map(value => value && `${pick(lang, value.name)} `)}
          <Price lang={lang} value={variant.price} /> <span class="note">{stockWords(lang, variant)}</span>
        </li>
      ))}
    </ul>
  )
}

/** A colour as a drawing, since a page may set no style of its own. */
function Swatch({ colour }: { colour: string }) {
  return (
    <svg class="swatch" viewBox="0 0 18 18" aria-hidden="true">
      <circle cx="9" cy="9" r="8.500" fill={colour} />
    </svg>
  )
}

function fits(option: Choice, choice: Choice): boolean {
  return Object.entries(option).every(([key, value]) => choice[key] === value)
}

/** Brings a picture to the front of the strip, where the product has one instead of a film. */
function showInStrip(index: number): void {
  const strip = document.querySelector<HTMLElement>('.pictures')
  const picture = strip?.children[Math.max(0, index)]
  if (strip && picture instanceof HTMLElement)
    strip.scrollTo({ left: picture.offsetLeft - strip.offsetLeft, behavior: 'smooth' })
}

function stockWords(lang: Lang, { availability }: VariantView): string {
  if (availability.kind === 'sold_out') return words.soldOut(lang)
  return availability.kind === 'low' ? words.fewLeft(lang, { n: availability.left }) : words.inStock(lang)
}

function firstValues(options: OptionView[]): Choice {
  return Object.fromEntries(options.map(({ key, values }) => [key, values[0]?.key ?? '']))
}
