/**
 * Tracking numbers that were copied from a table, by the orders they are for: a column goes to the orders one after the
 * other, from the one at which it was pasted; with the order's number in the cell before it, each goes to its own. Null
 * for a single number, which is pasted like anything else.
 */
export function readTracking(
  text: string,
  { orders, from }: { orders: readonly string[]; from: string },
): Map<string, string> | null {
  const rows = text
    .split(/\r?\n/)
    .map(line => line.split(/[\t,;]/).map(cell => cell.trim()))
    .filter(cells => cells.some(cell => cell !== ''))
  if (rows.length < 2 && (rows[0]?.length ?? 0) < 2) return null
  const found = new Map<string, string>()
  let at = orders.indexOf(from)
  for (const cells of rows) {
    const named = cells.findIndex((cell, i) => i < cells.length - 1 && orders.includes(cell.replace(/^#/, '')))
    const order = named >= 0 ? cells[named]?.replace(/^#/, '') : cells.length === 1 ? orders[at] : undefined
    const tracking = cells[named + 1]
    if (order === undefined || !tracking) continue
    found.set(order, tracking)
    at = orders.indexOf(order) + 1
  }
  return found
}
