/** The value below which this share (0 to 1) of the values lies, by nearest rank; NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** Rounded for a report: three significant digits say all that a bench knows. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
