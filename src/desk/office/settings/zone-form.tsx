import { type Lang, type Localized, officeSettings as words } from '#language'
import { officePath } from '../door.ts'
import { PairField, TextField, type Wrong } from '../parts/fields.tsx'
import { OfficeForm } from '../parts/office-form.tsx'

/** A zone as it was typed. */
export interface TypedZone {
  name: Localized
  countries: string
  priceAmount: string
  freeFromAmount: string
  perKilogramAmount: string
}

/** The form of a shipping zone. */
export function ZoneForm({
  lang,
  id,
  typed,
  wrong,
}: {
  lang: Lang
  id: string | null
  typed: TypedZone
  wrong: Wrong
}) {
  const amount = { inputmode: 'decimal', maxLength: 14, wrong } as const
  // A country that is none is told of under the field that holds them all.
  const isUnknown = Object.keys(wrong).some(name => name.startsWith('countries'))
  const ofCountries = isUnknown ? { countries: words.unknownCountry(lang) } : {}
  return (
    <OfficeForm lang={lang} action={officePath(lang, `/shipping/${id ?? 'new'}`)}>
      <section class="office-part">
        <PairField
          lang={lang}
          name="name"
          label={words.zoneName(lang)}
          value={typed.name}
          maxLength={80}
          wrong={wrong}
        />
        <TextField
          name="countries"
          label={words.countries(lang)}
          hint={words.countriesHint(lang)}
          value={typed.countries}
          maxLength={1200}
          wrong={ofCountries}
        />
        <div class="pair">
          <TextField {...amount} name="priceAmount" label={words.shippingPrice(lang)} value={typed.priceAmount} />
          <TextField
            {...amount}
            name="freeFromAmount"
            label={words.freeFrom(lang)}
            hint={words.freeFromHint(lang)}
            value={typed.freeFromAmount}
          />
          <TextField
            {...amount}
            name="perKilogramAmount"
            label={words.perKilogram(lang)}
            value={typed.perKilogramAmount}
          />
        </div>
      </section>
    </OfficeForm>
  )
}
