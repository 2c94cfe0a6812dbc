import { useState } from 'react'
import { type Lang, stage as words } from '../../../../src/language/index.ts'
import type { VariantView } from '../../../../src/shop/index.ts'
import type { PageView } from '../../page/view.ts'
import { Price } from './parts.tsx'

type BuyProps = { lang: Lang } & Pick<PageView['product'], 'options' | 'variants' | 'price'>

export function Buy({ lang, options, variants, price }: BuyProps) {
  const [choice, setChoice] = useState<Record<string, string>>(() =>
    Object.fromEntries(options.map(({ key, values }) => [key, values[0]?.key ?? ''])),
  )
  const chosen = variants.find(variant => options.every(({ key }) => variant.options[key] === choice[key]))
  return (
    <div className="buy">
      <p className="head-line">
        <span className="big">
          <Price lang={lang} value={chosen?.price ?? price.lowest} />
        </span>
      </p>
      {options.map(({ key, name, values }) => (
        <fieldset className="choices needs-script" key={key}>
          <legend>{name}</legend>
          {values.map(value => (
            <label className="choice" key={value.key}>
              <input
                type="radio"
                name={key}
                value={value.key}
                checked={choice[key] === value.key}
                onChange={() => setChoice({ ...choice, [key]: value.key })}
              />
              {value.swatch && (
                <svg className="swatch" viewBox="0 0 18 18" aria-hidden="true">
                  <circle cx="9" cy="9" r="8.500" fill={value.swatch} />
                </svg>
              )}
              {value.name}
            </label>
          ))}
        </fieldset>
      ))}
      {options.length > 0 && (
        <ul className="every-variant without-script">
          {variants.map(variant => (
            <li key={variant.id}>
              {options
                .map(({ key, values }) => values.find(value => value.key === variant.options[key]))
                .map(value => value && `${value.name} `)}
              <Price lang={lang} value={variant.price} /> <span className="note">{stock(lang, variant)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="note needs-script" aria-live="polite">
        {chosen && stock(lang, chosen)}
      </p>
    </div>
  )
}

function stock(lang: Lang, { availability }: VariantView): string {
  if (availability.kind === 'sold_out') return words.soldOut(lang)
  return availability.kind === 'low' ? words.fewLeft(lang, { n: availability.left }) : words.inStock(lang)
}
