/** One line of what somebody means to buy, with its price. Amounts in minor units of the shop's currency. */
export interface PricedLine {
  unitAmount: number
  quantity: number
  weightGrams: number
}

/** What sending somewhere costs; see `shippingZone`. */
export interface Zone {
  id: string
  countries: readonly string[]
  priceAmount: number
  freeFromAmount: number | null
  perKilogramAmount: number
}

/** The tax on what is sent to a country; see `taxRegion`. */
export interface Tax {
  country: string
  rateBasisPoints: number
  isIncluded: boolean
}

/** What an order comes to. `taxAmount` is in the total either way: held by the prices, or added to them. */
export interface Quote {
  goodsAmount: number
  shippingAmount: number
  taxAmount: number
  taxIsIncluded: boolean
  totalAmount: number
  /** The tax of each line, in their order. */
  lineTaxes: number[]
}

/** The zone that a country is in, or null where the shop does not send to. A shop without zones sends everywhere. */
export function zoneOf(zones: readonly Zone[], country: string): Zone | null {
  if (zones.length === 0) {
    return { id: '', countries: ['*'], priceAmount: 0, freeFromAmount: null, perKilogramAmount: 0 }
  }
  const named = zones.find(({ countries }) => countries.includes(country))
  return named ?? zones.find(({ countries }) => countries.includes('*')) ?? null
}

/** The tax of a country; none where there is no region for it. */
export function taxOf(taxes: readonly Tax[], country: string): Tax {
  const region = taxes.find(tax => tax.country === country) ?? taxes.find(tax => tax.country === '*')
  return region ?? { country, rateBasisPoints: 0, isIncluded: true }
}

/** What these lines come to when they are sent to this zone. */
export function quoteOf({ lines, zone, tax }: { lines: readonly PricedLine[]; zone: Zone; tax: Tax }): Quote {
  const goodsAmount = sum(lines.map(line => line.unitAmount * line.quantity))
  const grams = sum(lines.map(line => line.weightGrams * line.quantity))
  const isFree = zone.freeFromAmount !== null && goodsAmount >= zone.freeFromAmount
  const shippingAmount = isFree ? 0 : zone.priceAmount + Math.ceil(grams / 1000) * zone.perKilogramAmount
  const lineTaxes = lines.map(line => taxIn(line.unitAmount * line.quantity, tax))
  const taxAmount = sum(lineTaxes) + taxIn(shippingAmount, tax)
  return {
    goodsAmount,
    shippingAmount,
    taxAmount,
    taxIsIncluded: tax.isIncluded,
    totalAmount: goodsAmount + shippingAmount + (tax.isIncluded ? 0 : taxAmount),
    lineTaxes,
  }
}

/** The tax in an amount that holds it, or on one that does not, to the nearest minor unit. The only place that rounds. */
function taxIn(amount: number, { rateBasisPoints: rate, isIncluded }: Tax): number {
  return Math.round((amount * rate) / (isIncluded ? 10_000 + rate : 10_000))
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
