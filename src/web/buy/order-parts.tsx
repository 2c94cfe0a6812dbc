import type { ComponentChildren } from 'preact'
import { type Lang, type Money, moneyParts, orders as words } from '#language'
import type { PayWays } from '#shop'
import { checkIcon, Icon, Moment, Price } from '#ui'
import { Picture } from './cart-lines.tsx'
import { wayName } from './checkout-fields.tsx'
import type { BuyersOrder } from './order-view.ts'
import { stateName } from './order-words.ts'
import { Totals } from './totals.tsx'

interface PartProps {
  lang: Lang
  order: BuyersOrder
}

/** How far an order has come. */
export function Steps({ lang, order }: PartProps) {
  const { placedAt, paidAt, shippedAt, completedAt, endedAt, payBy, state } = order
  const middle =
    payBy === 'delivery'
      ? { name: words.stepConfirmed(lang), at: placedAt }
      : { name: words.stepPaid(lang), at: paidAt }
  const all = [
    { name: words.stepPlaced(lang), at: placedAt },
    middle,
    { name: words.stepShipped(lang), at: shippedAt },
    { name: words.stepCompleted(lang), at: completedAt },
  ]
  const steps =
    endedAt === null ? all : [...all.filter(step => step.at !== null), { name: stateName(lang, state), at: endedAt }]
  return (
    <ol class="steps" aria-label={words.steps(lang)}>
      {steps.map(({ name, at }) => (
        <li key={name} data-done={at !== null}>
          <span class="step-mark">{at && <Icon of={checkIcon} small />}</span>
          <b>{name}</b>
          {at ? <Moment class="note" lang={lang} at={at} /> : <span class="note">{words.stillOpen(lang)}</span>}
        </li>
      ))}
    </ol>
  )
}

interface BankProps extends PartProps {
  bank: Pick<PayWays, 'bankName' | 'bankAccount' | 'bankHolder'> | null
}

/** Where a transfer goes to, each part ready to be copied. */
export function Bank({ lang, order, bank }: BankProps) {
  const { amounts, depositor, expiresAt } = order
  const total = { amount: amounts.totalAmount, currency: amounts.currency }
  return (
    <section class="bank" aria-labelledby="bank">
      <h2 id="bank">{words.payHere(lang)}</h2>
      {bank === null ? (
        <p>{words.askForAccount(lang)}</p>
      ) : (
        <dl>
          <Row label={words.bank(lang)}>{bank.bankName}</Row>
          <Row label={words.accountNumber(lang)}>
            <Copied lang={lang} id="account" label={words.accountNumber(lang)} value={bank.bankAccount}>
              <span class="num">{bank.bankAccount}</span>
            </Copied>
          </Row>
          <Row label={words.accountHolder(lang)}>{bank.bankHolder}</Row>
          <Row label={words.amount(lang)}>
            <Copied lang={lang} id="amount" label={words.amount(lang)} value={plainAmount(lang, total)}>
              <Price lang={lang} value={total} />
            </Copied>
          </Row>
          <Row label={words.depositor(lang)}>{depositor}</Row>
          {expiresAt && (
            <Row label={words.until(lang)}>
              <Moment lang={lang} at={expiresAt} />
            </Row>
          )}
        </dl>
      )}
    </section>
  )
}

function Row({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The figure alone, as the forms of banks take it. */
function plainAmount(lang: Lang, value: Money): string {
  return moneyParts(lang, value).figure.replaceAll(',', '')
}

interface CopiedProps {
  lang: Lang
  id: string
  label: string
  value: string
  children: ComponentChildren
}

/** Something to read with a control that copies it, or a plainer form of it. */
function Copied({ lang, id, label, value, children }: CopiedProps) {
  return (
    <span class="copied">
      {children}
      <input class="aside" id={id} readOnly value={value} tabIndex={-1} aria-hidden="true" />
      <button
        class="button slim needs-script"
        type="button"
        data-copy={id}
        data-copied={words.copied(lang)}
        aria-label={words.copyOf(lang, { label })}
      >
        {words.copy(lang)}
      </button>
    </span>
  )
}

/** What was ordered, as it was then. */
export function Goods({ lang, order }: PartProps) {
  const { currency } = order.amounts
  return (
    <section aria-labelledby="goods">
      <h2 id="goods">{words.goods(lang)}</h2>
      <ul class="checkout-lines">
        {order.lines.map(line => (
          <li key={line.position}>
            <Picture line={line} size={56} />
            <div>
              <p>
                {line.slug === null ? (
                  <b>{line.name}</b>
                ) : (
                  <a class="cart-name" href={`/${lang}/p/${line.slug}`}>
                    {line.name}
                  </a>
                )}{' '}
                {line.choice !== '' && <span class="quiet">{line.choice}</span>}
              </p>
              <p class="note">
                {words.pieces(lang, { n: line.quantity })}{' '}
                {line.isAgreed && <span class="badge good">{words.agreedPrice(lang)}</span>}
              </p>
              {line.gift && <p class="note">{words.gift(lang, { gift: line.gift })}</p>}
            </div>
            <Price lang={lang} value={{ amount: line.sumAmount, currency }} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What it comes to, how it is paid, and what was given back. */
export function Amounts({ lang, order }: PartProps) {
  const { amounts, payBy, refundedAmount, refundingAmount } = order
  const of = (amount: number) => ({ amount, currency: amounts.currency })
  return (
    <section aria-labelledby="sum">
      <h2 id="sum">{words.total(lang)}</h2>
      <Totals lang={lang} amounts={amounts} />
      <p class="note">
        {words.payBy(lang)}: {wayName(lang, payBy)}
      </p>
      {refundedAmount > 0 && (
        <p>
          {words.refunded(lang)}: <Price lang={lang} value={of(refundedAmount)} />
        </p>
      )}
      {refundingAmount > 0 && (
        <p>
          {words.refundPending(lang)}: <Price lang={lang} value={of(refundingAmount)} />
        </p>
      )}
    </section>
  )
}

/** Where it goes. */
export function Receiver({ lang, order }: PartProps) {
  const { address, country, email, note } = order
  const { name, phone, postcode, line1, line2, city, region } = address
  const lines = [`${postcode} ${line1}`.trim(), line2, [city, region].filter(Boolean).join(', '), country]
  return (
    <section aria-labelledby="receiver">
      <h2 id="receiver">{words.delivery(lang)}</h2>
      <address>
        <b>{name}</b> <span class="num">{phone}</span>
        {lines.filter(Boolean).map(line => (
          <span key={line}>{line}</span>
        ))}
        <span>{email}</span>
      </address>
      {note !== '' && <p class="quiet order-note">{note}</p>}
    </section>
  )
}
