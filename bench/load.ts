/** Puts load on a URL for one slice of time and says how it went. */
import autocannon from 'autocannon'

export interface Slice {
  readonly perSecond: number
  readonly p99Ms: number
  readonly failed: number
}

const connections = 32

export async function runSlice(url: string, body: string, seconds: number): Promise<Slice> {
  const result = await autocannon({ url, method: 'POST', body, headers: { 'content-type': 'application/json' }, connections, duration: seconds })
  return { perSecond: result.requests.total / result.duration, p99Ms: result.latency.p99, failed: result.non2xx + result.errors }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
