import { type Lang, pick, officeOrders as words } from '#language'
import { carriers } from '#shop'

/** Who carries a parcel: one of those that are known, or another by its name. */
export function CarrierFields({ lang, carrier }: { lang: Lang; carrier: string | null }) {
  const isKnown = carriers.some(({ key }) => key === carrier)
  return (
    <>
      <div class="field">
        <label for="carrier">{words.carrier(lang)}</label>
        <select class="input" id="carrier" name="carrier">
          <option value="">{words.carrierNone(lang)}</option>
          {carriers.map(({ key, name }) => (
            <option key={key} value={key} selected={key === carrier}>
              {pick(lang, name)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="other">{words.otherCarrier(lang)}</label>
        <input
          class="input"
          id="other"
          name="other"
          maxLength={60}
          autocomplete="off"
          value={isKnown ? '' : (carrier ?? '')}
        />
      </div>
    </>
  )
}
