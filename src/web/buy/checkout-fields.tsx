import type { ComponentChildren } from 'preact'
import { type Lang, orders as words } from '#language'
import type { PayBy } from '#shop'
import { Field } from '#ui'
import type { Typed, Wrong } from './checkout-form.ts'
import type { Country } from './countries.ts'

interface FieldsProps {
  lang: Lang
  typed: Typed
  wrong: Wrong
}

interface AddressProps extends FieldsProps {
  countries: readonly Country[]
  /** The address is that of the order before. */
  isKnown: boolean
}

/** Who orders, and where it goes. The names of the fields are those that browsers fill in by themselves. */
export function AddressFields({ lang, typed, wrong, countries, isKnown }: AddressProps) {
  const field = (name: keyof Typed, label: string, autocomplete: string, maxLength: number) => ({
    id: name,
    name,
    label,
    autocomplete,
    maxLength,
    value: typed[name],
    problem: wrong[name],
  })
  return (
    <>
      <Part title={words.contact(lang)}>
        <Field
          {...field('email', words.email(lang), 'email', 254)}
          type="email"
          required
          hint={words.emailHint(lang)}
        />
      </Part>
      <Part title={words.delivery(lang)}>
        {isKnown && (
          <p class="known-address">
            {words.lastAddress(lang)}{' '}
            <button class="button slim" type="submit" name="act" value="another" formnovalidate>
              {words.anotherAddress(lang)}
            </button>
          </p>
        )}
        <div class="field" data-state={wrong.country && 'bad'}>
          <label for="country">{words.country(lang)}</label>
          <select class="input" id="country" name="country" autocomplete="country" data-recount>
            {countries.map(({ code, name }) => (
              <option key={code} value={code} selected={code === typed.country}>
                {name}
              </option>
            ))}
          </select>
          {wrong.country && <p class="note">{wrong.country}</p>}
          <button class="button slim without-script" type="submit" name="act" value="recount" formnovalidate>
            {words.recount(lang)}
          </button>
        </div>
        <Field {...field('name', words.receiver(lang), 'shipping name', 80)} required />
        <Field {...field('phone', words.phone(lang), 'shipping tel', 30)} required hint={words.phoneHint(lang)} />
        <div class="postcode">
          <Field {...field('postcode', words.postcode(lang), 'shipping postal-code', 16)} />
        </div>
        <Field {...field('line1', words.address1(lang), 'shipping address-line1', 200)} required />
        <Field {...field('line2', words.address2(lang), 'shipping address-line2', 200)} />
        <div class="abroad">
          <Field {...field('city', words.city(lang), 'shipping address-level2', 80)} />
          <Field {...field('region', words.region(lang), 'shipping address-level1', 80)} />
        </div>
        <div class="field" data-state={wrong.note && 'bad'}>
          <label for="note">{words.optional(lang, { label: words.orderNote(lang) })}</label>
          <textarea class="input" id="note" name="note" rows={2} maxLength={500} aria-describedby="note-note">
            {typed.note}
          </textarea>
          <p class="note" id="note-note">
            {wrong.note ?? words.noteHint(lang)}
          </p>
        </div>
      </Part>
    </>
  )
}

const ways: Record<PayBy, { name: (lang: Lang) => string; hint: (lang: Lang) => string }> = {
  transfer: { name: words.byTransfer, hint: words.byTransferHint },
  delivery: { name: words.byDelivery, hint: words.byDeliveryHint },
  stripe: { name: words.byStripe, hint: words.byStripeHint },
  portone: { name: words.byPortone, hint: words.byPortoneHint },
}

/** What a way of paying is called. */
export function wayName(lang: Lang, way: PayBy): string {
  return ways[way].name(lang)
}

/** How it is paid: the ways that the shop has set up. */
export function WayFields({ lang, typed, wrong, offered }: FieldsProps & { offered: readonly PayBy[] }) {
  const chosen = offered.find(way => way === typed.payBy) ?? offered[0]
  return (
    <Part title={words.paying(lang)}>
      {offered.length === 0 && <p class="word bad">{words.noWays(lang)}</p>}
      <fieldset class="pay-ways" aria-describedby={wrong.payBy && 'payBy-note'}>
        <legend class="aside">{words.paying(lang)}</legend>
        {offered.map(way => (
          <label class="pay-way" key={way}>
            <input type="radio" name="payBy" value={way} checked={way === chosen} />
            <span>
              <b>{ways[way].name(lang)}</b>
              <span class="note">{ways[way].hint(lang)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {wrong.payBy && (
        <p class="note bad" id="payBy-note">
          {wrong.payBy}
        </p>
      )}
      {offered.includes('transfer') && (
        <div class="depositor">
          <Field
            id="depositor"
            name="depositor"
            label={words.depositor(lang)}
            autocomplete="off"
            maxLength={80}
            value={typed.depositor}
            problem={wrong.depositor}
            hint={words.depositorHint(lang)}
          />
        </div>
      )}
    </Part>
  )
}

/** A part of the checkout with its heading. */
export function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="part">
      <h2>{title}</h2>
      {children}
    </section>
  )
}
