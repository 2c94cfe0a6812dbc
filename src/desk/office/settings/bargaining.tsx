import { type Lang, office, officeSettings as words } from '#language'
import type { OfferRule, OfficeCategory } from '#shop'
import { officePath } from '../door.ts'
import { writeShare } from '../parts/amount.ts'
import { CheckField, SelectField, TextField, type Wrong } from '../parts/fields.tsx'
import { OfficeForm } from '../parts/office-form.tsx'
import { Table } from '../parts/table.tsx'

/** A rule in the list; `rule` null where the owner has written none. */
export interface RuleRow {
  name: string
  path: string
  rule: OfferRule | null
}

/** A rule as it was typed: shares in per cent, its time in hours. */
export interface TypedRule {
  isAllowed: boolean
  acceptFromBasisPoints: string
  declineToBasisPoints: string
  attempts: string
  lifetimeHours: string
}

interface RuleListProps {
  lang: Lang
  rows: RuleRow[]
  categories: OfficeCategory[]
}

/** All rules, and the way to another one. */
export function RuleList({ lang, rows, categories }: RuleListProps) {
  const share = (value: number | null) => (value === null ? '–' : `${writeShare(value)}%`)
  const scopes = categories
    .filter(({ id }) => !rows.some(({ path }) => path === `category/${id}`))
    .map(({ id, name }) => ({ value: `category.${id}`, text: words.ruleOfCategory(lang, { name: name[lang] }) }))
  return (
    <>
      <p class="quiet">{words.rulesLead(lang)}</p>
      <Table
        label={office.bargaining(lang)}
        columns={[
          { head: words.ruleFor(lang) },
          { head: words.isAllowed(lang) },
          { head: words.acceptFrom(lang), number: true },
          { head: words.declineTo(lang), number: true },
          { head: words.attempts(lang), number: true },
        ]}
      >
        {rows.map(({ name, path, rule }) => (
          <tr key={path}>
            <th scope="row">
              <a href={officePath(lang, `/bargaining/${path}`)}>{name}</a>
            </th>
            {rule === null ? (
              <td colSpan={4}>{words.usual(lang)}</td>
            ) : (
              <>
                <td data-head={words.isAllowed(lang)}>
                  {rule.isAllowed ? words.allowed(lang) : words.notAllowed(lang)}
                </td>
                <td class="num" data-head={words.acceptFrom(lang)}>
                  {share(rule.acceptFromBasisPoints)}
                </td>
                <td class="num" data-head={words.declineTo(lang)}>
                  {share(rule.declineToBasisPoints)}
                </td>
                <td class="num" data-head={words.attempts(lang)}>
                  {rule.attempts}
                </td>
              </>
            )}
          </tr>
        ))}
      </Table>
      {scopes.length > 0 && (
        <form class="office-form" method="post" action={officePath(lang, '/bargaining/choose')}>
          <section class="office-part" aria-labelledby="new-rule">
            <h2 id="new-rule">{words.newRule(lang)}</h2>
            <SelectField name="scope" label={words.ruleFor(lang)} value={scopes[0]?.value ?? ''} options={scopes} />
            <p>
              <button class="button" type="submit">
                {words.writeRule(lang)}
              </button>
            </p>
          </section>
        </form>
      )}
      <p class="quiet">{words.productRuleHint(lang)}</p>
    </>
  )
}

interface RuleFormProps {
  lang: Lang
  action: string
  typed: TypedRule
  wrong: Wrong
  isWritten: boolean
}

/** The form of a rule. */
export function RuleForm({ lang, action, typed, wrong, isWritten }: RuleFormProps) {
  const number = { maxLength: 6, inputmode: 'decimal', wrong } as const
  const ofTime = wrong.lifetimeMinutes === undefined ? {} : { lifetimeHours: wrong.lifetimeMinutes }
  return (
    <OfficeForm
      lang={lang}
      action={action}
      acts={
        isWritten && (
          <button class="button danger" type="submit" name="act" value="delete" title={words.removeRuleLead(lang)}>
            {words.removeRule(lang)}
          </button>
        )
      }
    >
      <section class="office-part">
        <CheckField name="isAllowed" label={words.isAllowed(lang)} checked={typed.isAllowed} />
        <div class="pair">
          <TextField
            {...number}
            name="acceptFromBasisPoints"
            label={words.acceptFrom(lang)}
            hint={words.acceptHint(lang)}
            value={typed.acceptFromBasisPoints}
          />
          <TextField
            {...number}
            name="declineToBasisPoints"
            label={words.declineTo(lang)}
            hint={words.declineHint(lang)}
            value={typed.declineToBasisPoints}
          />
          <TextField {...number} name="attempts" label={words.attempts(lang)} value={typed.attempts} />
          <TextField
            {...number}
            name="lifetimeHours"
            label={words.lifetime(lang)}
            value={typed.lifetimeHours}
            wrong={ofTime}
          />
        </div>
      </section>
    </OfficeForm>
  )
}
