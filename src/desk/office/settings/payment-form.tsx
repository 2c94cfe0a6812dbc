import { type Lang, officeSettings as words } from '#language'
import type { PayBy, PayWays } from '#shop'
import { officePath } from '../door.ts'
import { CheckField, TextField } from '../parts/fields.tsx'
import { OfficeForm } from '../parts/office-form.tsx'

interface PaymentFormProps {
  lang: Lang
  typed: PayWays
  /** Those that the program has settings for. */
  providers: readonly PayBy[]
}

/** The form of the ways to pay. */
export function PaymentForm({ lang, typed, providers }: PaymentFormProps) {
  const hintOf = (provider: PayBy) =>
    providers.includes(provider) ? words.providerReady(lang) : words.providerMissing(lang)
  return (
    <OfficeForm lang={lang} action={officePath(lang, '/payments')}>
      <p class="quiet">{words.waysLead(lang)}</p>
      <section class="office-part">
        <CheckField
          name="transfer"
          label={words.transfer(lang)}
          hint={words.transferHint(lang)}
          checked={typed.transfer}
        />
        <div class="pair">
          <TextField name="bankName" label={words.bankName(lang)} value={typed.bankName} maxLength={60} />
          <TextField name="bankAccount" label={words.bankAccount(lang)} value={typed.bankAccount} maxLength={60} />
          <TextField name="bankHolder" label={words.bankHolder(lang)} value={typed.bankHolder} maxLength={60} />
        </div>
      </section>
      <section class="office-part">
        <CheckField name="delivery" label={words.onDelivery(lang)} checked={typed.delivery} />
        <CheckField name="stripe" label={words.stripe(lang)} hint={hintOf('stripe')} checked={typed.stripe} />
        <CheckField name="portone" label={words.portone(lang)} hint={hintOf('portone')} checked={typed.portone} />
      </section>
    </OfficeForm>
  )
}
