import autocannon from 'autocannon'

/**
 * Loads one address until so many seconds or so many answers are over; prints what came back as one line of JSON. With
 * `anew` each request has an address that nobody asked for before, and comes from another visitor.
 */
const { url, headers, connections, seconds, answers, anew } = JSON.parse(process.argv[2] ?? '{}')
const { pathname, search } = new URL(url)
let n = Date.now() % 1e6
const another = (request: { path: string; headers: Record<string, string> }) => {
  n += 1
  const from = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`
  const path = `${pathname}${search === '' ? '?' : `${search}&`}n=${n}`
  return { ...request, path, headers: { ...request.headers, 'x-forwarded-for': from } }
}
const times: number[] = []
const started = performance.now()
// Its own clock ticks in whole seconds.
const run = autocannon(
  { url, headers, connections, duration: 3600, ...(anew && { requests: [{ setupRequest: another }] }) },
  (error: Error | null, result: Result) => {
    if (error) throw error
    const elapsed = (performance.now() - started) / 1000
    const sorted = Float64Array.from(times).sort()
    const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
    const failed = result.errors + result.timeouts + result.non2xx
    const line = { answers: times.length, failed, seconds: elapsed, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) }
    process.stdout.write(`${JSON.stringify(line)}\n`)
  },
)
run.on('response', (_client: unknown, _status: number, _bytes: number, ms: number) => {
  if (times.push(ms) === answers) run.stop()
})
setTimeout(() => run.stop(), seconds * 1000)

interface Result {
  errors: number
  timeouts: number
  non2xx: number
}
