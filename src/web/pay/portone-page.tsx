import { type Lang, money, payments as words } from '#language'
import { type Frame, Shell } from '../shell.tsx'

/** What PortOne's script is asked for; see `portone-shown.ts`. */
export interface PortOneRequest {
  storeId: string
  channelKey: string
  payMethod: string
  paymentId: string
  orderName: string
  totalAmount: number
  currency: string
  customer: { fullName: string; email: string; phoneNumber: string }
  locale: 'KO_KR' | 'EN_US'
  redirectUrl: string
}

export interface PortOnePageProps {
  frame: Frame
  request: PortOneRequest
  token: string
}

/** Opens PortOne's window over itself; the button opens it again. */
export function PortOnePage({ frame, request, token }: PortOnePageProps) {
  const { lang } = frame
  const { totalAmount: amount, currency } = request
  return (
    <Shell frame={frame}>
      <main class="account pay" id="main" data-portone={JSON.stringify(request)}>
        <h1>{words.paying(lang)}</h1>
        <p>{words.payingLead(lang)}</p>
        <p class="note bad" role="alert" data-wrong hidden />
        <p>
          <button class="button primary tall" type="button" data-open disabled>
            {words.openWindow(lang, { amount: money(lang, { amount, currency }) })}
          </button>
        </p>
        <noscript>
          <p class="note bad">{words.needsScripts(lang)}</p>
        </noscript>
        <p>
          <a href={`/${lang}/orders/${token}`}>{words.backToOrder(lang)}</a>
        </p>
      </main>
    </Shell>
  )
}

/** PortOne's name of a language. */
export function localeOf(lang: Lang): PortOneRequest['locale'] {
  return lang === 'ko' ? 'KO_KR' : 'EN_US'
}
