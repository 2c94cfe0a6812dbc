/**
 * `pending_payment` waits for a payment provider, `awaiting_deposit` for a bank transfer; `confirmed` is paid at the
 * door. Whether money was given back is told by the refunds.
 */
export const orderStates = [
  'pending_payment',
  'awaiting_deposit',
  'confirmed',
  'paid',
  'shipped',
  'completed',
  'cancelled',
  'expired',
] as const
export type OrderState = (typeof orderStates)[number]

/** Where an order may go from each state; there is no other way. An expired one is paid when the money came late. */
const moves: Readonly<Record<OrderState, readonly OrderState[]>> = {
  pending_payment: ['paid', 'expired', 'cancelled'],
  awaiting_deposit: ['paid', 'expired', 'cancelled'],
  confirmed: ['shipped', 'cancelled'],
  paid: ['shipped', 'cancelled'],
  // Refused at the door, or sent back, as also after it arrived.
  shipped: ['completed', 'cancelled'],
  completed: ['cancelled'],
  cancelled: [],
  expired: ['paid'],
}

/** Whether an order may go from one state to another. */
export function mayMove(from: OrderState, to: OrderState): boolean {
  return moves[from].includes(to)
}

/** Whether its pieces are set aside in the stock, neither free nor gone. */
export function holdsStock(state: OrderState): boolean {
  return state === 'pending_payment' || state === 'awaiting_deposit' || state === 'confirmed'
}
