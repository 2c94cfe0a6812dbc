import { office, officeProducts as words } from '#language'
import { Act, RowActs } from '../parts/acts.tsx'
import { PairField, TextField } from '../parts/fields.tsx'
import { Refused } from '../parts/told.tsx'
import type { EditorView } from './view.ts'

/** What shoppers choose: options with their values. */
export function OptionsPart({ view }: { view: EditorView }) {
  const { lang, typed } = view
  return (
    <section class="office-part" id="part-options" data-redraw aria-labelledby="options">
      <h2 id="options">{words.options(lang)}</h2>
      <Refused text={view.wrong.options ?? null} />
      <p class="note">{words.optionsHint(lang)}</p>
      {typed.options.map((_, at) => (
        <OptionRow key={at} view={view} at={at} />
      ))}
      <p>
        <Act act="options.add">{words.addOption(lang)}</Act>
      </p>
    </section>
  )
}

function OptionRow({ view: { lang, typed, wrong }, at }: { view: EditorView; at: number }) {
  const option = typed.options[at]
  if (option === undefined) return null
  const name = option.name[lang] || words.optionN(lang, { n: at + 1 })
  const own = `options.${at}`
  return (
    <fieldset class="option">
      <legend>{name}</legend>
      <input type="hidden" name={`${own}.key`} value={option.key} />
      <div class="with-remove">
        <PairField
          lang={lang}
          name={`${own}.name`}
          label={words.optionName(lang)}
          value={option.name}
          maxLength={80}
          wrong={wrong}
        />
        <RowActs lang={lang} row={own} name={name} at={at} of={typed.options.length} />
      </div>
      <ol class="rows">
        {option.values.map((value, index) => {
          const place = `${own}.values.${index}`
          return (
            <li key={index}>
              <input type="hidden" name={`${place}.key`} value={value.key} />
              <div class="trio">
                <PairField
                  lang={lang}
                  name={`${place}.name`}
                  label={words.optionValue(lang)}
                  value={value.name}
                  maxLength={80}
                  wrong={wrong}
                />
                <div class="swatch-field">
                  <TextField
                    name={`${place}.swatch`}
                    label={words.swatch(lang)}
                    value={value.swatch}
                    maxLength={7}
                    wrong={wrong}
                  />
                  <Swatch of={value.swatch} />
                </div>
              </div>
              <RowActs
                lang={lang}
                row={place}
                name={value.name[lang] || words.valueN(lang, { n: index + 1 })}
                at={index}
                of={option.values.length}
              />
            </li>
          )
        })}
      </ol>
      <p>
        <Act act={`${own}.values.add`}>
          {words.addValue(lang)}
          <span class="aside">{office.inLanguage(lang, { label: '', language: name })}</span>
        </Act>
      </p>
    </fieldset>
  )
}

/** A colour as a drawing, for the page's policy has no styles of its own on elements. */
function Swatch({ of }: { of: string }) {
  if (!/^#[0-9a-f]{6}$/i.test(of)) return null
  return (
    <svg viewBox="0 0 24 40" aria-hidden="true">
      <circle cx="12" cy="20" r="11" fill={of} stroke="currentColor" stroke-opacity="0.3" />
    </svg>
  )
}
