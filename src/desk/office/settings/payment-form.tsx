import { type Lang, officeSettings as words } from '#language'
import type { PayWays } from '#shop'
import { officePath } from '../door.ts'
import { CheckField, TextField } from '../parts/fields.tsx'
import { OfficeForm } from '../parts/office-form.tsx'

/** The form of the ways to pay. */
export function PaymentForm({ lang, typed }: { lang: Lang; typed: PayWays }) {
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
        <CheckField name="stripe" label={words.stripe(lang)} hint={words.providerHint(lang)} checked={typed.stripe} />
        <CheckField
          name="portone"
          label={words.portone(lang)}
          hint={words.providerHint(lang)}
          checked={typed.portone}
        />
      </section>
    </OfficeForm>
  )
}
