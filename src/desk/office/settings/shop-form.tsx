import { type Lang, officeSettings as words } from '#language'
import type { ShopSettings } from '#shop'
import { officePath } from '../door.ts'
import { PairField, TextField, type Wrong } from '../parts/fields.tsx'
import { OfficeForm } from '../parts/office-form.tsx'
import { asHex, contrastOf } from './contrast.ts'

interface ShopFormProps {
  lang: Lang
  typed: ShopSettings
  wrong: Wrong
  /** Whether the currency may still be chosen. */
  isFree: boolean
}

/** The form of the shop itself. */
export function ShopForm({ lang, typed, wrong, isFree }: ShopFormProps) {
  return (
    <OfficeForm lang={lang} action={officePath(lang, '/shop')}>
      <section class="office-part">
        <PairField
          lang={lang}
          name="name"
          label={words.shopName(lang)}
          value={typed.name}
          maxLength={40}
          wrong={wrong}
        />
        <PairField
          lang={lang}
          name="lead"
          label={words.shopLead(lang)}
          value={typed.lead}
          maxLength={200}
          rows={2}
          wrong={wrong}
        />
        <PairField
          lang={lang}
          name="greeting"
          label={words.greeting(lang)}
          value={typed.greeting}
          maxLength={400}
          rows={3}
          wrong={wrong}
        />
        <PairField
          lang={lang}
          name="business"
          label={words.business(lang)}
          hint={words.businessHint(lang)}
          value={typed.business ?? { ko: '', en: '' }}
          maxLength={1000}
          rows={4}
          wrong={wrong}
        />
        <Currency lang={lang} typed={typed} wrong={wrong} isFree={isFree} />
      </section>
      <Colour lang={lang} typed={typed} wrong={wrong} />
    </OfficeForm>
  )
}

function Currency({ lang, typed, wrong, isFree }: ShopFormProps) {
  const common = { name: 'currency', label: words.currency(lang), value: typed.currency, maxLength: 3, wrong }
  if (isFree) return <TextField {...common} hint={words.currencyHint(lang)} />
  return (
    <div class="field">
      <span class="note">{words.currency(lang)}</span>
      <p>
        <b>{typed.currency}</b> <span class="note">{words.currencyFixed(lang)}</span>
      </p>
    </div>
  )
}

function Colour({ lang, typed, wrong }: Omit<ShopFormProps, 'isFree'>) {
  const contrast = contrastOf(typed.ownerColour)
  const ratio = (value: number) => (Math.floor(value * 10) / 10).toFixed(1)
  return (
    <section class="office-part">
      <div class="pair">
        <TextField
          name="ownerColour"
          label={words.colour(lang)}
          hint={words.colourHint(lang)}
          value={typed.ownerColour}
          maxLength={40}
          wrong={wrong}
        />
        <div class="field needs-script">
          <label for="colour-picker">{words.colourPick(lang)}</label>
          <input type="color" id="colour-picker" data-colour-picker value={asHex(typed.ownerColour)} />
        </div>
      </div>
      {contrast && (
        <div class="colour-sample">
          <span class="button primary" aria-hidden="true">
            {words.sample(lang)}
          </span>
          <p>{words.contrastOn(lang, { ratio: ratio(contrast.withInk) })}</p>
          <p>{words.contrastGround(lang, { ratio: ratio(contrast.withWhite) })}</p>
          {contrast.withWhite < 3 && <p class="word bad">{words.contrastLow(lang)}</p>}
        </div>
      )}
    </section>
  )
}
