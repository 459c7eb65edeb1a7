/** Puts load on a URL for one slice of time and says how it went. */
import autocannon from 'autocannon'

export interface Slice {
  readonly perSecond: number
  readonly p99Ms: number
  readonly failed: number
}

export interface PreparedRequest {
  readonly method: 'POST'
  readonly path: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

const connections = 32

/** The same body again and again. */
export async function runSlice(url: string, body: string, seconds: number): Promise<Slice> {
  return toSlice(await autocannon({ url, method: 'POST', body, headers: { 'content-type': 'application/json' }, connections, duration: seconds }))
}

/** Each connection sends what is prepared for it, made before the time runs. @throws Error when some of it was sent twice. */
export async function runRequests(url: URL, prepare: (connection: number) => PreparedRequest[], seconds: number): Promise<Slice> {
  const lists = Array.from({ length: connections }, (_, connection) => prepare(connection))
  let connection = 0
  const sent = lists.map(() => 0)
  const result = await autocannon({
    url: url.origin,
    connections,
    duration: seconds,
    setupClient: (client) => {
      const own = connection++
      client.setRequests(lists[own]!)
      client.on('response', () => (sent[own]! += 1))
    },
  })
  if (sent.some((count, own) => count >= lists[own]!.length)) throw new Error('more requests were sent than prepared')
  return toSlice(result)
}

function toSlice(result: autocannon.Result): Slice {
  return { perSecond: result.requests.total / result.duration, p99Ms: result.latency.p99, failed: result.non2xx + result.errors }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
