import type { TargetedSubmitEvent } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { type Lang, money, orders, pick, stage as words } from '#language'
import type { Choice, OptionView, ProductView, VariantView } from '#shop'
import { bagIcon, Icon, Price } from '#ui'
import { putIn } from './putting.ts'

/** In which the same press again is a double click, and counts once. */
const onceMs = 800

export interface BuyProps {
  lang: Lang
  slug: string
  options: OptionView[]
  variants: VariantView[]
  price: ProductView['price']
  /** Pictures in the reader's language; one with an `option` shows that choice. */
  pictures: { src: string; srcset: string; alt: string; option: Choice | null }[]
}

/**
 * Options with the price and the stock of what is chosen, and the way into the cart, which never leaves the stage. The
 * form says what was chosen, so it works before the page has woken up and without scripts.
 */
export function Buy({ lang, slug, options, variants, price, pictures }: BuyProps) {
  const [choice, setChoice] = useState<Choice>(
    variants.length === 1 ? (variants[0]?.options ?? {}) : firstValues(options),
  )
  const [told, setTold] = useState<{ text: string; isIn: boolean } | null>(null)
  const touch = useRef({ id: '', of: '', until: 0 })
  const chosen = variants.find(variant => options.every(({ key }) => variant.options[key] === choice[key]))
  const isGone = chosen?.availability.kind === 'sold_out'

  const shown = pictures.findIndex(({ option }) => option !== null && fits(option, choice))
  const picture = pictures[Math.max(0, shown)]

  function choose(key: string, value: string): void {
    const next = { ...choice, [key]: value }
    setChoice(next)
    setTold(null)
    showInStrip(pictures.findIndex(({ option }) => option !== null && fits(option, next)))
  }

  async function send(event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> {
    const form = event.currentTarget
    const pressed = event.submitter
    // Buying at once goes on to another page, as the form says.
    if (pressed instanceof HTMLButtonElement && pressed.value === 'buy') return
    event.preventDefault()
    if (chosen === undefined) return
    setTold({ text: orders.adding(lang), isIn: false })
    const put = await putIn(form, { variant: chosen.id, touch: touchOf(form, chosen.id) })
    if (put.kind === 'refused') setTold({ text: put.text || orders.notAdded(lang), isIn: false })
    else setTold({ text: orders.inCartCount(lang, { n: put.count }), isIn: true })
  }

  /** The client's own id for a press. */
  function touchOf(form: HTMLFormElement, variant: string): string {
    const of = `${variant} ${new FormData(form).get('quantity')}`
    const { current } = touch
    const isAgain = current.of === of && performance.now() < current.until
    touch.current = { id: isAgain ? current.id : crypto.randomUUID(), of, until: performance.now() + onceMs }
    return touch.current.id
  }

  return (
    <form class="buy" id="buy" method="post" action={`/${lang}/cart`} onSubmit={send}>
      <input type="hidden" name="slug" value={slug} />
      <p class="head-line">
        <span class="big">
          {chosen?.usualPrice && (
            <s class="usual">
              <span class="aside">{orders.usually(lang)} </span>
              {money(lang, chosen.usualPrice)}
            </s>
          )}
          <Price lang={lang} value={chosen?.price ?? price.lowest} />
        </span>
        {picture && (
          <img src={picture.src} srcset={picture.srcset} sizes="72px" width={72} height={72} alt={picture.alt} />
        )}
      </p>
      {options.map(({ key, name, values }) => (
        <fieldset class="choices" key={key}>
          <legend>{pick(lang, name)}</legend>
          {values.map(value => (
            <label class="choice" key={value.key}>
              <input
                type="radio"
                name={`option-${key}`}
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
      <div class="buy-acts">
        <input
          class="input"
          type="number"
          name="quantity"
          min={1}
          max={99}
          defaultValue={1}
          required
          aria-label={orders.quantity(lang)}
        />
        <button class="button tall" type="submit" name="act" value="add" disabled={isGone}>
          <Icon of={bagIcon} small />
          {orders.addToCart(lang)}
        </button>
        <button class="button tall" type="submit" name="act" value="buy" disabled={isGone}>
          {orders.buyNow(lang)}
        </button>
      </div>
      <p class="put-told" role="status">
        {told?.text}{' '}
        {told?.isIn && (
          <a class="link" href={`/${lang}/cart`} data-open-cart>
            {orders.seeCart(lang)}
          </a>
        )}
      </p>
      {/* Where scripts are off, the way back from the form ends here. */}
      <p class="put-told once" id="in-cart">
        {orders.inCart(lang)}{' '}
        <a class="link" href={`/${lang}/cart`}>
          {orders.seeCart(lang)}
        </a>
      </p>
    </form>
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
