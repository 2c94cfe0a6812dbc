import { type Lang, money, office, officeSettings as words } from '#language'
import type { ShippingZone, TaxRegion } from '#shop'
import { officePath } from '../door.ts'
import { writeShare } from '../parts/amount.ts'
import { Empty } from '../parts/empty.tsx'
import { CheckField, SelectField, TextField, type Wrong } from '../parts/fields.tsx'
import { NewLink } from '../parts/new-link.tsx'
import { OrderedTable } from '../parts/ordered-table.tsx'
import { Table } from '../parts/table.tsx'
import { placeName, placePicks, writePlaces } from './countries.ts'

interface ShippingPageProps {
  lang: Lang
  currency: string
  zones: (ShippingZone & { id: string })[]
  taxes: TaxRegion[]
  /** The tax that was typed and refused. */
  typed: { country: string; rateBasisPoints: string; isIncluded: boolean }
  wrong: Wrong
}

/** The way to a new zone. */
export function NewZoneLink({ lang }: { lang: Lang }) {
  return <NewLink href={officePath(lang, '/shipping/new')} text={words.newZone(lang)} />
}

/** Where the shop sends to, and the taxes. */
export function ShippingPage(props: ShippingPageProps) {
  const { lang, zones } = props
  return (
    <>
      <section class="office-list" aria-labelledby="zones">
        <h2 id="zones">{words.zones(lang)}</h2>
        {zones.length === 0 ? (
          <Empty title={words.noZones(lang)} lead={words.noZonesLead(lang)}>
            <NewZoneLink lang={lang} />
          </Empty>
        ) : (
          <>
            <p class="quiet">{words.zonesLead(lang)}</p>
            <Zones {...props} />
          </>
        )}
      </section>
      <Taxes {...props} />
    </>
  )
}

function Zones({ lang, currency, zones }: ShippingPageProps) {
  const amount = (value: number) => money(lang, { amount: value, currency })
  return (
    <OrderedTable
      lang={lang}
      label={words.zones(lang)}
      action={officePath(lang, '/shipping')}
      columns={[
        { head: words.countries(lang) },
        { head: words.shippingPrice(lang), number: true },
        { head: words.freeFrom(lang), number: true },
        { head: words.perKilogram(lang), number: true },
      ]}
      rows={zones.map(({ id, name, countries, priceAmount, freeFromAmount, perKilogramAmount }) => ({
        ...{ id, name: name[lang] },
        cells: [
          writePlaces(lang, countries),
          amount(priceAmount),
          freeFromAmount === null ? words.never(lang) : amount(freeFromAmount),
          amount(perKilogramAmount),
        ],
        remove: { title: words.deleteZone(lang, { name: name[lang] }), lead: words.deleteZoneLead(lang) },
      }))}
    />
  )
}

function Taxes({ lang, taxes, typed, wrong }: ShippingPageProps) {
  const action = officePath(lang, '/shipping/taxes')
  return (
    <section class="office-list" aria-labelledby="taxes">
      <h2 id="taxes">{words.taxes(lang)}</h2>
      <p class="quiet">{taxes.length === 0 ? words.noTaxes(lang) : words.taxesLead(lang)}</p>
      {taxes.length > 0 && (
        <Table
          label={words.taxes(lang)}
          columns={[
            { head: words.country(lang) },
            { head: words.rate(lang), number: true },
            { head: words.isIncluded(lang) },
            { head: office.actsHead(lang), unseen: true },
          ]}
        >
          {taxes.map(({ country, rateBasisPoints, isIncluded }) => (
            <tr key={country}>
              <th scope="row">{placeName(lang, country)}</th>
              <td class="num" data-head={words.rate(lang)}>
                {writeShare(rateBasisPoints)}
              </td>
              <td data-head={words.isIncluded(lang)}>{isIncluded ? words.included(lang) : words.added(lang)}</td>
              <td class="row-end">
                <form method="post" action={action}>
                  <input type="hidden" name="country" value={country} />
                  <button
                    class="button slim"
                    type="submit"
                    name="act"
                    value="delete"
                    aria-label={words.removeTax(lang, { country: placeName(lang, country) })}
                  >
                    {office.remove(lang)}
                  </button>
                </form>
              </td>
            </tr>
          ))}
        </Table>
      )}
      <form class="office-form" method="post" action={action}>
        <div class="pair">
          <SelectField
            name="country"
            label={words.country(lang)}
            value={typed.country}
            options={placePicks(lang)}
            wrong={wrong}
          />
          <TextField
            name="rateBasisPoints"
            label={words.rate(lang)}
            value={typed.rateBasisPoints}
            maxLength={6}
            inputmode="decimal"
            wrong={wrong}
          />
        </div>
        <CheckField name="isIncluded" label={words.isIncluded(lang)} checked={typed.isIncluded} />
        <p>
          <button class="button" type="submit">
            {words.writeTax(lang)}
          </button>
        </p>
      </form>
    </section>
  )
}
