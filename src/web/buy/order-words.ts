import { type Lang, orders as words } from '#language'
import type { OrderState } from '#shop'

const states: Record<OrderState, (lang: Lang) => string> = {
  pending_payment: words.statePending,
  awaiting_deposit: words.stateDeposit,
  confirmed: words.stateConfirmed,
  paid: words.statePaid,
  shipped: words.stateShipped,
  completed: words.stateCompleted,
  cancelled: words.stateCancelled,
  expired: words.stateExpired,
}

/** How an order stands, for its buyer. */
export function stateName(lang: Lang, state: OrderState): string {
  return states[state](lang)
}

/** How a state is marked: what waits, what is good, what came to nothing. */
export function stateTone(state: OrderState): 'wait' | 'good' | 'bad' {
  if (state === 'pending_payment' || state === 'awaiting_deposit') return 'wait'
  return state === 'cancelled' || state === 'expired' ? 'bad' : 'good'
}

/** What comes next, for its buyer; `until` is when its time for paying is over. */
export function stateLead(lang: Lang, { state, until }: { state: OrderState; until: string }): string {
  if (state === 'pending_payment') return words.leadPending(lang, { until })
  if (state === 'awaiting_deposit') return words.leadDeposit(lang, { until })
  const leads = {
    confirmed: words.leadConfirmed,
    paid: words.leadPaid,
    shipped: words.leadShipped,
    completed: words.leadCompleted,
    cancelled: words.leadCancelled,
    expired: words.leadExpired,
  }
  return leads[state](lang)
}
